"""Every route of the console has a rule, roles do what they may and nothing else, and forms come from our pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any, get_args

import pytest
from fastapi.routing import APIRoute

from api.app import create_app
from api.console.access import ACCESS, EVERYBODY, PUBLIC, may
from api.console.routes import routes
from api.store.users import Role
from tests.api.console.desk import Desk, desk

ROLES = get_args(Role)


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


def table(router: Any) -> Iterable[tuple[str, str]]:
    """Method and path of every route below a router, included routers too."""
    for route in router.routes:
        inner = getattr(route, "original_router", None) or getattr(route, "router", None)
        if inner is not None:
            yield from table(inner)
        elif isinstance(route, APIRoute):
            yield from ((method, route.path) for method in route.methods or ())


def filled(path: str, thread_id: str) -> str:
    """A path with something in each of its places."""
    return (
        path.replace("{thread_id}", thread_id)
        .replace("{number}", "12345")
        .replace("{subscription_id}", "s1")
        .replace("{user_id}", "u-viewer")
        .replace("{article_id}", "0" * 32)
    )


def test_every_route_has_a_rule_and_every_rule_a_route() -> None:
    found = set(table(routes))
    assert len(found) > 10
    assert found == set(ACCESS) | PUBLIC
    assert not set(ACCESS) & PUBLIC


async def test_the_app_has_no_route_of_the_console_outside_its_guard(opened: Desk) -> None:
    app = create_app(opened.service, loops=False)
    console = {route for route in table(app.router) if route[1].startswith("/console")}
    assert console == set(ACCESS) | PUBLIC


@pytest.mark.parametrize(("method", "path"), sorted(ACCESS))
async def test_nobody_gets_in_without_logging_in(method: str, path: str, opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.client() as client:
        answer = await client.request(method, filled(path, thread_id))
    if path.endswith("/live"):
        assert answer.status_code == 401
    else:
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/console/login")
    assert (await opened.handoff(thread_id))["status"] == "open"


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_does_what_it_may_and_nothing_else(role: Role, opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role(role) as colleague:
        csrf = await colleague.csrf()
        for (method, path), allowed in sorted(ACCESS.items()):
            if role in allowed:
                continue
            answer = await colleague.client.request(method, filled(path, thread_id), data={"csrf": csrf})
            assert answer.status_code == 403, path
        assert (await opened.handoff(thread_id))["status"] == "open"
        await colleague.page(f"/console/threads/{thread_id}")


def test_a_route_without_a_rule_is_for_nobody() -> None:
    assert not any(may(role, "GET", "/console/no-such-page") for role in ROLES)
    assert not any(may(role, "POST", "/console") for role in ROLES)
    assert EVERYBODY == set(ROLES)


async def test_a_form_that_is_not_from_a_page_of_this_login_changes_nothing(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("admin") as other, opened.as_role("agent") as agent:
        for csrf in ("", "0" * 64, await other.csrf()):
            await agent.post(f"/console/threads/{thread_id}/claim", 403, csrf=csrf)
        answer = await agent.client.post(f"/console/threads/{thread_id}/claim")
        assert answer.status_code == 403
    assert (await opened.handoff(thread_id))["status"] == "open"


async def test_another_sites_page_changes_nothing_even_with_the_right_value(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("agent") as agent:
        sent = {"csrf": await agent.csrf()}
        answer = await agent.client.post(
            f"/console/threads/{thread_id}/claim", data=sent, headers={"Sec-Fetch-Site": "cross-site"}
        )
    assert answer.status_code == 403
    assert (await opened.handoff(thread_id))["status"] == "open"


async def test_a_script_may_send_the_value_in_a_header(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("agent") as agent:
        answer = await agent.client.post(
            f"/console/threads/{thread_id}/claim", headers={"X-CSRF": await agent.csrf(), "Accept": "application/json"}
        )
    assert answer.json() == {"done": True}
    assert (await opened.handoff(thread_id))["status"] == "claimed"
