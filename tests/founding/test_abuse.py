"""Bad input, repeats, strangers and faults over HTTP: a clear answer or a clear refusal, and nothing lost."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.openai_replies import Reply, calls, server_error
from tests.fakes.openai_server import Json, openai_server
from tests.founding.stage import PHOTO, Stage, stage
from tests.scene import DANAI, MAYA, NOBODY, STEPHANIE, YAN


@pytest.fixture
async def live(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as one:
        yield one


async def test_what_the_outside_may_send(live: Stage) -> None:
    """One service for many claims: starting it is what takes time."""
    await a_wrong_signature_stores_nothing(live)
    await the_same_sid_is_one_turn(live)
    await a_stranger_s_order_is_like_none(live)
    await a_body_that_is_no_text_is_refused(live)
    await ten_thousand_characters_are_answered(live)
    await a_photo_alone_reaches_a_person(live)
    await an_unknown_phone_is_answered(live)
    await a_burst_is_answered_once(live)


async def a_wrong_signature_stores_nothing(live: Stage) -> None:
    form = {"MessageSid": "SM" + "a" * 32, "AccountSid": "AC1", "From": DANAI, "To": "+14155550100", "Body": "hi"}
    answer = await live.client.post("/twilio/messages", data=form, headers={"X-Twilio-Signature": "nope"})
    assert answer.status_code == 403
    missing = await live.client.get(f"/api/threads/{DANAI}", headers={"Authorization": "Bearer the-api-token"})
    assert missing.status_code == 404


async def the_same_sid_is_one_turn(live: Stage) -> None:
    sent = await live.text(DANAI, "where is my order?", times=10)
    assert len(sent) == 1
    thread = await live.thread(DANAI)
    assert [one["direction"] for one in thread["messages"]] == ["inbound", "outbound"]


async def a_stranger_s_order_is_like_none(live: Stage) -> None:
    theirs = (await live.text(MAYA, "cancel order 12345"))[-1]
    nobodys = (await live.text(MAYA, "cancel order 99999"))[-1]
    assert theirs.split("#12345")[1] == nobodys.split("#99999")[1]
    assert (await live.order("12345"))["state"] == "in_transit"


async def a_body_that_is_no_text_is_refused(live: Stage) -> None:
    for body, kind in (
        (b"Body=%ff%fe", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
        (b"\xff", ""),
    ):
        answer = await live.client.post("/twilio/messages", content=body, headers={"Content-Type": kind})
        assert answer.status_code in (403, 413, 415)


async def ten_thousand_characters_are_answered(live: Stage) -> None:
    assert await live.text(YAN, "please " * 1_430)
    stored = (await live.thread(YAN))["messages"][0]["body"]
    assert len(stored) >= 10_000


async def a_photo_alone_reaches_a_person(live: Stage) -> None:
    sent = await live.text(STEPHANIE, "", media=PHOTO)
    assert "photo" in sent[0]
    queue = await live.get("/api/escalations?status=open")
    assert [one["reason"] for one in queue if one["phone"] == STEPHANIE] == ["photo"]


async def an_unknown_phone_is_answered(live: Stage) -> None:
    assert await live.text(NOBODY, "do you have the drago in size 9?")


async def a_burst_is_answered_once(live: Stage) -> None:
    before = len(live.sent("+14155550105"))
    await asyncio.gather(
        *(live.twilio.text("+14155550105", body) for body in ("hi", "quick question", "how do refunds work?"))
    )
    await live.settled("+14155550105")
    assert 1 <= len(live.sent("+14155550105")) - before <= 3


async def test_a_locked_database_is_503_and_the_retry_is_taken_in(tmp_path: Path) -> None:
    async with stage(tmp_path) as live:
        path = tmp_path / "parley.db"
        lock = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        # Beside the loop: whoever holds the lock now needs the loop to let go of it.
        await asyncio.to_thread(lock.execute, "BEGIN IMMEDIATE")
        first = await live.twilio.text(DANAI, "where is my order?")
        lock.execute("ROLLBACK")
        lock.close()
        assert first == [503]
        assert await live.text(DANAI, "where is my order?")


async def test_a_provider_that_stays_down_is_replaced_by_the_embedded_model(tmp_path: Path) -> None:
    def down(messages: list[Json], tools: list[Json]) -> Reply:
        return server_error(503)

    async with openai_server(down) as server, stage(tmp_path, openai_url=server.url) as live:
        sent = await live.text(DANAI, "Where is my order #12345?")
        assert "12345" in sent[0]
        based_on = (await live.thread(DANAI))["messages"][-1]["based_on"]
        assert based_on["decided_by"] == "embedded"
        assert any(reason.startswith("fallback:") for reason in based_on["reasons"])


async def test_a_model_that_cancels_everything_cancels_nothing(tmp_path: Path) -> None:
    def hostile(messages: list[Json], tools: list[Json]) -> Reply:
        return calls(("cancel_order", {"order": None}), text="Done, I have cancelled it!")

    async with openai_server(hostile) as server, stage(tmp_path, openai_url=server.url) as live:
        sent = await live.text(MAYA, "hi, are the socks any good?")
        assert "CONFIRM" in sent[-1] and not any("Done" in one for one in sent)
        assert (await live.order("12347"))["state"] == "label_created"
