"""Talk about nothing in particular: greetings, thanks, who we are, what is beyond us; and calls for a person."""

from __future__ import annotations

from typing import Final

from agent.embedded.talk import Talk
from agent.escalation import must_escalate
from agent.model import Move
from tools.base import HandoffReason

_CUSTOMER_REASONS: Final = (
    HandoffReason.LEGAL,
    HandoffReason.CHARGEBACK,
    HandoffReason.INJURY,
    HandoffReason.SELF_HARM,
    HandoffReason.HARASSMENT,
)


def person(talk: Talk) -> Move:
    return talk.hand_over("asked_for_person")


def anger(talk: Talk) -> Move:
    return talk.hand_over("anger")


def legal(talk: Talk) -> Move:
    """The gravest topic that the words name; a person reads them in any case (S67)."""
    reason = must_escalate(talk.text)
    return talk.hand_over(str(reason) if reason in _CUSTOMER_REASONS else "legal_threat")


def photo(talk: Talk) -> Move:
    return talk.hand_over("photo")


def beyond_us(talk: Talk) -> Move:
    """Said once; whoever stays with it is offered a person."""
    ask = talk.scene.ask
    if ask and ask.missing == "person":
        return talk.hand_over("no_answer", ask.known.get("ask", ""))
    if ask and ask.missing == "in_scope":
        return talk.ask_person(talk.words.reply("ask_person"))
    return talk.ask(talk.words.reply("out_of_scope"), "in_scope", intent="out_of_scope")


def repeat(talk: Talk) -> Move:
    """Our last words again, with the question that they asked."""
    if not talk.scene.last_words:
        return talk.say("greeting")
    return Move(text=talk.scene.last_words, ask=talk.scene.ask)
