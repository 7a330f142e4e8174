"""The demo phone sends what was typed, in the demo only, and what comes back is text and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.phone.routes import routes
from api.phone.starters import STARTERS
from api.store import texts, threads
from api.store.threads import thread_id_of
from tests.api.browser import Browser, browser
from tests.scene import DANAI, MAYA, YAN


@pytest.fixture
async def phone(tmp_path: Path) -> AsyncIterator[Browser]:
    async with browser(tmp_path, routes, PARLEY_DEMO=True) as opened:
        yield opened


async def bodies(phone: Browser, number: str) -> list[tuple[str, str, int]]:
    async with phone.service.database.reading() as session:
        rows = await texts.of_thread(session, thread_id_of("smear", number))
    return [(row["direction"], row["body"], len(row["media"] or ())) for row in rows]


async def test_outside_the_demo_there_is_no_phone(tmp_path: Path) -> None:
    async with browser(tmp_path, routes) as phone:
        for path in (
            "/phone",
            f"/phone/{DANAI}",
            f"/phone/{DANAI}/state",
            f"/phone/{DANAI}/live",
            "/phone/static/live.js",
        ):
            await phone.page(path, 404)
        await phone.post(f"/phone/{DANAI}/texts", 404, body="hello")
        await phone.post("/phone/reset", 404)


async def test_a_text_goes_the_way_of_every_text(phone: Browser) -> None:
    answer = await phone.post(f"/phone/{DANAI}/texts", body="Where’s it?\r\nI’m waiting")
    assert answer.headers["location"] == "/phone/%2B14155550101"
    assert await bodies(phone, DANAI) == [("in", "Where’s it?\nI’m waiting", 0)]
    async with phone.service.database.reading() as session:
        thread = await threads.find(session, "smear", DANAI)
    assert thread is not None and thread["due_at"] is not None


@pytest.mark.parametrize("body", ["", "  \n ", "x" * 1_601])
async def test_what_no_phone_can_send_is_refused(phone: Browser, body: str) -> None:
    answer = await phone.client.post(f"/phone/{DANAI}/texts", data={"body": body})
    assert answer.status_code in (400, 422)
    assert await bodies(phone, DANAI) == []


async def test_a_photo_comes_without_words(phone: Browser) -> None:
    await phone.post(f"/phone/{DANAI}/photos")
    assert await bodies(phone, DANAI) == [("in", "", 1)]
    assert 'data-show="photos">' in await phone.page(f"/phone/{DANAI}")


async def test_a_reaction_arrives_as_words_and_shows_as_a_mark(phone: Browser) -> None:
    await phone.post("/phone/starters/return")
    await phone.delivered()
    async with phone.service.database.reading() as session:
        (opener,) = await texts.of_thread(session, thread_id_of("smear", YAN))
    await phone.post(f"/phone/{YAN}/tapbacks", text=opener["id"], reaction="loved")
    assert (await bodies(phone, YAN))[1] == ("in", f"Loved “{opener['body']}”", 0)
    (bubble,) = (await phone.client.get(f"/phone/{YAN}/state")).json()["bubbles"]
    assert bubble["reaction"] == "loved"
    await phone.post(f"/phone/{YAN}/tapbacks", 400, text=opener["id"], reaction="hated")
    await phone.post(f"/phone/{DANAI}/tapbacks", 404, text=opener["id"], reaction="loved")


async def test_the_page_works_without_script(phone: Browser) -> None:
    first = await phone.client.get("/phone")
    assert first.headers["location"] == "/phone/%2B14155550101"
    answer = await phone.post("/phone/starters/return")
    await phone.delivered()
    page = await phone.page(answer.headers["location"])
    assert "order #12348 has been delivered" in page
    assert 'name="body" value="HELP I would like to return my order"' in page
    assert all(f"/phone/starters/{name}" in page for name in STARTERS)


async def test_a_script_is_told_instead_of_sent_elsewhere(phone: Browser) -> None:
    answer = await phone.client.post(
        f"/phone/{DANAI}/texts", data={"body": "hi"}, headers={"Accept": "application/json"}
    )
    assert (answer.status_code, answer.json()) == (202, {"then": "/phone/%2B14155550101"})


async def test_what_a_customer_writes_never_becomes_part_of_the_page(phone: Browser) -> None:
    await phone.post(f"/phone/{DANAI}/texts", body='<img src=x onerror="alert(1)"></p><script>alert(2)</script>')
    page = await phone.page(f"/phone/{DANAI}")
    assert "<img src=x" not in page and "<script>alert" not in page


async def test_another_site_cannot_text_for_anybody(phone: Browser) -> None:
    answer = await phone.client.post(
        f"/phone/{DANAI}/texts", data={"body": "STOP"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert await bodies(phone, DANAI) == []


async def test_the_reset_gives_back_the_beginning(phone: Browser) -> None:
    await phone.post(f"/phone/{DANAI}/texts", body="STOP")
    await phone.post("/phone/starters/cancel")
    assert (await phone.post("/phone/reset")).headers["location"] == "/phone"
    assert await bodies(phone, DANAI) == await bodies(phone, MAYA) == []
    state = (await phone.client.get(f"/phone/{DANAI}/state")).json()
    assert "opted out" not in state["shop"]["badges"]
    jordan = (await phone.client.get("/phone/+14155550108/state")).json()
    assert "opted out" in jordan["shop"]["badges"]


async def test_a_stranger_has_no_phone_here_and_files_are_ours(phone: Browser) -> None:
    await phone.page("/phone/+19995550000", 404)
    await phone.page("/phone/static/phone.js")
    await phone.page("/phone/static/routes.py", 404)
