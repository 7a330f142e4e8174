"""The short question that goes on with the last one."""

from __future__ import annotations

import pytest

from tests.agent.embedded.test_conversations import proposed
from tests.agent.embedded.thread import thread
from tests.scene import LEE, PRIYA, SAM
from tools.base import HandoffReason


async def test_what_about_repeats_the_last_act_with_another_item() -> None:
    play = thread(SAM)
    await play.text("I want to return the trailhead runner")
    (said,) = await play.text("what about the kira?")
    assert "final sale" in said and "return_items" in play.turns[-1].basis.tools


async def test_it_is_only_proposed_never_done_at_once() -> None:
    play = thread(PRIYA)
    await play.text("where is 12349")
    await play.text("cancel 12350 please, all of it")
    assert play.effects in ([], ["cancel_order"])
    done = len(play.effects)
    await play.text("and the runner one?")
    assert proposed(play) == ("cancel_order", "12349") and len(play.effects) == done


@pytest.mark.parametrize(
    ("text", "product"), [("and the kira?", "Evolv Kira 9"), ("what about 10?", "Scarpa Drago 10")]
)
async def test_a_question_about_stock_goes_on_with_its_product_and_size(text: str, product: str) -> None:
    play = thread(LEE)
    await play.text("do you have the drago in 9")
    (said,) = await play.text(text)
    assert product in said


async def test_questions_about_several_products_do_not_call_a_person() -> None:
    play = thread(LEE)
    for text in ("how much is the drago", "and the kira?", "and the resole kit?", "and the basecamp slide?"):
        await play.text(text)
    assert [turn.handoff for turn in play.turns if turn.handoff and turn.handoff.reason is HandoffReason.LOOP] == []


async def test_a_request_of_its_own_does_not_go_on() -> None:
    play = thread(PRIYA)
    await play.text("cancel 12349")
    await play.text("and where is 12350?")
    assert play.turns[-1].proposal is None and "track_order" in play.turns[-1].basis.tools
