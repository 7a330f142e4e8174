"""The page of the audit trail: searched, page by page, and checked link by link when somebody asks for it (K11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Response

from api.bubble import visible
from api.console.access import LoginOf
from api.console.doing import ServiceOf
from api.console.pages import show
from api.console.scope import may_manage
from api.store import audit, users
from api.store.audit import Sought

A_PAGE: Final = 50
Word = Annotated[str, Query(max_length=254)]

routes = APIRouter()


class Filters:
    """What the form of the page asks for; days are in UTC, both included."""

    def __init__(
        self,
        actor: Word = "",
        action: Word = "",
        subject: Word = "",
        since: Annotated[str, Query(max_length=10)] = "",
        until: Annotated[str, Query(max_length=10)] = "",
    ) -> None:
        self.given = {"actor": actor, "action": action, "subject": subject, "since": since, "until": until}

    def sought(self, before: int | None) -> Sought:
        start, end = _day(self.given["since"]), _day(self.given["until"])
        return Sought(
            actor=self.given["actor"].strip().casefold(),
            action=self.given["action"],
            subject=self.given["subject"].strip(),
            since=start,
            until=end + timedelta(days=1) if end else None,
            before=before,
        )


@routes.get("/console/audit")
async def trail(
    service: ServiceOf,
    login: LoginOf,
    filters: Annotated[Filters, Depends()],
    before: Annotated[int | None, Query(ge=1)] = None,
    check: bool = False,
) -> Response:
    """The newest rows that fit. The whole chain is read with ``check`` only: it grows for ever."""
    async with service.database.reading() as session:
        sought = filters.sought(before)
        if (brands := login.user.brands) is not None:
            theirs = [one.id for one in await users.listed(session) if may_manage(login.user, one)]
            sought = replace(sought, brands=brands, colleagues=tuple(theirs))
        rows = await audit.found(session, sought, A_PAGE + 1)
        actions = await audit.actions(session)
        intact = audit.is_intact(await audit.trail(session)) if check else None
    given = {name: value for name, value in filters.given.items() if value}
    older = urlencode({**given, "before": rows[A_PAGE - 1]["id"]}) if len(rows) > A_PAGE else ""
    return show(
        "audit.html",
        login,
        rows=[_row(row) for row in rows[:A_PAGE]],
        actions=actions,
        intact=intact,
        given=filters.given,
        older=older,
        newest=urlencode(given) if before is not None else None,
    )


def _row(row: dict[str, Any]) -> dict[str, str]:
    detail = ", ".join(f"{name}: {value}" for name, value in row["detail"].items() if value not in ("", None))
    return {
        "at": row["at"].strftime("%Y-%m-%d %H:%M:%S"),
        "actor": visible(row["actor"]),
        "action": row["action"].replace("_", " "),
        "subject": visible(row["subject"]),
        "detail": visible(detail),
    }


def _day(given: str) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(given), time.min, tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
