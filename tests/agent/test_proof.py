"""Step-up where a number has gone stale: nothing is shown and nothing is done before the proof (S20, S80)."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

from agent.model import Model, Move
from agent.outcome import ProofStep
from agent.proof import MOST_LETTERS, VALID_MINUTES
from agent.testing import FixedClock, ScriptedModel
from agent.transcript import Owner, Proof
from evals.play import Play
from tests.scene import MAYA, NOBODY, NOW, YAN, calls, play, says
from tools.base import HandoffReason
from tools.testing import MemoryShop

STATUS = "where is my order"
FINDS = calls("find_orders", order=None)


def stale(phone: str, model: Model | None = None, clock: FixedClock | None = None) -> tuple[Play, MemoryShop]:
    """A thread whose number has gone stale; its codes are 000001, 000002, and so on."""
    thread, shop = play(phone, model, clock=clock)
    numbers = itertools.count(1)
    thread.deps = replace(thread.deps, new_code=lambda: f"{next(numbers):06d}")
    thread.proof = Proof(needed=True)
    return thread, shop


def asking(*more: Move) -> ScriptedModel:
    return ScriptedModel([FINDS, *more])


async def test_an_order_is_not_shown_before_the_code_and_is_after_it() -> None:
    thread, shop = stale(MAYA, asking(FINDS, says("Order #12347 is on its way.", 0.9)))
    asked = await thread.text(STATUS)
    assert len(asked) == 1 and "e-mailed 6 digits" in asked[0] and "12347" not in asked[0]
    address, subject, letter = shop.letters[0]
    assert address == "maya@mail.example" and "000001" in letter and "000001" not in subject + asked[0]
    thanks, answer = await thread.text("000001")
    assert thanks.startswith("Thank you") and "12347" in answer
    assert thread.turns[-1].proof is not None and thread.turns[-1].proof.step is ProofStep.PROVED
    assert not thread.proof.needed


async def test_the_model_sees_nothing_of_the_customer_nor_of_the_thread_before_the_proof() -> None:
    model = asking()
    thread, _ = stale(MAYA, model)
    thread.brand_says("Maya, your Scarpa Instinct of order #12347 leaves for 9 Elm Street.")
    await thread.text(STATUS)
    seen = "\n".join(line.content or "" for line in model.requests[0].lines)
    assert "Maya" not in seen and "12347" not in seen and "Elm" not in seen


async def test_no_order_of_a_model_reaches_the_shop_before_the_proof() -> None:
    for name in ("cancel_order", "return_items", "change_home", "buy", "list_offers", "find_orders"):
        thread, shop = stale(YAN, ScriptedModel([calls(name)]))
        sent = await thread.text("do it")
        assert thread.turns[-1].proof is not None and thread.turns[-1].proposal is None, name
        assert "6 digits" in sent[0] and thread.effects == [] and len(shop.letters) == 1


async def test_a_confirmation_of_what_was_open_asks_for_the_proof_and_does_nothing() -> None:
    thread, _ = play(YAN, ScriptedModel([calls("return_items", order=None, items=None)]))
    await thread.text("return my order")
    thread.proof = Proof(needed=True)
    sent = await thread.text("CONFIRM")
    assert "6 digits" in sent[0] and thread.effects == []
    assert thread.turns[-1].void_proposals and thread.transcript().open_proposals == ()


async def test_general_questions_need_no_proof() -> None:
    thread, shop = stale(MAYA, ScriptedModel([Move(text="We open at 9.", confidence=0.9)]))
    await thread.text("do you sell chalk")
    assert thread.turns[-1].proof is None and shop.letters == []


async def test_an_unknown_number_is_asked_for_nothing() -> None:
    thread, shop = stale(NOBODY, ScriptedModel([says("Hi!", 0.9)]))
    await thread.text("hi")
    assert shop.letters == [] and thread.turns[-1].proof is None


async def test_guessing_ends_after_three_tries_with_a_person_and_the_right_code_is_then_worth_nothing() -> None:
    thread, _ = stale(MAYA, asking())
    await thread.text(STATUS)
    assert "Tries left: 2" in (await thread.text("999991"))[0]
    assert "Tries left: 1" in (await thread.text("999992"))[0]
    last = await thread.text("999993")
    assert "A person" in last[0] and thread.owner is Owner.PERSON
    assert thread.turns[-1].handoff is not None and thread.turns[-1].handoff.reason is HandoffReason.UNPROVEN
    thread.owner = Owner.AGENT
    thread.deps = replace(thread.deps, model=ScriptedModel([says("What is it?", 0.9)]))
    await thread.text("000001")
    assert thread.proof.needed


async def test_many_codes_in_one_burst_are_one_wrong_try_even_if_one_is_right() -> None:
    thread, _ = stale(MAYA, asking())
    await thread.text(STATUS)
    assert "Tries left: 2" in (await thread.text("000001", "000002", "000003"))[0]
    assert thread.proof.needed


async def test_letters_end_after_three_a_day() -> None:
    thread, shop = stale(MAYA, asking())
    await thread.text(STATUS)
    for number in range(2, MOST_LETTERS + 1):
        assert "new digits" in (await thread.text("send another code"))[0]
        assert len(shop.letters) == number
    assert "A person" in (await thread.text("another code"))[0]
    assert len(shop.letters) == MOST_LETTERS


async def test_an_older_code_is_void_once_a_new_one_was_mailed() -> None:
    thread, _ = stale(MAYA, asking())
    await thread.text(STATUS)
    await thread.text("resend")
    assert "Tries left" in (await thread.text("000001"))[0]
    assert thread.proof.needed


async def test_a_late_code_is_void_and_a_new_one_is_mailed() -> None:
    clock = FixedClock(NOW)
    thread, shop = stale(MAYA, asking(), clock)
    await thread.text(STATUS)
    clock.advance(minutes=VALID_MINUTES)
    assert "new digits" in (await thread.text("000001"))[0]
    assert thread.proof.needed and len(shop.letters) == 2


async def test_a_used_code_is_not_good_for_a_second_time() -> None:
    thread, _ = stale(MAYA, asking(says("?", 0.9), says("?", 0.9), FINDS))
    await thread.text(STATUS)
    await thread.text("000001")
    assert not thread.proof.needed
    thread.proof = Proof(needed=True, letters_lately=1)
    await thread.text("000001")
    assert thread.proof.needed


async def test_another_threads_code_opens_nothing() -> None:
    mine, _ = stale(MAYA, asking())
    other, _ = stale(YAN, asking())
    await mine.text(STATUS)
    await other.text(STATUS)
    assert mine.proof.code is not None and other.proof.code is not None
    other.proof = other.proof.model_copy(update={"code": mine.proof.code})
    assert "Tries left" in (await other.text("000001"))[0]


async def test_a_code_that_went_to_an_address_which_has_changed_since_opens_nothing() -> None:
    thread, shop = stale(MAYA, asking())
    await thread.text(STATUS)
    customer = await shop.customer(MAYA)
    assert customer is not None
    shop._customers[MAYA] = customer.model_copy(update={"email": "eve@example.com"})
    assert "Tries left" in (await thread.text("000001"))[0]


async def test_without_an_address_on_file_a_person_decides() -> None:
    thread, shop = stale(MAYA, asking())
    customer = await shop.customer(MAYA)
    assert customer is not None
    shop._customers[MAYA] = customer.model_copy(update={"email": ""})
    assert "A person" in (await thread.text(STATUS))[0]
    assert thread.owner is Owner.PERSON and shop.letters == []


async def test_more_wishes_wait_for_the_same_letter() -> None:
    thread, shop = stale(MAYA, ScriptedModel([FINDS, FINDS]))
    await thread.text(STATUS)
    assert "I'll go on" in (await thread.text("and my last one"))[0]
    assert len(shop.letters) == 1 and thread.proof.code is not None
    assert len(thread.proof.code.waiting) == 2


async def test_what_had_waited_is_never_done_at_once() -> None:
    cancel = calls("cancel_order", order=None)
    thread, _ = stale(MAYA, ScriptedModel([cancel, cancel]))
    await thread.text("cancel my order")
    await thread.text("000001")
    assert thread.effects == [] and thread.turns[-1].effect is None


async def test_stop_counts_before_any_proof() -> None:
    thread, shop = stale(MAYA)
    await thread.text("stop texting me")
    assert thread.opted_out and shop.letters == []


async def test_a_number_that_was_silent_for_long_must_prove_itself() -> None:
    clock = FixedClock(NOW)
    thread, shop = play(MAYA, ScriptedModel([says("Hi!", 0.9), FINDS]), clock=clock)
    await thread.text("hi")
    clock.advance(days=46)
    await thread.text(STATUS)
    assert thread.turns[-1].proof is not None and len(shop.letters) == 1
    assert thread.proof.needed


async def test_an_order_of_late_breaks_the_silence() -> None:
    clock = FixedClock(NOW)
    thread, shop = play(MAYA, ScriptedModel([says("Hi!", 0.9), says("Hi again!", 0.9)]), clock=clock)
    await thread.text("hi")
    clock.advance(days=46)
    order = (await shop.orders(MAYA))[0]
    shop.put_order(order.model_copy(update={"placed_at": clock() - timedelta(days=1)}))
    await thread.text("hi")
    assert thread.turns[-1].proof is None and shop.letters == []


@pytest.mark.parametrize(("wish", "spanish"), [(STATUS, False), ("hola, ¿dónde está mi pedido?", True)])
async def test_the_letter_and_the_text_are_in_the_customers_language(wish: str, spanish: bool) -> None:
    thread, shop = stale(MAYA, asking())
    sent = await thread.text(wish)
    assert ("cifras" in sent[0]) is spanish
    assert ("codigo" in shop.letters[0][2]) is spanish
