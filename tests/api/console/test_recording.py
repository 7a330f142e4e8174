"""A record says what happened and how the shop stood before it, names nobody, and comes of reads alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from agent.transcript import Transcript
from api.console.recording import talks
from api.store import handoffs, labels, turns
from api.store.recorded import SHOP_EFFECTS
from tests.api.console.lived import Lived, lived
from tests.scene import MAYA, NOW, STEPHANIE, YAN
from tools.demo.world import World, demo_world


async def test_a_cancellation_is_recorded_with_the_order_as_it_was_before_it(tmp_path: Path) -> None:
    async with lived(tmp_path) as live:
        await live.text("cancel my order 12347 please, no longer needed", MAYA)
        thread = await live.text("CONFIRM", MAYA)
        found = await live.record(thread)
        orders = await live.line.service.brands["smear"].shop.orders(MAYA)
    assert [one.state for one in orders if one.number == "12347"] == ["cancelled"]
    assert [(one["action"], one["state"]) for one in found["effects"]] == [("cancel_order", "done")]
    start, now = World.model_validate(found["start"]["shop"]), World.model_validate(found["shop"])
    before = next(one for one in demo_world(NOW).orders if one.number == "12347")
    assert [(one.state, one.total, one.refunds) for one in start.orders] == [(before.state, before.total, ())]
    assert [one.state for one in now.orders] == ["cancelled"]
    assert [product.variants for product in start.products] == [one.variants for one in demo_world(NOW).products]
    assert (found["start"]["assumed"], found["start"]["unknown"], found["start"]["owner"]) == ([], "", "agent")
    turns = found["turns"]
    assert [one["saw"] for one in turns] == [["text-0"], ["text-2"]]
    assert turns[1]["said"] == ["text-3"] and found["effects"][0]["turn"] == turns[0]["id"]  # it was done at once


async def test_a_record_names_nobody(tmp_path: Path) -> None:
    async with lived(tmp_path) as live:
        (customer,) = [one for one in demo_world(NOW).customers if one.phone == MAYA]
        given = customer.name.split()[0]
        await live.text(f"it's {given}, ship 12347 to 99 Maple Ave, Portland, OR 97201", MAYA)
        thread = await live.text("CONFIRM", MAYA)
        async with live.line.database.writing() as session:
            turn_id = (await _turns(live, thread))[0]["id"]
            await labels.put(session, (thread, turn_id), "bad", f"{given} was not happy", "ana@shop.example", NOW)
        found = await live.record(thread)
    whole = json.dumps(found).casefold()
    for secret in (given, MAYA, "12347", "maple", "97201", customer.email, "ana@"):
        assert secret.casefold() not in whole, secret
    assert (found["label"], found["why"]) == ("bad", "Robin was not happy")
    assert found["turns"][0]["labels"] == ["bad"]


async def test_a_day_of_silence_begins_another_conversation_with_its_own_start(tmp_path: Path) -> None:
    async with lived(tmp_path) as live:
        await live.text("cancel 12347, ordered by mistake", MAYA)
        await live.text("CONFIRM", MAYA, minutes=60 * 25)
        thread = await live.text("where is my refund?", MAYA)
        found = await live.record(thread)
    assert [one["body"] for one in found["transcript"]["texts"] if one["speaker"] == "customer"] == [
        "where is my refund?"
    ]
    assert [one.state for one in World.model_validate(found["start"]["shop"]).orders] == ["cancelled"]
    assert found["start"]["introduced"] is True and found["effects"] == []


async def test_who_took_over_and_gave_back_is_kept(tmp_path: Path) -> None:
    async with lived(tmp_path) as live:
        thread = await live.text("I want to talk to a human", YAN)
        database, clock = live.line.database, live.line.clock
        async with database.writing() as session:
            handoff = await handoffs.current(session, thread)
            assert handoff is not None
            await handoffs.claim(session, handoff["id"], "kim@shop.example", clock())
            await handoffs.reply(session, thread, "r1", "Kim here, one second", "Kim Nguyen", clock())
        clock.advance(minutes=5)
        async with database.writing() as session:
            await handoffs.hand_back(session, thread, "Kim Nguyen", clock())
        clock.advance(minutes=1)
        await live.text("thanks", YAN)
        found = await live.record(thread)
    assert [one["what"] for one in found["events"]] == ["takes_over", "hands_back"]
    assert (found["handed_over"], found["outcome"]) == (["asked_for_person"], "handed_back")
    assert found["turns"][0]["handoff"] == "asked_for_person"
    texts = Transcript.model_validate(found["transcript"]).texts
    assert [one.body for one in texts if one.speaker == "person"] == ["Alex here, one second"]


async def test_a_change_that_no_ledger_explains_makes_the_start_unknown(tmp_path: Path) -> None:
    async with lived(tmp_path) as live:
        thread = await live.text("where is my order?", STEPHANIE)
        live.line.clock.advance(minutes=5)
        cancellation = await live.line.cancellation()
        assert cancellation.command is not None
        shop = live.line.service.brands["smear"].shop
        await shop.perform(STEPHANIE, cancellation.command, "key-of-the-shops-own-page")
        known = await live.record(thread)
        async with live.line.database.writing() as session:
            await session.execute(delete(SHOP_EFFECTS))
        lost = await live.record(thread)
    assert known["start"]["shop"] is not None and known["start"]["unknown"] == ""
    assert lost["start"]["shop"] is None and "order 90001 has changed since" in lost["start"]["unknown"]


@pytest.mark.parametrize(("before", "leads"), [(2, ["Drago is back"]), (8, [])])
async def test_what_the_brand_said_before_is_part_of_it_for_a_week(
    tmp_path: Path, before: int, leads: list[str]
) -> None:
    async with lived(tmp_path) as live:
        notice = {"id": "n", "direction": "out", "speaker": "brand", "body": "Drago is back", "at": live.line.clock()}
        live.line.clock.advance(minutes=60 * 24 * before)
        came = {"id": "c", "direction": "in", "speaker": "customer", "body": "DRAGO", "at": live.line.clock()}
    (talk,) = talks([notice, came])
    assert [one["body"] for one in talk.lead] == leads and talk.texts == (came,)


async def _turns(live: Lived, thread: str) -> list[dict[str, Any]]:
    async with live.line.database.reading() as session:
        return sorted((await turns.of_thread(session, thread)).values(), key=lambda one: one["at"])
