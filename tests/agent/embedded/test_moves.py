"""Moves: what they do, and how sure they are."""

from __future__ import annotations

from dataclasses import replace

from agent.embedded.moves import PROPOSING, and_say, hands_over, looks_up, proposes, said, sure, with_intent
from agent.embedded.talk import SURE
from agent.model import Move
from tests.agent.embedded.thread import talk
from tools import TOOLS
from tools.base import Effect

TALK = replace(talk("where is it"), confidence=0.6, reasons=("intent:x=0.60",))


def test_what_proposes_is_what_the_tools_say_proposes() -> None:
    assert {tool.name for tool in TOOLS if tool.effect is Effect.PROPOSES} == PROPOSING


def test_the_kinds_of_moves_are_told_apart() -> None:
    read, act, person = TALK.call("find_orders", order=None), TALK.call("buy"), TALK.hand_over("other")
    assert (looks_up(read), looks_up(act), looks_up(person), looks_up(Move(text="x"))) == (True, False, False, False)
    assert proposes(act) and hands_over(person)


def test_looking_up_has_no_confidence() -> None:
    assert said(TALK.call("find_orders", order=None), TALK).confidence is None


def test_words_and_acts_have_that_of_their_intent() -> None:
    assert said(Move(text="x"), TALK).confidence == 0.6
    assert said(TALK.call("buy"), TALK).reasons == ("intent:x=0.60",)
    assert said(TALK.hand_over("other"), TALK).confidence == SURE
    assert sure(Move(text="x"), TALK, "rule").reasons == ("rule", "intent:x=0.60")


def test_words_are_said_beside_a_call() -> None:
    move = and_say(TALK.call("buy"), "First this.")
    assert move.text == "First this." and move.calls


def test_another_intent_gives_its_reason() -> None:
    assert with_intent(TALK, "buy", 0.9, "keyword:DRAGO").reasons == ("intent:buy=0.90", "keyword:DRAGO")
