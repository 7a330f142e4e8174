"""Two requests in one text: facts are told besides, a second act has to wait, and a person takes both."""

from __future__ import annotations

from dataclasses import replace

from agent.embedded.clauses import clauses
from agent.embedded.families import ACTING, FAMILIES, OFFERED_FIRST, OWN_ITEMS, PERSON, TELLING, TWINS
from agent.embedded.focus import focused, names_something, on_clause
from agent.embedded.grounding import names_several_orders, strange_product
from agent.embedded.moves import and_say, hands_over, looks_up, said, with_intent
from agent.embedded.requests import is_request, names_act
from agent.embedded.talk import SURE, Talk
from agent.embedded.words import Words
from agent.model import Move


def served(talk: Talk) -> Move:
    """The move for a text, with what it asks besides."""
    second = _second(talk)
    if second is None:
        return _alone(talk)
    other, clause = second
    if other in PERSON:
        return said(PERSON[other](talk), talk)
    asked = on_clause(with_intent(talk, other, SURE, "also"), clause)
    first = _without(talk, clause)
    if other in TELLING:
        return _both(first, asked)
    if not is_request(clause):
        return _alone(talk)
    if talk.intent in TELLING:
        whole = replace(talk, intent=other, confidence=SURE, reasons=asked.reasons)
        return _both(asked if names_something(asked) else whole, first)
    return _one_after_the_other(talk, first, asked)


def _alone(talk: Talk) -> Move:
    """The one request of a text; of several orders named, the first comes first."""
    one = focused(talk)
    if one.intent in OWN_ITEMS and (wanted := strange_product(one)):
        return said(one.not_theirs(wanted), one)
    if one.intent in OFFERED_FIRST and "goes_on" not in one.reasons and not _asks(one):
        return one.ask(one.words.reply(f"offer_{one.intent}"), "go_ahead", intent=one.intent)
    move = said(FAMILIES[one.intent](one), one)
    several = one.intent in ACTING and names_several_orders(one)
    return and_say(move, talk.words.reply("one_at_a_time")) if several and not looks_up(move) else move


def _asks(talk: Talk) -> bool:
    return bool(talk.known) or names_act(talk.text)


def _one_after_the_other(talk: Talk, first: Talk, asked: Talk) -> Move:
    """Of two acts the one that was named first; the other is to be told again."""
    leading = clauses(talk.text)[0] == asked.text and names_something(asked)
    move = _alone(asked if leading else first)
    return move if hands_over(move) else and_say(move, talk.words.reply("one_at_a_time"))


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
    return on_clause(talk, rest)
