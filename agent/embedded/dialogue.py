"""Decides the next move: an answer to our question, a word on the open proposal, or a new request."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from agent.embedded.acts import Act
from agent.embedded.answers import read_answer
from agent.embedded.families import ACTING, FAMILIES, NAMES, PERSON, SMALL, TELLING, TWINS
from agent.embedded.proposal_talk import on_proposal
from agent.embedded.requests import is_about_state, is_request
from agent.embedded.scene import Scene
from agent.embedded.shopping_talk import is_bare, keyword, names_seen, query
from agent.embedded.slots_item import item_mentions
from agent.embedded.talk import SURE, Talk
from agent.embedded.understanding import Reading, Understanding
from agent.embedded.words import Words
from agent.model import Move, ToolCall
from agent.transcript import Ask

PHOTO: Final = "[photo]"
ACT_AT: Final = 0.5
TELL_AT: Final = 0.4
STRONG_AT: Final = 0.75
_ANGRY_AT: Final = 2
_LOOK_AROUND_BELOW: Final = 0.75
_SHOPPING: Final = frozenset(
    {"buy", "product_search", "price", "stock", "product_question", "size_help", "out_of_scope"}
)
_SIDE_ASKS: Final = frozenset({"intent", "in_scope", "person"})


@dataclass(frozen=True)
class Dialogue:
    """The rules of the talk. Deterministic: the same lines give the same move."""

    understanding: Understanding
    words: Words
    today: date

    def move(self, scene: Scene) -> Move:
        """The next move of this turn."""
        if scene.redraft:
            return self._talk(scene, self._read(scene), "other", SURE).hand_over("other")
        reading = self._read(scene)
        talk = self._talk(scene, reading, reading.intent, reading.confidence)
        if urgent := self._urgent(talk):
            return urgent
        if (ask := scene.ask) and (resumed := self._resume(talk, ask)):
            return resumed
        if scene.proposal and (move := on_proposal(talk)):
            return _sure(move, talk, "proposal")
        move = self._fresh(talk)
        return self._back_to_question(talk, move) if scene.ask else move

    def _read(self, scene: Scene) -> Reading:
        blank = Talk(scene, _NOTHING, self.words, self.today, "", 0.0)
        own = [line["item"] for order in blank.orders for line in order["lines"]]
        text = scene.text.replace(PHOTO, "").strip()
        return self.understanding.read(text, [*own, *names_seen(blank)], self.words.language)

    def _talk(self, scene: Scene, reading: Reading, intent: str, confidence: float) -> Talk:
        words = replace(self.words, language=reading.language)
        reasons = (f"intent:{intent}={confidence:.2f}",)
        return Talk(scene, reading, words, self.today, intent, confidence, reasons)

    def _urgent(self, talk: Talk) -> Move | None:
        """What comes before everything: pictures, anger, a person asked for."""
        if PHOTO in talk.scene.text.casefold():
            return _sure(PERSON["photo"](talk), talk, "photo")
        if talk.reading.anger >= _ANGRY_AT:
            return _sure(PERSON["complaint"](talk), talk, "anger")
        if talk.intent in ("human", "legal", "bot_question") and talk.confidence >= STRONG_AT:
            return _said(FAMILIES[talk.intent](talk), talk)
        return None

    def _resume(self, talk: Talk, ask: Ask) -> Move | None:
        """The flow goes on when the text answers our question; None when it is about something else."""
        if ask.missing == "person" and talk.reading.act is Act.YES:
            return _sure(talk.hand_over("no_answer", ask.known.get("ask", "")), talk, "asked")
        if ask.intent not in FAMILIES:
            return None
        found = read_answer(ask, replace(talk, known=ask.known))
        if found is None and talk.reading.act is Act.NO and ask.missing not in _SIDE_ASKS:
            return _sure(talk.say("kept"), talk, "declined")
        if found is None or self._is_new_request(talk, ask):
            return None
        reasons = (f"answer:{ask.missing}", f"flow:{ask.intent}")
        resumed = replace(talk, intent=ask.intent, confidence=SURE, reasons=reasons, known={**ask.known, **found})
        return _said(FAMILIES[ask.intent](resumed), resumed)

    def _is_new_request(self, talk: Talk, ask: Ask) -> bool:
        """A whole sentence that surely asks for something else, though it holds a slot of the open question."""
        if talk.intent == ask.intent or {talk.intent, ask.intent} in [set(twins) for twins in TWINS]:
            return False
        sure = talk.confidence >= STRONG_AT and talk.intent in {**ACTING, **PERSON, **TELLING}
        return sure and len(talk.text.split()) > 4 and not re.match(r"^\W*#?\d", talk.text)

    def _fresh(self, talk: Talk) -> Move:
        if look := self._look_around(talk):
            return look
        talk = self._settled(talk)
        if self._in_doubt(talk):
            return self._clarify(talk)
        move = _said(FAMILIES[talk.intent](talk), talk)
        return self._with_also(talk, move)

    def _look_around(self, talk: Talk) -> Move | None:
        """First the customer's own orders, so that names find their meaning; offers and products where they may."""
        if talk.scene.results or (talk.intent in {**SMALL, **PERSON} and talk.confidence >= _LOOK_AROUND_BELOW):
            if talk.intent != "out_of_scope" or talk.scene.results:
                return None
        calls = [talk.call("find_orders", order=None)]
        if talk.intent in _SHOPPING or talk.confidence < _LOOK_AROUND_BELOW:
            calls += [talk.call("list_offers"), talk.call("search_products", query=query(talk.text))]
        numbered = [
            ToolCall(
                id=f"embedded_{place}_{call.calls[0].name}", name=call.calls[0].name, arguments=call.calls[0].arguments
            )
            for place, call in enumerate(calls, start=1)
        ]
        return _said(Move(calls=tuple(numbered)), talk)

    def _settled(self, talk: Talk) -> Talk:
        """The intent, corrected by what only rules can know: keywords of offers, states, named products."""
        if (word := keyword(talk)) and (is_bare(talk.text, word) or talk.intent in ("buy", "out_of_scope", "affirm")):
            return _with(talk, "buy", SURE, f"keyword:{word}")
        if talk.intent in ACTING and not is_request(talk.text):
            return _with(talk, _what_is_asked(talk), talk.confidence, "no_request")
        if talk.intent == "out_of_scope" or talk.confidence < TELL_AT:
            return self._by_name(talk)
        return _with(talk, talk.intent, self._sureness(talk), "")

    def _by_name(self, talk: Talk) -> Talk:
        """A product of ours is named, so it is not out of scope: "drago pls"."""
        names = item_mentions(talk.text, names_seen(talk))
        if not names or len(talk.text.split()) > 6:
            return talk
        best = max(("buy", "product_search", "price", "stock"), key=talk.reading.sureness_of)
        return _with(talk, best, max(0.6, talk.reading.sureness_of(best)), "item:catalogue")

    def _sureness(self, talk: Talk) -> float:
        """Doubt between intents that end the same way is no doubt."""
        twins = next((twins for twins in TWINS if talk.intent in twins), frozenset({talk.intent}))
        return min(1.0, talk.reading.sureness_of(*twins))

    def _in_doubt(self, talk: Talk) -> bool:
        return talk.confidence < (ACT_AT if talk.intent in ACTING else TELL_AT)

    def _clarify(self, talk: Talk) -> Move:
        """One question, never twice; then a person."""
        if talk.scene.asked_before("clarify", "intent") or talk.scene.asked_before("clarify", "either"):
            return _said(talk.hand_over("other"), replace(talk, confidence=SURE))
        ranked = [name for name, share in talk.reading.intents[:2] if name in NAMES and share >= 0.2]
        first, second = (NAMES[name] for name in ranked) if len(ranked) == 2 else ("", "")
        if first != second:
            values = {"first": talk.words.reply(first), "second": talk.words.reply(second)}
            move = talk.ask(talk.words.reply("clarify_two", **values), "either", tuple(ranked), intent="clarify")
        else:
            move = talk.ask(talk.words.reply("clarify"), "intent", intent="clarify")
        return _said(move, replace(talk, confidence=max(talk.confidence, ACT_AT)))

    def _with_also(self, talk: Talk, move: Move) -> Move:
        """A second request of the same text: facts are told besides, a second act has to wait."""
        also = [
            name for name, _ in talk.reading.also if name != talk.intent and name in {**ACTING, **TELLING, **PERSON}
        ]
        if not also or _hands_over(move):
            return move
        other = also[0]
        if other in PERSON:
            return _said(PERSON[other](talk), talk)
        if talk.intent in TELLING and other in ACTING and is_request(talk.text):
            return self._both(
                _with(talk, other, max(share for name, share in talk.reading.also if name == other), ""), talk
            )
        if other in TELLING and talk.intent in {**ACTING, **TELLING}:
            return self._both(talk, _with(talk, other, SURE, ""))
        if other in ACTING and talk.intent in ACTING and not _twins(talk.intent, other):
            return _and_say(move, talk.words.reply("one_at_a_time"))
        return move

    def _both(self, first: Talk, second: Talk) -> Move:
        """Facts first, since they need only be read; then the act, or the other facts."""
        told = FAMILIES[second.intent](second)
        if told.calls:
            return told if _hands_over(told) is False else _said(FAMILIES[first.intent](first), first)
        move = FAMILIES[first.intent](first)
        if move.calls and not _proposes(move):
            return _said(move, first)
        if not move.calls:
            joined = Words.join([move.text or "", told.text or ""])
            return _said(move.model_copy(update={"text": joined, "ask": move.ask or told.ask}), first)
        return _said(_and_say(move, told.text or ""), first)

    def _back_to_question(self, talk: Talk, move: Move) -> Move:
        """A question in the middle of a flow is answered, and the flow's own question is asked again."""
        ask = talk.scene.ask
        if ask is None or ask.missing in _SIDE_ASKS or move.calls or move.ask or talk.intent not in TELLING:
            return move
        question = re.findall(r"[^.!?]*\?", talk.scene.last_words)
        again = question[-1].strip() if question else ""
        return move.model_copy(update={"text": Words.join([move.text or "", again]), "ask": ask})


