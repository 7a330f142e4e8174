"""A proposal is answered by the customer's word alone: in time, once, and for what was shown last."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent.answering import answer_proposal
from agent.model import Move
from agent.outcome import Turn
from agent.testing import FixedClock, ScriptedModel
from agent.transcript import Owner, Speaker, Text, Transcript
from agent.turn import open_context
from evals.play import Play
from tests.scene import LEE, NOW, YAN, always, calls, play
from tools.testing import MemoryShop


async def returning(**options: object) -> tuple[Play, MemoryShop]:
    thread, shop = play(YAN, ScriptedModel([calls("return_items", order=None, items=None)]), **options)
    sent = await thread.text("HELP I would like to return my order")
    assert "CONFIRM" in sent[-1] and "12348" in sent[-1]
    return thread, shop


async def returns_of(shop: MemoryShop) -> int:
    order = await shop.order("12348")
    assert order is not None
    return len(order.returns)


async def test_confirm_returns_the_order_once() -> None:
    thread, shop = await returning()
    sent = await thread.text("CONFIRM")
    assert "label" in sent[0] and "12348" in sent[0]
    assert await returns_of(shop) == 1
    await thread.text("CONFIRM")
    assert await returns_of(shop) == 1
    assert "already done" in thread.texts[-1].body


async def test_confirm_is_not_read_by_a_model() -> None:
    thread, shop = await returning()
    await thread.text("yes please return it")
    assert thread.effects == ["return_items"]


async def test_a_late_word_shows_the_preview_afresh_and_changes_nothing() -> None:
    clock = FixedClock(NOW)
    thread, shop = await returning(clock=clock)
    clock.advance(minutes=31)
    sent = await thread.text("CONFIRM")
    assert await returns_of(shop) == 0
    assert "expired" in sent[0] and "CONFIRM" in sent[1]
    await thread.text("CONFIRM")
    assert await returns_of(shop) == 1


async def test_a_preview_that_the_carrier_did_not_take_arms_nothing() -> None:
    thread, shop = play(YAN, ScriptedModel([calls("return_items", order=None, items=None), Move(text="Which one?")]))
    await thread.text("return my order", accepted=False)
    await thread.text("CONFIRM")
    assert await returns_of(shop) == 0


async def test_a_word_that_was_written_before_the_preview_left_arms_nothing() -> None:
    """It crossed the preview on its way: whoever wrote it had not read what it would confirm (W4)."""
    thread, _ = await returning()
    shown = thread.transcript()
    (waiting,) = shown.open_proposals
    assert waiting.previewed_at is not None
    early, late = (waiting.previewed_at + timedelta(seconds=seconds) for seconds in (-1, 1))
    for at, is_done in ((early, False), (late, True)):
        word = Text(id="word", speaker=Speaker.CUSTOMER, body="CONFIRM", at=at, new=True)
        turn = await answered(shown.model_copy(update={"texts": (*shown.texts, word)}), thread)
        assert (turn is not None and turn.effect is not None) is is_done


async def answered(transcript: Transcript, thread: Play) -> Turn | None:
    context = await open_context(transcript, thread.deps)
    return await answer_proposal(transcript, transcript.new, context, thread.deps)


async def test_help_in_between_keeps_the_proposal_open() -> None:
    thread, shop = await returning()
    await thread.text("HELP")
    await thread.text("CONFIRM")
    assert await returns_of(shop) == 1


async def test_a_brand_text_in_between_disarms_the_word() -> None:
    thread, shop = play(
        YAN, ScriptedModel([calls("return_items", order=None, items=None), Move(text="What would you like?")])
    )
    await thread.text("return my order")
    thread.brand_says("SMEAR SHOES: new colors are in!")
    await thread.text("CONFIRM")
    assert await returns_of(shop) == 0


@pytest.mark.parametrize("body", ["Liked “Text CONFIRM”", "Loved “CONFIRM”", "👎"])
async def test_a_tapback_of_the_preview_changes_nothing(body: str) -> None:
    thread, shop = play(YAN, ScriptedModel([calls("return_items", order=None, items=None), Move(text="Hm?")]))
    await thread.text("return my order")
    await thread.text(body)
    assert await returns_of(shop) == 0


async def test_no_closes_it() -> None:
    thread, shop = await returning()
    assert "nothing was changed" in (await thread.text("no thanks"))[0]
    assert "Nothing is waiting" in (await thread.text("CONFIRM"))[0]
    assert await returns_of(shop) == 0


async def test_a_burst_that_takes_it_back_is_no_confirmation() -> None:
    thread, shop = play(
        YAN, ScriptedModel([calls("return_items", order=None, items=None), Move(text="OK, what then?")])
    )
    await thread.text("return my order")
    await thread.text("CONFIRM", "wait no, how long does it take")
    assert await returns_of(shop) == 0


async def test_yes_never_charges_and_buy_does() -> None:
    model = ScriptedModel([calls("buy", product=None, size=None, color=None, quantity=None, keyword="RESOLE")])
    thread, shop = play(LEE, model, world=always)
    sent = await thread.text("RESOLE")
    assert "BUY" in sent[-1] and "$45.00" in sent[-1]
    before = len(await shop.orders(LEE))
    assert "BUY" in (await thread.text("yes"))[0]
    assert len(await shop.orders(LEE)) == before
    await thread.text("BUY")
    assert len(await shop.orders(LEE)) == before + 1


async def test_a_chosen_size_is_previewed_before_it_is_done() -> None:
    model = ScriptedModel([calls("exchange_item", order=None, item=None, size=None, color=None)])
    thread, shop = play(YAN, model)
    await thread.text("I would like to exchange my shoes for another size")
    sent = await thread.text("9")
    assert "CONFIRM" in sent[0] and "9" in sent[0]
    order = await shop.order("12348")
    assert order is not None and not order.exchanges
    await thread.text("CONFIRM")
    order = await shop.order("12348")
    assert order is not None and order.exchanges[0].to_options == {"size": "9"}


async def test_what_a_person_showed_is_done_on_the_customers_word_and_nothing_else_is_answered() -> None:
    thread, shop = await returning()
    thread.owner = Owner.PERSON
    thread.texts[-1] = thread.texts[-1].model_copy(update={"speaker": Speaker.PERSON})
    assert await thread.text("what would it cost me?") == ()
    assert await returns_of(shop) == 0
    sent = await thread.text("CONFIRM")
    assert "label" in sent[0] and await returns_of(shop) == 1
    assert thread.owner is Owner.PERSON


async def test_a_preview_of_the_agents_is_the_colleagues_to_answer_once_they_have_the_thread() -> None:
    thread, shop = await returning()
    thread.owner = Owner.PERSON
    assert await thread.text("CONFIRM") == ()
    assert await returns_of(shop) == 0
