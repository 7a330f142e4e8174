"""Changes come from our own pages: another site's form or script is turned away."""

from __future__ import annotations

import pytest
from fastapi import Request

from api.errors import Forbidden
from api.same_origin import same_origin


def request(method: str, **headers: str) -> Request:
    sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in {"host": "parley", **headers}.items()]
    return Request({"type": "http", "method": method, "path": "/", "headers": sent, "query_string": b""})


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "nonsense"])
def test_another_site_changes_nothing(site: str) -> None:
    with pytest.raises(Forbidden):
        same_origin(request("POST", sec_fetch_site=site))


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://parley.evil.example", "http://parley:81"])
def test_an_older_browser_is_asked_for_the_page_it_shows(origin: str) -> None:
    with pytest.raises(Forbidden):
        same_origin(request("POST", origin=origin))
    same_origin(request("POST", origin="http://parley"))


def test_our_own_pages_and_programs_may_change_things() -> None:
    same_origin(request("POST", sec_fetch_site="same-origin", origin="http://parley"))
    same_origin(request("POST"))


def test_anybody_may_link_to_us() -> None:
    same_origin(request("GET", sec_fetch_site="cross-site", origin="https://elsewhere.example"))
