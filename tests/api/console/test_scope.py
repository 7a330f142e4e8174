"""What is another brand's does not exist for a colleague, on whichever route, under whichever id (I18, X2, X6)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.console.access import ACCESS
from api.console.scope import brand_of_stop, may_manage, of_user, stops_of
from api.console.thread import thread
from api.store import articles, handoffs, notes, questions, users
from api.store.users import User
from tests.api.console.desk import Colleague, colleague
from tests.api.console.test_access import filled
from tests.api.console.two_brands import OTHER, OURS, SECRET, TwoBrands, two_brands
from tests.scene import DANAI

KEY = "0123456789abcdef"
OF_A_THREAD = sorted(route for route in ACCESS if "{thread_id}" in route[1])
OF_A_COLLEAGUE = sorted(route for route in ACCESS if "{user_id}" in route[1])
CHECKED_BELOW = {
    ("GET", "/console"),
    ("GET", "/console/live"),
    ("GET", "/console/threads"),
    ("GET", "/console/new"),
    ("POST", "/console/new"),
    ("GET", "/console/quick-replies"),
    ("POST", "/console/quick-replies"),
    ("POST", "/console/quick-replies/remove"),
    ("GET", "/console/questions"),
    ("GET", "/console/questions/live"),
    ("GET", "/console/knowledge"),
    ("POST", "/console/knowledge/{article_id}"),
    ("GET", "/console/audit"),
    ("GET", "/console/here"),
    ("GET", "/console/numbers"),
    ("GET", "/console/numbers.csv"),
    ("GET", "/console/review"),
    ("GET", "/console/users"),
    ("POST", "/console/users"),
    ("GET", "/console/safety"),
    ("POST", "/console/pause"),
    ("POST", "/console/resume"),
}
"""Routes without an id in their path that show or change what is of a brand: each has its test in this file."""
OF_NO_BRAND = {
    ("POST", "/console/logout"),
    ("GET", "/console/keys"),
    ("POST", "/console/here"),
    ("GET", "/console/account"),
    ("POST", "/console/account/password"),
    ("POST", "/console/account/logins/end"),
}


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[TwoBrands]:
    async with two_brands(tmp_path) as made:
        yield made


def test_every_route_is_of_a_thread_a_colleague_no_brand_or_checked_here() -> None:
    assert set(ACCESS) - {*OF_A_THREAD, *OF_A_COLLEAGUE} - CHECKED_BELOW - OF_NO_BRAND == set()


def fields_of(both: TwoBrands) -> dict[str, str]:
    """Every field that any form has, with what is the other brand's in it."""
    return {
        **{
            "key": KEY,
            "body": "Hello",
            "text": both.text_id,
            "turn": "t9",
            "asked": both.text_id,
            "file": both.file_id,
        },
        **{"to": "ours-agent@shop.example", "outcome": "solved", "why": "why", "verdict": "bad", "until": "hour"},
        **{"wording": "stop", "channel": "call", "number": DANAI, "proposal": "p", "digest": "d", "order": "12345"},
        **{"action": "cancel_order", "product": "resole-kit", "price": "3", "keyword": "kit", "days": "3"},
    }


@pytest.mark.parametrize(("method", "path"), OF_A_THREAD)
async def test_a_thread_of_another_brand_is_not_there(method: str, path: str, both: TwoBrands) -> None:
    async with both.desk.as_role("ours-admin") as admin:
        csrf = await admin.csrf()
        before = await both.desk.trail(), await both.desk.texts(both.thread_id)
        answer = await asked(admin, method, filled(path, both.thread_id), {**fields_of(both), "csrf": csrf})
        assert answer.status_code == 404, path
        assert SECRET not in answer.text
        nowhere = await asked(admin, method, filled(path, "0" * 32), {**fields_of(both), "csrf": csrf})
        assert (nowhere.status_code, nowhere.text) == (answer.status_code, answer.text), "as if there were none (I14)"
    assert (await both.desk.trail(), await both.desk.texts(both.thread_id)) == before
    assert (await both.desk.handoff(both.thread_id))["status"] == "open"


async def asked(who: Colleague, method: str, path: str, fields: dict[str, str]) -> httpx.Response:
    if method == "GET":
        return await who.client.get(path, params={"file": fields["file"]})
    return await who.client.post(path, data=fields)


async def test_whoever_works_for_the_brand_or_for_all_sees_the_thread(both: TwoBrands) -> None:
    for who in ("other-viewer", "viewer"):
        async with both.desk.as_role(who) as colleague_there:
            assert SECRET in await colleague_there.page(f"/console/threads/{both.thread_id}")


@pytest.mark.parametrize("path", ["", "/threads", "/safety", "/numbers", "/new", "/quick-replies"])
async def test_no_list_shows_another_brand(path: str, both: TwoBrands) -> None:
    async with both.desk.as_role("ours-admin") as admin, both.desk.as_role("admin") as everybodys:
        seen, all_of_it = await admin.page(f"/console{path}"), await everybodys.page(f"/console{path}")
    assert SECRET not in seen and both.thread_id not in seen
    if path not in ("/new", "/threads"):
        assert SECRET in all_of_it


