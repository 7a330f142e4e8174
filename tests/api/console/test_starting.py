"""A colleague writes first: to whom they may, when they may, once, in a thread that is theirs from then on."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.outbox import Outbox
from api.simulator import Simulator
from api.store import consent, handoffs
from api.store.second_thoughts import UNDO_SECONDS
from api.store.threads import thread_id_of
from tests.api.console.desk import Colleague, Desk, desk
from tests.api.console.test_composing import JPEG, picture
from tests.scene import DANAI, LEE, NOBODY, STEPHANIE
from tools.demo.people import AVERY, JORDAN

KEY = "0123456789abcdef"
NIGHT = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)  # half past two in the morning in Los Angeles
SAID = re.compile(r'role="alert">([^<]*)<')


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


async def agrees(opened: Desk, phone: str, event: str = "marketing_opt_in") -> None:
    now = opened.scene.clock()
    entry = consent.Entry("smear", phone, event, "yes", "console", f"test:{event}", "test", now)
    async with opened.service.database.writing() as session:
        await consent.record(session, entry)


async def write(agent: Colleague, phone: str, body: str, key: str = KEY, **fields: str) -> httpx.Response:
    form = {"csrf": await agent.csrf(), "then": "send", "brand": "smear", "phone": phone, "body": body, "key": key}
    return await agent.client.post("/console/new", data={**form, **fields})


async def gone(opened: Desk) -> list[str]:
    opened.scene.clock.advance(seconds=UNDO_SECONDS)
    await Outbox(opened.service).send_due()
    carrier = opened.service.carrier
    assert isinstance(carrier, Simulator)
    return [kept.text.body for kept in carrier.account.taken]


async def out(opened: Desk, phone: str) -> list[dict[str, Any]]:
    return [row for row in await opened.texts(thread_id_of("smear", phone)) if row["direction"] == "out"]


async def test_a_text_about_an_order_starts_a_thread_that_is_its_writers(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        answer = await write(agent, DANAI, "Hi Danai, your parcel comes tomorrow.", about="12345")
        thread_id = thread_id_of("smear", DANAI)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/console/threads/{thread_id}")
        page = await agent.page(f"/console/threads/{thread_id}")
    assert 'data-mine="yes"' in page and "Begun by a colleague" in page and "12345" in page
    place = await opened.handoff(thread_id)
    assert (place["claimed_by"], place["reason"]) == ("agent@shop.example", "started")
    assert await gone(opened) == ["SMEAR SHOES: Hi Danai, your parcel comes tomorrow."]
    (row,) = await out(opened, DANAI)
    assert (row["licence"], row["speaker"], row["author"]) == ("order:12345", "person", "Agent")
    (written,) = await opened.trail_of("start")
    assert written["actor"] == "agent@shop.example" and written["detail"]["order"] == "12345"
    assert "parcel" not in str(await opened.trail())


async def test_the_same_page_twice_sends_once_and_leads_to_the_thread(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        for _ in range(3):
            assert (await write(agent, DANAI, "Once.", about="12345")).status_code == 303
    assert len(await out(opened, DANAI)) == 1
    assert len(await opened.trail_of("start")) == 1


async def test_the_customer_answers_and_waits_for_the_writer_and_not_for_the_agent(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        await write(agent, DANAI, "Your parcel comes tomorrow.", about="12345")
    thread_id = await opened.scene.receive("thanks, which time?", phone=DANAI)
    place = await opened.handoff(thread_id)
    assert (place["status"], place["claimed_by"]) == ("claimed", "agent@shop.example")


async def test_news_need_consent_say_how_to_stop_and_wait_for_the_customers_morning(opened: Desk) -> None:
    opened.scene.clock.at = NIGHT
    async with opened.as_role("agent") as agent:
        answer = await write(agent, AVERY, "The Drago is back!", about="news")
        assert "They did not agree to marketing" in SAID.findall(answer.text)[0]
        kept = await write(agent, STEPHANIE, "The Drago is back!", about="news")
        assert "They did not agree" in kept.text and "The Drago is back!</textarea>" in kept.text
        await agrees(opened, AVERY)
        opened_page = await agent.post("/console/new", 200, then="open", brand="smear", phone=AVERY)
        assert "Leaves Wed, Jun 10 · 9:00 AM, in their hours." in opened_page.text
        assert (await write(agent, AVERY, "The Drago is back!", about="news")).status_code == 303
        assert await gone(opened) == []
        page = await agent.page(f"/console/threads/{thread_id_of('smear', AVERY)}")
    assert "queued" in page
    opened.scene.clock.at = NIGHT.replace(hour=16, minute=0)
    assert await gone(opened) == ["SMEAR SHOES: The Drago is back! Text STOP to opt-out."]


@pytest.mark.parametrize("order", ["news", "12347"])
async def test_who_opted_out_is_not_written_to_whatever_it_is_about(order: str, opened: Desk) -> None:
    await agrees(opened, JORDAN, "opt_out")
    async with opened.as_role("agent") as agent:
        answer = await write(agent, JORDAN, "Hello again", about=order)
        page = await agent.post("/console/new", 200, then="open", brand="smear", phone=JORDAN)
    assert answer.status_code == 200 and "This customer cannot be texted first." in page.text
    assert await out(opened, JORDAN) == []


async def test_an_opt_out_between_the_page_and_the_carrier_is_heard(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        await write(agent, DANAI, "Your parcel comes tomorrow.", about="12345")
    await agrees(opened, DANAI, "opt_out")
    assert await gone(opened) == []
    assert [(row["state"], row["reason"]) for row in await out(opened, DANAI)] == [("dropped", "opted_out")]


async def test_only_an_order_of_theirs_is_a_reason(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        for order in ("12347", "12355", "99999", "order:12345"):
            answer = await write(agent, DANAI, "Hello", about=order)
            assert "They have no such order" in SAID.findall(answer.text)[0], order
    assert await out(opened, DANAI) == []


async def test_what_it_is_about_is_the_writers_to_say(opened: Desk) -> None:
    await agrees(opened, DANAI)
    async with opened.as_role("agent") as agent:
        answer = await write(agent, DANAI, "Hello")
        assert "Say what it is about" in SAID.findall(answer.text)[0]
    assert await out(opened, DANAI) == []


async def test_nobody_who_is_no_customer_is_written_to(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        for brand, phone in (("smear", NOBODY), ("other", DANAI), ("", ""), ("smear", "%")):
            form = {
                "csrf": await agent.csrf(),
                "then": "send",
                "brand": brand,
                "phone": phone,
                "body": "Hi",
                "key": KEY,
            }
            assert (await agent.client.post("/console/new", data=form)).status_code == 404
    assert await opened.trail_of("start") == []


@pytest.mark.parametrize("body", ["", "   ", "x" * 1_601])
async def test_no_words_and_too_many_are_not_sent(body: str, opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        answer = await write(agent, DANAI, body, about="12345")
    assert "1 to 1600 characters" in SAID.findall(answer.text)[0]
    assert await out(opened, DANAI) == []


async def test_who_waits_or_is_looked_after_is_not_written_to_past_their_colleague(opened: Desk) -> None:
    thread_id = await opened.waiting(phone=DANAI)
    async with opened.as_role("agent") as agent, opened.as_role("admin") as admin:
        answer = await write(agent, DANAI, "Hello", about="12345")
        assert "Somebody looks after this customer already" in SAID.findall(answer.text)[0]
        await admin.post(f"/console/threads/{thread_id}/claim")
        answer = await write(agent, DANAI, "Hello", about="12345")
        assert f"/console/threads/{thread_id}" in answer.text
    assert await out(opened, DANAI) == []
    assert (await opened.handoff(thread_id))["claimed_by"] == "admin@shop.example"


async def test_a_thread_that_is_over_is_started_anew_in_the_same_place(opened: Desk) -> None:
    thread_id = await opened.waiting(phone=DANAI)
    async with opened.as_role("agent") as agent:
        await agent.post(f"/console/threads/{thread_id}/claim")
        await agent.post(f"/console/threads/{thread_id}/resolve", outcome="solved")
        assert f"/console/new?thread={thread_id}" in await agent.page(f"/console/threads/{thread_id}")
        assert "New text to Danai" in await agent.page(f"/console/new?thread={thread_id}")
        answer = await write(agent, DANAI, "One more thing about it.", about="12345")
    assert answer.headers["location"] == f"/console/threads/{thread_id}"
    async with opened.service.database.reading() as session:
        assert {row["status"] for row in await handoffs.of_thread(session, thread_id)} == {"resolved", "claimed"}


async def test_a_customer_is_found_and_what_was_looked_for_is_in_no_trail(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        found = await agent.post("/console/new", 200, then="search", q="stephanie")
        assert "(415) 555-0102" in found.text and "Write to Stephanie" in found.text
        nothing = await agent.post("/console/new", 200, then="search", q="<b>nobody")
        assert "No customer has these words." in nothing.text and "<b>nobody" not in nothing.text
        page = await agent.post("/console/new", 200, then="open", brand="smear", phone=STEPHANIE)
    assert "Hi Stephanie, Agent from SMEAR SHOES here." in page.text and "Order #12346" in page.text
    assert [row["action"] for row in await opened.trail() if row["action"].startswith("customer")] == [
        "customers_searched",
        "customers_searched",
        "customer_read",
    ]
    assert "stephanie" not in str([row["detail"] for row in await opened.trail()]).casefold()


async def test_a_product_goes_into_the_words_and_nothing_leaves(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        page = await write(agent, LEE, "Look at this:", then="card", product="scarpa-drago")
    assert "Look at this:\nScarpa Drago, " in page.text
    assert await out(opened, LEE) == []


async def test_a_photo_goes_with_the_first_text_and_what_is_none_is_said(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        form = {"csrf": await agent.csrf(), "then": "send", "brand": "smear", "phone": DANAI, "key": KEY}
        form |= {"body": "This is how it is packed", "about": "12345"}
        bad = await agent.client.post("/console/new", data=form, files={"photo": ("a.jpg", b"no photo", JPEG)})
        assert "no photo" in SAID.findall(bad.text)[0]
        good = await agent.client.post("/console/new", data=form, files={"photo": ("a.jpg", picture(), JPEG)})
    assert good.status_code == 303
    (row,) = await out(opened, DANAI)
    assert [one["content_type"] for one in row["media"]] == [JPEG]
    assert len(list((opened.service.settings.data_dir / "media").iterdir())) == 1


async def test_a_text_that_is_taken_back_leaves_nobody_waiting(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        await write(agent, DANAI, "Oh, the wrong one.", about="12345")
        thread_id = thread_id_of("smear", DANAI)
        (row,) = await out(opened, DANAI)
        await agent.post(f"/console/threads/{thread_id}/undo", text=row["id"])
    assert await gone(opened) == []
    assert (await opened.handoff(thread_id))["answered_at"] is not None
