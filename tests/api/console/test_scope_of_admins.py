"""An admin of some brands gives and takes within these brands alone; the last admin of all brands stays."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.console.access import ACCESS
from api.store import users
from tests.api.console.two_brands import OTHER, OURS, TwoBrands, two_brands

OF_A_COLLEAGUE = sorted(route for route in ACCESS if "{user_id}" in route[1])


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[TwoBrands]:
    async with two_brands(tmp_path) as made:
        yield made


@pytest.mark.parametrize(("method", "path"), OF_A_COLLEAGUE)
async def test_an_admin_of_a_brand_changes_nobody_of_another_or_of_all(method: str, path: str, both: TwoBrands) -> None:
    form = {"role": "admin", "active": "false", "brands": OURS}
    async with both.desk.as_role("ours-admin") as admin:
        page = await admin.page("/console/users")
        assert "other-agent@shop.example" not in page and "ours-agent@shop.example" in page
        for whom in ("u-other-agent", "u-agent", "u-admin"):
            answer = await admin.client.request(
                method, path.replace("{user_id}", whom), data={"csrf": await admin.csrf(), **form}
            )
            assert answer.status_code == 404
    async with both.desk.service.database.reading() as session:
        for whom in ("u-other-agent", "u-agent"):
            user = await users.by_id(session, whom)
            assert user is not None and user.active and user.role == "agent" and user.brands != (OURS,)


async def test_an_admin_of_a_brand_gives_nobody_more_than_their_own(both: TwoBrands) -> None:
    new = {"email": "new@shop.example", "name": "New", "role": "admin"}
    async with both.desk.as_role("ours-admin") as admin:
        for brands in ([OTHER], ["*"], [OURS, OTHER], []):
            data = {"csrf": await admin.csrf(), **new, "brands": brands}
            answer = await admin.client.post("/console/users", data=data)
            assert "said=brands" in answer.headers["location"], brands
            data = {"csrf": await admin.csrf(), "brands": brands}
            answer = await admin.client.post("/console/users/u-ours-agent/brands", data=data)
            assert "said=brands" in answer.headers["location"], brands
        answer = await admin.post("/console/users/u-ours-admin/brands", brands="*")
        assert "said=yourself" in answer.headers["location"]
        await admin.post("/console/users", 200, **new, brands=OURS)
    async with both.desk.service.database.reading() as session:
        made = await users.by_email(session, "new@shop.example")
    assert made is not None and made.brands == (OURS,)


async def test_other_brands_end_every_log_in_and_are_written_down(both: TwoBrands) -> None:
    async with both.desk.as_role("agent") as agent, both.desk.as_role("admin") as admin:
        await agent.page(f"/console/threads/{both.thread_id}")
        await admin.post("/console/users/u-agent/brands", brands=OURS)
        await agent.page("/console", 303)
    async with both.desk.as_role("agent") as agent:
        await agent.page(f"/console/threads/{both.thread_id}", 404)
    (row,) = await both.desk.trail_of("user_brands")
    assert (row["detail"]["before"], row["detail"]["after"]) == ("all", OURS)


async def test_the_last_admin_of_all_brands_stays_one(both: TwoBrands) -> None:
    async with both.desk.as_role("ours-admin") as admin:
        assert "Set brands" in await admin.page("/console/users")
    async with both.desk.as_role("admin") as admin:
        answer = await admin.post("/console/users/u-admin/role", role="viewer")
        assert "said=yourself" in answer.headers["location"]
