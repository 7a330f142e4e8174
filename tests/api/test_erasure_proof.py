"""The proof of I19 and S91: markers in every place that a person can reach, and none of them anywhere afterwards."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog

from api import logs
from api.carrier import Media
from api.erasure import Erased
from api.reconcile import Reconciler
from api.store import consent, handoffs
from api.store.person import shop_table
from api.store.tables import HANDOFFS, TURNS
from api.store.threads import thread_id_of
from tests.api.planting import PREFIX, Markers, holding, plant
from tests.fakes.openai_replies import Reply, failure, says
from tests.fakes.openai_server import openai_server
from tests.founding.stage import API_TOKEN, PATIENCE_SECONDS, Stage, stage
from tests.scene import DANAI, STEPHANIE

CARD = "4111 1111 1111 1111"
DIGITS = STEPHANIE.lstrip("+")
THREAD = thread_id_of("smear", STEPHANIE)


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Everything that is logged, at the level of the service."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    stream = io.StringIO()
    logs.configure(stream)
    yield stream
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


async def call(live: Stage, method: str, path: str) -> httpx.Response:
    return await live.client.request(method, path, headers={"Authorization": f"Bearer {API_TOKEN}"})


async def converse(live: Stage, markers: Markers) -> None:
    """Turns of the real line: questions, a changed address, a reaction, a photo, a card, a person, an opt-out."""
    await live.text(STEPHANIE, f"hello I am {markers.some(14)}")
    await live.text(STEPHANIE, f"where is my order {markers.some(8)}")
    (preview,) = await live.text(
        STEPHANIE, f"Please change the address of my order to 77 {markers.one()} Street, Portland, OR 97201"
    )
    assert "CONFIRM" in preview
    await live.text(STEPHANIE, "CONFIRM")
    assert PREFIX in (await live.order("12346"))["address"]["street"]
    await live.text(STEPHANIE, f"Liked “{markers.some(6)}”")
    await live.text(STEPHANIE, f"‌👍 to “{markers.some(6)}”")
    photo = (Media(sid="MM" + "7" * 32, content_type=f"image/{markers.one()}"),)
    await live.text(STEPHANIE, markers.some(8), media=photo)
    await live.text(STEPHANIE, f"my card is {CARD} {markers.some(6)}")
    for topic in ("do you ship to", "I have a question about", "is it true that", "tell me about the", "what is"):
        await live.text(STEPHANIE, f"{topic} {markers.some(10)}?")
    await live.text(STEPHANIE, f"I want to talk to a real person about {markers.some(10)}")
    for _ in range(3):
        await answer_as_a_person(live, markers)
        await live.text(STEPHANIE, f"thank you {markers.some(8)}")


async def answer_as_a_person(live: Stage, markers: Markers) -> None:
    service = live.service
    async with service.database.writing() as session:
        await handoffs.reply(session, THREAD, service.new_id(), markers.some(10), "Alex", service.clock())
    service.texts_leave.set()
    await live.settled(STEPHANIE)


async def plant_the_rest(live: Stage, markers: Markers) -> None:
    """What the shop knows of a customer, what turns and handoffs noted, and an opt-out that came by e-mail."""

    def address() -> dict[str, str]:
        names = ("street", "unit", "city", "state", "postcode", "country")
        return {name: markers.one() for name in names}

    values: tuple[tuple[Any, dict[str, Any]], ...] = (
        (shop_table("customers"), {"name": markers.some(2), "email": f"{markers.one()}@{markers.one()}.example"}),
        (shop_table("customers"), {"address": address()}),
        (shop_table("orders"), {"address": address()}),
        (shop_table("cards"), {"brand": markers.one(), "last4": markers.one()}),
        (shop_table("shipments"), {"number": markers.one(), "url": markers.one()}),
        (TURNS, {"reasons": [markers.one(), markers.one()], "passages": [markers.one()], "tools": [markers.one()]}),
        (HANDOFFS, {"ask": markers.some(3), "tried": [markers.one()]}),
    )
    service = live.service
    async with service.database.writing() as session:
        for table, planted in values:
            await plant(session, table, STEPHANIE, **planted)
        entry = consent.Entry(
            brand="smear",
            phone=STEPHANIE,
            event="marketing_opt_in",
            wording=markers.some(6),
            channel="email",
            source=markers.one(),
            actor=markers.one(),
            at=service.clock(),
        )
        await consent.record(session, entry)


async def test_nothing_is_left_of_somebody_who_was_erased(tmp_path: Path, lines: io.StringIO) -> None:
    markers = Markers()
    async with stage(tmp_path) as live:
        await converse(live, markers)
        await live.text(DANAI, "where is my order")
        await plant_the_rest(live, markers)
        await live.text(STEPHANIE, f"please stop texting me {markers.one()}")
        assert len(set(markers.planted)) >= 200

        exported = (await call(live, "GET", f"/api/customers/{STEPHANIE}/export")).text
        assert markers.missing_in(exported) == []
        assert "parley.db-wal" in holding(tmp_path, *markers.planted[:3])
        assert holding(tmp_path, CARD, CARD.replace(" ", "")) == []

        answer = await call(live, "DELETE", f"/api/customers/{STEPHANIE}")
        erased = Erased(**answer.json())
        assert (erased.carrier_left, erased.unlisted, erased.scrubbed) == (0, False, True)
        assert erased.texts >= 25

        assert holding(tmp_path, PREFIX, DIGITS, THREAD) == []
        assert not [word for word in (PREFIX, DIGITS, CARD) if word in lines.getvalue()]
        carrier = repr((live.twilio.account.taken, live.twilio.account.received, live.twilio.api.forms))
        assert not [word for word in (PREFIX, DIGITS) if word in carrier]
        await what_must_survive(live)
    assert not [word for word in (PREFIX, DIGITS) if word in lines.getvalue()]


async def what_must_survive(live: Stage) -> None:
    """The opt-out, the books, and everybody else."""
    assert (await call(live, "GET", f"/api/customers/{STEPHANIE}/export")).status_code == 404
    order = await live.order("12346")
    assert (order["customer_phone"], order["total"]["amount"] != "0.00") == ("erased", True)
    assert (await live.thread(DANAI))["messages"]
    assert await live.text(STEPHANIE, "where is my order?") == ()
    assert len((await live.thread(STEPHANIE))["messages"]) == 1
    consents = (await call(live, "GET", f"/api/customers/{STEPHANIE}")).json()["consent"]
    assert consents["opted_out"] and not consents["marketing_consent"]


@pytest.mark.parametrize("fault", [failure(500, "We are down"), says("I cannot say that")], ids=["down", "chatty"])
async def test_logs_hold_nothing_that_was_said_whatever_fails(tmp_path: Path, lines: io.StringIO, fault: Reply) -> None:
    """S91, with a model that is down, forged webhooks, a carrier that refuses and calls that nobody may make."""
    markers = Markers()
    async with openai_server(lambda _messages, _tools: fault) as server, stage(tmp_path, openai_url=server.url) as live:
        live.twilio.api.faults.append("20500_after")
        for opening in ("where is my order", "cancel it", "is this true:", "I want a person"):
            await live.twilio.text(STEPHANIE, f"{opening} {markers.some(5)}")
        form = {"From": STEPHANIE, "Body": markers.some(5), "MessageSid": "SM" + "2" * 32}
        assert (await live.client.post("/twilio/messages", data=form)).status_code == 403
        for path in (f"/api/customers/{DIGITS}", f"/api/threads/{STEPHANIE}", f"/api/customers/%2B{DIGITS}/export"):
            assert (await call(live, "GET", path)).status_code == 200
            assert (await live.client.get(path)).status_code == 401
        await live.client.post("/api/events", json={"id": "1", "type": "birthday", "phone": STEPHANIE})
        async with asyncio.timeout(PATIENCE_SECONDS):
            while "text_outcome_unknown" not in lines.getvalue():  # noqa: ASYNC110 - a log has no event
                await asyncio.sleep(0.02)
    said = lines.getvalue()
    assert "/api/threads/" in said
    assert not [word for word in (PREFIX, DIGITS) if word in said]


async def test_a_replay_and_a_listing_bring_nothing_back(tmp_path: Path) -> None:
    async with stage(tmp_path) as live:
        await live.text(STEPHANIE, "where is my order?")
        (arrival,) = live.twilio.account.received
        assert (await call(live, "DELETE", f"/api/customers/{STEPHANIE}")).status_code == 200
        form = live.twilio._form(arrival)
        assert await live.twilio.post("/twilio/messages", form) == 200
        live.twilio.account.received.append(arrival)
        assert await Reconciler(live.service).take_in_missed() == 0
        assert (await call(live, "GET", f"/api/threads/{STEPHANIE}")).status_code == 404
