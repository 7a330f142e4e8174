"""The console's templates and files, and what every page of somebody logged in is given."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from fastapi import Response

from api.auth import LoggedIn
from api.console.access import may
from api.console.words import SAID
from api.page import Pages

PAGES: Final = Pages(Path(__file__).parent)


def what_stands_still(stop: str) -> str:
    """A stop by its id (`api.pausing.paused`) in words."""
    kind, _, rest = stop.partition(":")
    brand, _, template = rest.partition(":")
    words = {"brand": f"the brand {brand}", "marketing": f"marketing of {brand}"}
    return f"the text {template.replace('_', ' ')} of {brand}" if kind == "template" else words.get(kind, stop)


def show(name: str, login: LoggedIn, said: str = "", **values: Any) -> Response:
    """A page with its navigation; ``said`` is the key of what did not work."""
    return PAGES.render(
        name,
        me=login.user,
        csrf=login.csrf,
        said=SAID.get(said, ""),
        may_act=may(login.user.role, "POST", "/console/threads/{thread_id}/reply"),
        may_start=may(login.user.role, "POST", "/console/new"),
        may_write=may(login.user.role, "POST", "/console/quick-replies"),
        may_teach=may(login.user.role, "POST", "/console/knowledge/{article_id}"),
        may_audit=may(login.user.role, "GET", "/console/audit"),
        may_users=may(login.user.role, "GET", "/console/users"),
        may_safety=may(login.user.role, "GET", "/console/safety"),
        may_pause=may(login.user.role, "POST", "/console/pause"),
        paused=[what_stands_still(one) for one in login.paused],
        **values,
    )