async def test_the_queue_counts_its_own_brands_alone(both: TwoBrands) -> None:
    for who, count in (("ours-agent", 1), ("other-agent", 1), ("agent", 2)):
        async with both.desk.as_role(who) as agent:
            assert f'data-count="open">{count}<' in await agent.page("/console")


async def test_figures_of_another_brand_are_not_there(both: TwoBrands) -> None:
    async with both.desk.as_role("ours-agent") as agent, both.desk.as_role("other-agent") as other:
        for path in ("/console/numbers", "/console/numbers.csv", "/console/review"):
            await agent.page(f"{path}?brand={OTHER}", 404)
            assert SECRET not in await agent.page(f"{path}?brand={OURS}") + await agent.page(path)
            assert "other" in await other.page(path)
    assert [row["subject"] for row in await both.desk.trail_of("numbers_export")] == [OURS, OURS, OTHER]


async def test_quick_replies_of_another_brand_are_neither_read_nor_changed(both: TwoBrands) -> None:
    async with both.desk.as_role("ours-admin") as admin, both.desk.as_role("other-agent") as other:
        assert SECRET not in await admin.page("/console/quick-replies")
        await admin.page(f"/console/quick-replies?brand={OTHER}", 404)
        new = {"name": "new", "body": "Hello"}
        await admin.post("/console/quick-replies", 404, brand=OTHER, **new)
        for brand, status in ((OTHER, 404), (OURS, 200), ("", 200)):
            mine = {"brand": brand, "id": both.quick_id, "version": "1"}
            await admin.post("/console/quick-replies/remove", status, **mine)
            await admin.post("/console/quick-replies", status, name="secret", body="Mine now", **mine)
        assert SECRET in await other.page("/console/quick-replies")
        assert SECRET not in await admin.page(f"/console/threads/{both.ours}?quick={both.quick_id}")


async def test_questions_and_articles_of_another_brand_are_neither_read_nor_changed(both: TwoBrands) -> None:
    where = f"/console/knowledge/{both.article_id}"
    async with both.desk.as_role("ours-admin") as admin, both.desk.as_role("other-admin") as other:
        for path in ("/console/questions", "/console/knowledge"):
            assert SECRET not in await admin.page(path)
            assert SECRET in await other.page(path)
        for act in ("save", "accept", "decline", "withdraw"):
            await admin.post(where, 404, act=act, version="1", question="Mine?", answer="Mine now.")
        await admin.post(f"/console/threads/{both.ours}/answer", question=both.question_id, body="Mine now.")
    async with both.desk.service.database.reading() as session:
        (row,) = await articles.listed(session, [OTHER])
        (question,) = await questions.of_thread(session, both.thread_id)
    assert (row["answer"], row["status"], question["status"]) == (SECRET, "draft", "open")


async def test_a_customer_of_another_brand_is_neither_found_nor_written_to(both: TwoBrands) -> None:
    async with both.desk.as_role("ours-agent") as agent:
        found = await agent.post("/console/new", 200, then="search", q="danai")
        assert SECRET not in found.text and 'value="smear"' in found.text
        for then in ("open", "card", "send"):
            form = {"brand": OTHER, "phone": DANAI, "body": "Hello", "about": "12345", "key": KEY}
            await agent.post("/console/new", 404, then=then, **form)
        await agent.page(f"/console/new?thread={both.thread_id}", 404)
    async with both.desk.as_role("agent") as agent:
        assert SECRET in (await agent.post("/console/new", 200, then="search", q="danai")).text


async def test_the_trail_of_a_brand_has_nothing_of_another(both: TwoBrands) -> None:
    async with both.desk.as_role("other-admin") as other:
        await other.post(f"/console/threads/{both.thread_id}/claim")
    async with both.desk.as_role("ours-admin") as admin, both.desk.as_role("ours-agent") as agent:
        await agent.post(f"/console/threads/{both.ours}/claim")
        for query in ("", f"?subject={both.thread_id}", "?actor=other-admin@shop.example", "?action=login"):
            page = await admin.page(f"/console/audit{query}")
            assert both.thread_id not in page.replace(f'value="{both.thread_id}"', "")
            assert ">other-admin@shop.example<" not in page
        assert "ours-agent@shop.example" in await admin.page("/console/audit")
    async with both.desk.as_role("admin") as everybodys:
        assert both.thread_id in await everybodys.page("/console/audit")