def _what_is_asked(talk: Talk) -> str:
    """What a text that names an act but does not request it is about."""
    if is_about_state(talk.text):
        return "refund_status" if talk.intent in ("return_order", "exchange_order") else "order_status"
    if re.search(r"\b(?:don'?t|do not|never)\b", talk.text, re.I):
        return "deny"
    return "subscription" if talk.intent.startswith("subscription") else "return_policy"


def _with(talk: Talk, intent: str, confidence: float, reason: str) -> Talk:
    reasons = (f"intent:{intent}={confidence:.2f}", *((reason,) if reason else ()))
    return replace(talk, intent=intent, confidence=confidence, reasons=reasons)


def _twins(one: str, other: str) -> bool:
    return any(one in twins and other in twins for twins in TWINS)


def _hands_over(move: Move) -> bool:
    return any(call.name == "hand_over" for call in move.calls)


def _proposes(move: Move) -> bool:
    return any(call.name in _PROPOSING for call in move.calls)


def _and_say(move: Move, text: str) -> Move:
    return move.model_copy(update={"text": Words.join([move.text or "", text]) or None})


def _said(move: Move, talk: Talk) -> Move:
    """The move with its confidence and the reasons for it; looking something up is never in doubt."""
    if move.calls and not _hands_over(move) and not _proposes(move):
        return move
    confidence = SURE if _hands_over(move) else talk.confidence
    return move.model_copy(update={"confidence": confidence, "reasons": talk.reasons})


def _sure(move: Move, talk: Talk, reason: str) -> Move:
    if move.calls and not _hands_over(move) and not _proposes(move):
        return move
    return move.model_copy(update={"confidence": SURE, "reasons": (reason, *talk.reasons)})


_NOTHING: Final = Reading("", (("out_of_scope", 0.0),), (), Act.OTHER, "en", 0)
_PROPOSING: Final = frozenset(
    """
    cancel_order change_item change_quantity change_address return_items exchange_item buy skip_subscription
    swap_subscription delay_subscription cancel_subscription
    """.split()
)
