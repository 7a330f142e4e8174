"""Reconciling: unknown sends are found or sent again once, missed texts are taken in once (I3, I4)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.carrier import CarrierSilent
from api.outbox import Outbox
from api.reconcile import Reconciler
from api.store.tables import HANDOFFS, TEXTS
from tests.api.served import Served, served
from tests.api.store.line import rows_of
from tests.api.texts import DANAI

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path) as made:
        yield made


async def lose_answer_to(scene: Served, *bodies: str) -> list[str]:
    """Texts that the carrier took without answering; their ids."""
    thread = await scene.receive("hi")
    outbox = Outbox(scene.service)
    ids: list[str] = []
    for body in bodies:
        ids.append(await scene.put(thread, body, text_id=f"t{len(ids)}"))
        scene.simulator.lose_answers = 1
        await outbox.send_due()
        await scene.change_text(ids[-1], state="dropped")  # so that it does not hold back the next one
    for text_id in ids:
        await scene.change_text(text_id, state="unknown")
    return ids


async def test_a_send_that_the_carrier_lists_is_sent_and_not_repeated(scene: Served) -> None:
    (text_id,) = await lose_answer_to(scene, "hello")
    scene.clock.advance(minutes=2)
    await Reconciler(scene.service).sweep()
    await Outbox(scene.service).send_due()
    row = (await scene.texts())[text_id]
    assert (row["state"], row["sid"]) == ("sent", scene.simulator.account.taken[0].sid)
    assert scene.sent() == ["hello"]


async def test_within_the_grace_nothing_is_asked_and_nothing_sent(scene: Served) -> None:
    (text_id,) = await lose_answer_to(scene, "hello")
    await Reconciler(scene.service).sweep()
    assert (await scene.states())[text_id] == "unknown"


async def test_a_send_that_the_carrier_never_had_goes_out_once_more(scene: Served) -> None:
    text_id = await scene.put(await scene.receive("hi"), "hello")
    scene.simulator.faults.append(CarrierSilent("reset"))
    outbox, reconciler = Outbox(scene.service), Reconciler(scene.service)
    await outbox.send_due()
    scene.clock.advance(minutes=2)
    await reconciler.sweep()
    await outbox.send_due()
    assert (await scene.states())[text_id] == "sent"
    assert scene.sent() == ["hello"]


async def test_a_second_unknown_outcome_is_for_a_person(scene: Served) -> None:
    text_id = await scene.put(await scene.receive("hi"), "hello")
    scene.simulator.faults.extend([CarrierSilent("reset"), CarrierSilent("reset")])
    outbox, reconciler = Outbox(scene.service), Reconciler(scene.service)
    for _ in range(3):
        await outbox.send_due()
        scene.clock.advance(minutes=2)
        await reconciler.sweep()
    row = (await scene.texts())[text_id]
    assert (row["state"], row["reason"], row["attempts"]) == ("failed", "unknown_outcome", 2)
    (handoff,) = await rows_of(scene.service.database, HANDOFFS)
    assert handoff["reason"] == "unknown_outcome"


async def test_two_alike_are_matched_by_count(scene: Served) -> None:
    ids = await lose_answer_to(scene, "same words", "same words")
    scene.clock.advance(minutes=2)
    await Reconciler(scene.service).sweep()
    rows = await scene.texts()
    assert [rows[text_id]["state"] for text_id in ids] == ["sent", "sent"]
    assert len({rows[text_id]["sid"] for text_id in ids}) == 2


async def test_two_alike_of_which_one_is_listed_are_for_a_person(scene: Served) -> None:
    ids = await lose_answer_to(scene, "same words", "same words")
    scene.simulator.account.taken.pop()
    scene.clock.advance(minutes=2)
    await Reconciler(scene.service).sweep()
    rows = await scene.texts()
    assert [rows[text_id]["state"] for text_id in ids] == ["failed", "failed"]


async def test_a_send_that_nobody_finished_becomes_unknown_first(scene: Served) -> None:
    (text_id,) = await lose_answer_to(scene, "hello")
    await scene.change_text(text_id, state="sending")
    scene.clock.advance(minutes=2)
    reconciler = Reconciler(scene.service)
    await reconciler.sweep()
    assert (await scene.states())[text_id] == "unknown"
    scene.clock.advance(minutes=2)
    await reconciler.sweep()
    assert (await scene.states())[text_id] == "sent"


async def test_missed_texts_are_taken_in_once(scene: Served) -> None:
    await scene.receive("the webhook brought this one", scene.simulator.account.receive(DANAI, "known").sid)
    for number in range(20):
        scene.simulator.account.receive(DANAI, f"missed {number}")
    reconciler = Reconciler(scene.service)
    assert await reconciler.take_in_missed() == 20
    assert await reconciler.take_in_missed() == 0
    rows = await rows_of(scene.service.database, TEXTS)
    assert len(rows) == 21
    assert scene.service.texts_came.is_set()


async def test_a_day_is_looked_back_after_having_lived_and_half_an_hour_before(scene: Served) -> None:
    scene.simulator.account.receive(DANAI, "yesterday")
    scene.clock.advance(hours=20)
    assert await Reconciler(scene.service).take_in_missed() == 0
    await scene.receive("a first text")
    assert await Reconciler(scene.service).take_in_missed() == 1


async def test_missed_texts_are_looked_for_every_five_minutes(scene: Served) -> None:
    reconciler = Reconciler(scene.service)
    await reconciler.sweep()
    scene.simulator.account.receive(DANAI, "missed")
    await reconciler.sweep()
    assert await rows_of(scene.service.database, TEXTS) == []
    scene.clock.advance(minutes=6)
    await reconciler.sweep()
    assert len(await rows_of(scene.service.database, TEXTS)) == 1


async def test_once_a_day_the_whole_day_is_looked_through_again(scene: Served) -> None:
    reconciler = Reconciler(scene.service)
    await scene.receive("a first text")
    await reconciler.sweep()
    scene.simulator.account.receive(DANAI, "missed, and listed late")
    missed = scene.simulator.account.received.pop()
    scene.clock.advance(hours=23)
    await reconciler.sweep()
    scene.simulator.account.received.append(missed)
    scene.clock.advance(minutes=6)
    await reconciler.sweep()
    assert reconciler.recovered == 0
    scene.clock.advance(minutes=54)
    await reconciler.sweep()
    assert reconciler.recovered == 1
    assert {row["source"] for row in await rows_of(scene.service.database, TEXTS)} == {None, "reconciled"}