async def test_nobody_stops_or_starts_what_is_not_theirs(both: TwoBrands) -> None:
    async with both.desk.as_role("ours-admin") as admin, both.desk.as_role("admin") as everybodys:
        await everybodys.post("/console/pause", brand=OTHER, why=SECRET)
        assert (
            SECRET not in await admin.page("/console") and OTHER not in (await admin.client.get("/console/here")).text
        )
        for path, form in (
            ("pause", {"why": "x"}),
            ("pause", {"why": "x", "brand": OTHER}),
            ("resume", {}),
            ("resume", {"brand": OTHER}),
            ("resume", {"stop": f"marketing:{OTHER}"}),
            ("resume", {"stop": f"template:{OTHER}:birthday"}),
            ("resume", {"stop": "everything"}),
        ):
            answer = await admin.post(f"/console/{path}", **form)
            assert "said=" in answer.headers["location"], (path, form)
        await admin.post("/console/pause", brand=OURS, why="ours may")
    assert [(row["actor"], row["subject"]) for row in await both.desk.trail_of("pause")] == [
        ("admin@shop.example", f"brand:{OTHER}"),
        ("ours-admin@shop.example", f"brand:{OURS}"),
    ]
    assert await both.desk.trail_of("resume") == []


async def test_who_works_for_no_brand_that_is_served_has_an_account_and_no_more(both: TwoBrands) -> None:
    async with both.desk.service.database.writing() as session:
        await users.set_brands(session, "u-agent", ("gone",))
    async with both.desk.as_role("agent") as agent:
        for path in ("/console", "/console/threads", "/console/quick-replies", "/console/numbers", "/console/keys"):
            assert "You work for no brand" in await agent.page(path, 403)
        await agent.page("/console/account")


async def test_a_thread_goes_only_to_a_colleague_of_its_brand(both: TwoBrands) -> None:
    async with both.desk.as_role("agent") as agent:
        where = f"/console/threads/{both.thread_id}"
        assert "ours agent" not in await agent.page(where)
        answer = await agent.post(f"{where}/assign", to="ours-agent@shop.example")
        assert "said=no-user" in answer.headers["location"]
        answer = await agent.post(f"{where}/assign", to="other-agent@shop.example")
        assert answer.headers["location"] == where


async def test_who_is_two_brands_customer_is_erased_by_nobody_of_one(both: TwoBrands) -> None:
    async with both.desk.as_role("ours-admin") as admin:
        answer = await admin.post(f"/console/threads/{both.ours}/erase", number=DANAI)
        assert "said=other-brands" in answer.headers["location"]
    assert await both.desk.texts(both.thread_id)
    async with both.desk.as_role("admin") as admin:
        await admin.post(f"/console/threads/{both.ours}/erase", 200, number=DANAI)
    assert await both.desk.texts(both.thread_id) == []


@pytest.mark.parametrize("path", ["/console/live", "/console/questions/live"])
async def test_a_live_list_tells_nothing_of_another_brand_and_ends_with_the_brands(path: str, both: TwoBrands) -> None:
    async with both.desk.as_role("ours-agent") as agent:
        listening = asyncio.create_task(agent.client.get(path))
        await asyncio.sleep(0)
        async with both.desk.service.database.writing() as session:
            await notes.add(session, "n1", both.thread_id, SECRET, "Other", both.desk.scene.clock())
            await users.set_brands(session, "u-ours-agent", (OTHER,))
            await handoffs.take_over(session, both.thread_id, both.desk.scene.clock())
        async with asyncio.timeout(30):
            answer = await listening
    assert answer.status_code in (200, 401)
    assert SECRET not in answer.text and both.thread_id not in answer.text


def test_what_a_colleague_sees_is_a_part_of_the_service_and_never_more(both: Any) -> None:
    user = colleague("agent").model_copy(update={"brands": (OURS, "unknown")})
    assert list(of_user(both.desk.service, user).brands) == [OURS]
    assert of_user(both.desk.service, colleague("agent")) is both.desk.service
    assert stops_of(of_user(both.desk.service, user), ["everything", f"brand:{OTHER}", f"marketing:{OURS}"]) == (
        "everything",
        f"marketing:{OURS}",
    )
    assert (brand_of_stop("everything"), brand_of_stop("template:a:b")) == ("", "a")


@pytest.mark.parametrize(
    ("admin", "user", "may"),
    [
        (None, None, True),
        (None, ("a",), True),
        (("a",), None, False),
        (("a",), ("a",), True),
        (("a", "b"), ("a",), True),
        (("a",), ("a", "b"), False),
        (("a",), (), True),
    ],
)
def test_an_admin_manages_whoever_works_for_no_other_brand(admin: Any, user: Any, may: bool) -> None:
    def of(brands: Any) -> User:
        return colleague("admin").model_copy(update={"brands": brands})

    assert may_manage(of(admin), of(user)) is may


async def test_a_snapshot_of_a_thread_is_not_made_for_a_stranger(both: TwoBrands) -> None:
    user = colleague("agent").model_copy(update={"brands": (OURS,)})
    with pytest.raises(Exception, match="no such thread"):
        await thread(of_user(both.desk.service, user), both.thread_id, user.email)
