"""Asking a colleague: the thread is kept, one question at a time, and nothing is said that is not so (S89)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from agent.asking import MOST_A_DAY, answer_text, may_ask, question_order
from agent.model import Move
from agent.outcome import TextKind
from agent.testing import FixedClock, ScriptedModel
from agent.texting import segments
from agent.transcript import OpenQuestion, Transcript
from evals.play import Play
from prompts.thresholds import Thresholds
from tests.scene import DANAI, NOW, ROSA, calls, play, says, scene

ASKS = calls("ask_colleague", question="Is the Instinct VS vegan?")
EMPTY = Transcript(thread_id="t", brand="smear", phone=DANAI, texts=())
OPEN = OpenQuestion(ask="vegan?", asked_at=NOW, promised_by=NOW + timedelta(hours=1))


def model_of(*moves: Move) -> ScriptedModel:
    return ScriptedModel(list(moves))


async def asked(*further: Move, phone: str = DANAI) -> Play:
    thread, _ = play(phone, model_of(ASKS, *further), clock=FixedClock(NOW))
    await thread.text("is the instinct vegan? my mail is danai@home.example, call 415-555-0101")
    return thread


def test_a_colleague_is_asked_where_the_brand_wants_it_one_at_a_time_and_not_without_end() -> None:
    assert may_ask(EMPTY, Thresholds())
    assert not may_ask(EMPTY, Thresholds(no_answer="hand_over"))
    assert not may_ask(EMPTY.model_copy(update={"open_question": OPEN}), Thresholds())
    assert not may_ask(EMPTY.model_copy(update={"asked_lately": MOST_A_DAY}), Thresholds())


async def test_the_customer_is_told_by_when_and_the_agent_keeps_the_thread() -> None:
    thread = await asked(says("Your order is on its way.", 0.9))
    turn = thread.turns[-1]
    assert turn.question is not None and turn.question.ask == "Is the Instinct VS vegan?"
    assert (turn.handoff, turn.status) == (None, "handled")
    (told,) = turn.texts
    assert told.kind is TextKind.ASKED and "asking a colleague" in told.body and "11 AM" in told.body


async def test_what_a_colleague_reads_and_what_the_answer_quotes_holds_no_address_number_or_link() -> None:
    thread = await asked()
    question = thread.turns[-1].question
    assert question is not None and "instinct vegan" in question.said
    assert not any(found in question.said for found in ("danai@", "415", "0101"))
    order = question_order("see https://evil.example/x and +1 (415) 555-0101 or a@b.example", EMPTY)
    assert order.ask == "see [...] and [...] or [...]"


async def test_a_second_question_cannot_be_asked_while_one_is_open() -> None:
    again = calls("ask_colleague", question="And the other one?")
    thread = await asked(again, says("I don't know that yet.", 0.9))
    await thread.text("and the other shoe?")
    assert thread.turns[-1].question is None and "ask_colleague" not in thread.turns[-1].basis.tools


async def test_two_questions_in_one_move_are_one() -> None:
    thread, _ = play(DANAI, model_of(ASKS.model_copy(update={"calls": (*ASKS.calls, *ASKS.calls)})))
    await thread.text("vegan?")
    assert [turn.question is not None for turn in thread.turns] == [True]
    assert len(thread.turns[-1].texts) == 1


@pytest.mark.parametrize(
    "said", ["any news?", "Did your colleague answer yet?", "hey, still waiting...", "so have you heard back"]
)
async def test_while_there_is_no_answer_that_is_what_is_said(said: str) -> None:
    thread = await asked()
    (told,) = await thread.text(said)
    assert "hasn't answered yet" in told and "11 AM" in told
    assert thread.turns[-1].handoff is None


@pytest.mark.parametrize("said", ["any news on my order", "still waiting for my package", "any update on #12345?"])
async def test_news_of_something_else_is_none_of_the_colleagues(said: str) -> None:
    thread = await asked(says("It is on its way.", 0.9))
    await thread.text(said)
    assert thread.turns[-1].basis.decided_by != "gate"


async def test_who_asks_for_news_again_and_again_gets_a_person() -> None:
    thread = await asked()
    for _ in range(2):
        await thread.text("any news?")
        assert thread.turns[-1].handoff is None
    await thread.text("any news?")
    handoff = thread.turns[-1].handoff
    assert handoff is not None and handoff.ask == "Is the Instinct VS vegan?"


async def test_a_broken_promise_is_not_repeated() -> None:
    clock = FixedClock(NOW)
    thread, _ = play(DANAI, model_of(ASKS), clock=clock)
    await thread.text("vegan?")
    clock.advance(minutes=61)
    await thread.text("any news?")
    assert thread.turns[-1].handoff is not None


async def test_the_answer_is_the_colleagues_words_and_the_model_reads_them_as_such() -> None:
    model = model_of(ASKS, says("As my colleague said.", 0.9))
    thread, _ = play(DANAI, model)
    await thread.text("is it vegan?")
    assert thread.colleague_answers("No, the lining is leather.") == "I asked a colleague: No, the lining is leather."
    await thread.text("ok so not for me")
    assert any("(a colleague wrote)" in (line.content or "") for line in model.requests[-1].lines)


async def test_a_model_that_has_asked_is_told_so_and_by_when() -> None:
    model = model_of(ASKS, says("It is on its way.", 0.9))
    thread, _ = play(DANAI, model)
    await thread.text("is it vegan?")
    await thread.text("where is my parcel")
    told = [line.content or "" for line in model.requests[-1].lines if line.role == "system"]
    assert any("Is the Instinct VS vegan?" in line and "11 AM" in line for line in told)


def test_an_answer_after_other_texts_names_what_was_asked_in_one_short_line() -> None:
    deps, _ = scene()
    said = answer_text(deps, 'is the "instinct" vegan? ' + "really " * 30, "No.", at_once=False).body
    assert said.startswith("You asked \"is the 'instinct' vegan?") and said.endswith('...". A colleague says: No.')
    assert segments(said).count == 1


async def test_spanish_customers_are_told_and_answered_in_spanish() -> None:
    thread, _ = play(ROSA, model_of(ASKS))
    (told,) = await thread.text("son veganos?")
    assert "le pregunto a un colega" in told and segments(told).encoding == "GSM-7"
    deps = thread.deps
    assert answer_text(deps, "son veganos?", "No.", "es").body == "Le pregunte a un colega: No."


async def test_a_brand_that_hands_over_never_asks() -> None:
    thread, _ = play(DANAI, model_of(ASKS, says("I don't know, shall I get a person?", 0.9)))
    thread.deps = replace(thread.deps, fixed_thresholds=Thresholds(no_answer="hand_over"))
    await thread.text("is it vegan?")
    assert thread.turns[-1].question is None
