"""Two requests in one text: facts are told besides, a second act has to wait, and a person takes both."""

from __future__ import annotations

from dataclasses import replace

from agent.embedded.clauses import clauses
from agent.embedded.families import ACTING, FAMILIES, PERSON, TELLING, TWINS
from agent.embedded.moves import and_say, hands_over, looks_up, said, with_intent
from agent.embedded.requests import is_request
from agent.embedded.talk import SURE, Talk
from agent.embedded.words import Words
from agent.model import Move


def with_second(talk: Talk, move: Move) -> Move:
    """The move for a text, with what it asks besides."""
    second = _second(talk)
    if second is None or hands_over(move):
        return move
    other, clause = second
    if other in PERSON:
        return said(PERSON[other](talk), talk)
    asked = replace(with_intent(talk, other, SURE, "also"), reading=replace(talk.reading, text=clause))
    if other in TELLING:
        return _both(_without(talk, clause), asked)
    if not is_request(clause):
        return move
    if talk.intent in TELLING:
        return _both(with_intent(talk, other, SURE, "also"), _without(talk, clause))
    return and_say(move, talk.words.reply("one_at_a_time"))


def _second(talk: Talk) -> tuple[str, str] | None:
    """The first other intent that counts beside this one, with its clause."""
    if talk.intent not in {**ACTING, **TELLING}:
        return None
    for intent, clause in talk.reading.also:
        same = intent == talk.intent or any({intent, talk.intent} <= twins for twins in TWINS)
        if not same and intent in {**ACTING, **TELLING, **PERSON}:
            return intent, clause
    return None


def _both(first: Talk, second: Talk) -> Move:
    """Facts first, since they need only be read; then the act, or the other facts."""
    told = FAMILIES[second.intent](second)
    if looks_up(told):
        return told
    move = FAMILIES[first.intent](first)
    if looks_up(move) or hands_over(move):
        return said(move, first)
    if hands_over(told) or (told.ask and told.ask.missing == "person"):
        return said(move, first)
    if move.calls:
        return said(and_say(move, told.text or ""), first)
    joined = Words.join([told.text or "", move.text or ""] if move.ask else [move.text or "", told.text or ""])
    return said(move.model_copy(update={"text": joined, "ask": move.ask or told.ask}), first)


def _without(talk: Talk, clause: str) -> Talk:
    """The same talk without one clause, so that no slot is taken from the other request."""
    rest = " ".join(part for part in clauses(talk.text) if part != clause) or talk.text
    return replace(talk, reading=replace(talk.reading, text=rest))
