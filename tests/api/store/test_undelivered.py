"""Each error code has its consequence: later tries, stale numbers, stopped templates, a new plan (S20, S47)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from agent.outcome import OutText, TextKind
from api.inbox import StatusNote
from api.outbox import Outbox
from api.store import notices, numbers, stops
from api.store.line_tables import STOPS
from tests.api.served import BRAND, Served, served
from tests.api.store.line import rows_of
from tests.api.texts import DANAI

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path) as made:
        yield made


async def send(scene: Served) -> None:
    outbox = Outbox(scene.service)
    while await outbox.send_due():
        pass


async def told(scene: Served, status: str, code: int | None = None, which: int = -1) -> None:
    """What the carrier says of one that it took."""
    sid = scene.simulator.account.taken[which].sid
    await scene.service.note(StatusNote(sid=sid, status=status, error_code=code))


async def of_number(scene: Served) -> numbers.Number:
    async with scene.service.database.reading() as session:
        return await numbers.of(session, DANAI)


async def put(scene: Served, kind: TextKind = TextKind.RECEIPT) -> str:
    return await scene.put(await scene.receive("hi"), "hello", kind)


async def test_an_unreachable_phone_is_tried_twice_more_and_then_stale(scene: Served) -> None:
    await put(scene)
    for _ in range(5):
        await send(scene)
        await told(scene, "undelivered", 30003)
        await send(scene)
        scene.clock.advance(minutes=11)
    assert scene.sent() == ["hello"] * 3
    assert (await of_number(scene)).stale_at is not None


async def test_a_late_delivery_stops_the_next_try(scene: Served) -> None:
    await put(scene)
    await send(scene)
    await told(scene, "undelivered", 30008)
    await told(scene, "delivered")
    scene.clock.advance(minutes=11)
    await send(scene)
    assert scene.sent() == ["hello"]
    assert "superseded" in {row["reason"] for row in (await scene.texts()).values()}
    assert (await of_number(scene)).failures == 0


async def test_a_reply_is_not_tried_again_once_the_customer_has_written(scene: Served) -> None:
    await put(scene, TextKind.REPLY)
    await send(scene)
    await told(scene, "undelivered", 30008)
    scene.clock.advance(minutes=1)
    await scene.receive("hello?", "SM" + "2" * 32)
    scene.clock.advance(minutes=11)
    await send(scene)
    assert scene.sent() == ["hello"]


async def test_a_preview_is_never_sent_a_second_time(scene: Served) -> None:
    await put(scene, TextKind.PREVIEW)
    await send(scene)
    await told(scene, "undelivered", 30003)
    scene.clock.advance(minutes=11)
    await send(scene)
    assert scene.sent() == ["hello"]


@pytest.mark.parametrize(("code", "times"), [(30006, 1), (30005, 2)])
async def test_a_number_that_takes_no_texts_gets_none(scene: Served, code: int, times: int) -> None:
    for number in range(times):
        await scene.put(await scene.receive("hi", f"SM{number:032x}"), f"text {number}", TextKind.NOTICE)
        await send(scene)
        await told(scene, "failed", code)
    scene.clock.advance(minutes=1)
    async with scene.service.database.writing() as session:
        await notices.put(session, (BRAND, DANAI), "e1", OutText(body="x", kind=TextKind.NOTICE), scene.clock())
    await send(scene)
    assert len(scene.sent()) == times
    assert "number_suppressed" in {row["reason"] for row in (await scene.texts()).values()}


async def test_a_filtered_template_is_stopped_and_a_filtered_reply_stops_nothing(scene: Served) -> None:
    await put(scene, TextKind.REPLY)
    await send(scene)
    await told(scene, "undelivered", 30007)
    assert await rows_of(scene.service.database, STOPS) == []
    await scene.consents("marketing_opt_in")
    cause: dict[str, Any] = {"id": "e1", "type": "birthday", "phone": DANAI}
    text = OutText(body="sale", kind=TextKind.NOTICE)
    async with scene.service.database.writing() as session:
        await notices.put(session, (BRAND, DANAI), "e1", text, scene.clock(), cause)
    await send(scene)
    await told(scene, "undelivered", 30007)
    (stopped,) = await rows_of(scene.service.database, STOPS)
    assert stopped["id"] == stops.of_template(BRAND, "birthday")
    await send(scene)
    assert scene.sent() == ["hello", "sale"]


@pytest.mark.parametrize("code", [30034, 30610])
async def test_an_objection_to_the_program_stops_its_marketing(scene: Served, code: int) -> None:
    await put(scene)
    await send(scene)
    await told(scene, "failed", code)
    (stopped,) = await rows_of(scene.service.database, STOPS)
    assert stopped["id"] == stops.of_marketing(BRAND)


async def test_the_same_status_twice_counts_once(scene: Served) -> None:
    await put(scene)
    await send(scene)
    for _ in range(4):
        await told(scene, "undelivered", 30003, 0)
    assert (await of_number(scene)).failures == 1
