"""Decides the next move: an answer to our question, a word on the open proposal, or a new request."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from agent.embedded.acts import Act, named_actions
from agent.embedded.answers import read_answer
from agent.embedded.families import ACTING, FAMILIES, NAMES, OWN_ITEMS, PERSON, SMALL, TELLING, TWINS
from agent.embedded.follow_up import carried_on, goes_on
from agent.embedded.knowledge_talk import answer_from_articles, look_up
from agent.embedded.moves import said, sure
from agent.embedded.proposal_talk import on_proposal
from agent.embedded.requests import without_refusal
from agent.embedded.scene import Scene
from agent.embedded.settling import ACT_AT, in_doubt, settled
from agent.embedded.shopping_talk import names_seen, query
from agent.embedded.slots_address import address_in
from agent.embedded.talk import SURE, Talk
from agent.embedded.two_requests import served
from agent.embedded.understanding import Reading, Understanding
from agent.embedded.words import Words
from agent.model import DECLINED, Move, ToolCall
from agent.transcript import Ask

PHOTO: Final = "[photo]"
STRONG_AT: Final = 0.75
_ANGRY_AT: Final = 2
_SCRAP_BELOW: Final = 0.6
_SCRAP_WORDS: Final = 4
_SURE_SCORE: Final = 0.5
"""An article that nobody asked for by intent has to be near."""
_SHOPPING: Final = frozenset("buy product_search price stock product_question size_help out_of_scope".split())
_SIDE_ASKS: Final = frozenset({"intent", "either", "in_scope", "person"})
_QUESTION: Final = re.compile(
    r"\?|^\W*(?:what|where|when|how|why|which|who|do|does|is|are|can|could|will|que|cuando|donde|como|cuanto|"
    r"tell me)\b",
    re.I,
)
_ACTIONS_OF: Final = {
    "return_order": frozenset({"return_items"}),
    "exchange_order": frozenset({"exchange_item", "change_item"}),
    "cancel_order": frozenset({"cancel_order"}),
    "buy": frozenset({"buy"}),
}
"""What a yes to "shall I?" may name: who names another act asks for that."""
_NOTHING: Final = Reading("", (("out_of_scope", 0.0),), (), Act.OTHER, "en", 0)


@dataclass(frozen=True)
class Dialogue:
    """The rules of the talk. Deterministic: the same lines give the same move."""

    understanding: Understanding
    words: Words
    today: date

    def move(self, scene: Scene) -> Move:
        """The next move of this turn."""
        reading = self._read(scene)
        talk = self._talk(scene, reading)
        if scene.redraft:
            return sure(talk.hand_over("other"), talk, "redraft")
        if urgent := self._urgent(talk):
            return urgent
        if (ask := scene.ask) and (resumed := self._resume(talk, ask)):
            return resumed
        if scene.proposal and (move := on_proposal(talk)):
            return sure(move, talk, "proposal")
        move = self._fresh(talk)
        return self._back_to_question(talk, move) if scene.ask and not scene.proposal else move

    def _read(self, scene: Scene) -> Reading:
        blank = Talk(scene, _NOTHING, self.words, self.today, "", 0.0)
        own = [line["item"] for order in blank.orders for line in order["lines"]]
        text = scene.text.replace(PHOTO, "").strip()
        names = [*own, *names_seen(blank)]
        if scene.results and not (address_in(text) or _asks_for_address(scene)):
            text = self.understanding.mended(text, names)
        return self.understanding.read(text, names, self.words.language)

    def _talk(self, scene: Scene, reading: Reading) -> Talk:
        words = replace(self.words, language=reading.language)
        reasons = (f"intent:{reading.intent}={reading.confidence:.2f}",)
        return Talk(scene, reading, words, self.today, reading.intent, reading.confidence, reasons)

    def _urgent(self, talk: Talk) -> Move | None:
        """What comes before everything: pictures, anger, a person asked for."""
        if PHOTO in talk.scene.text:
            return sure(PERSON["photo"](talk), talk, "photo")
        if talk.reading.anger >= _ANGRY_AT:
            return sure(PERSON["complaint"](talk), talk, "anger")
        if talk.intent in ("human", "legal", "bot_question") and talk.confidence >= STRONG_AT:
            return said(FAMILIES[talk.intent](talk), talk)
        return None

    def _resume(self, talk: Talk, ask: Ask) -> Move | None:
        """The flow goes on when the text answers our question; None when it is about something else."""
        if ask.missing == "person" and talk.reading.act is Act.YES:
            return sure(talk.hand_over("no_answer", ask.known.get("ask", "")), talk, "asked")
        if ask.intent not in FAMILIES:
            return None
        found = read_answer(ask, replace(talk, known=ask.known))
        if found is None and talk.reading.act is Act.NO and ask.missing not in _SIDE_ASKS:
            return sure(talk.say("kept"), talk, DECLINED)
        if found is None or _is_new_request(talk, ask):
            return None
        reasons = (f"answer:{ask.missing}", f"flow:{ask.intent}")
        resumed = replace(talk, intent=ask.intent, confidence=SURE, reasons=reasons, known={**ask.known, **found})
        return said(FAMILIES[ask.intent](resumed), resumed)

    def _fresh(self, talk: Talk) -> Move:
        """A new request: looked around, settled, served."""
        if look := self._look_around(talk):
            return look
        talk = self._settled(talk)
        if in_doubt(talk) or talk.intent == "out_of_scope":
            if move := self._from_articles(talk):
                return move
        if in_doubt(talk):
            return self._clarify(talk)
        return served(talk)

    def _settled(self, talk: Talk) -> Talk:
        """What the text is about; one that goes on with the last is about the same."""
        carried = carried_on(talk, self.understanding)
        return carried if carried is not talk else settled(self._without_refusal(self._with_what_went_before(talk)))

    def _look_around(self, talk: Talk) -> Move | None:
        """First the customer's own orders, so that names find their meaning; offers and products where they may."""
        idle = talk.intent in {**SMALL, **PERSON} and talk.intent != "out_of_scope" and talk.confidence >= STRONG_AT
        idle = idle and not (talk.intent in SMALL and talk.scene.before and goes_on(talk.text))
        if talk.scene.results or idle:
            return None
        wanted: list[tuple[str, dict[str, str | None]]] = [("find_orders", {"order": None})]
        if talk.intent in OWN_ITEMS:
            wanted.append(("search_products", {"query": query(talk.text)}))
        elif talk.intent in _SHOPPING or talk.confidence < STRONG_AT:
            wanted += [("list_offers", {}), ("search_products", {"query": query(talk.text)})]
        calls = tuple(
            ToolCall(id=f"embedded_0_{name}", name=name, arguments=dict(arguments))
            for name, arguments in wanted
            if name in talk.scene.tools
        )
        return Move(calls=calls) if calls else None

    def _with_what_went_before(self, talk: Talk) -> Talk:
        """A scrap after a question of ours without a slot ("liquid") goes with the text that we asked about."""
        asked = talk.scene.ask is None and "?" in talk.scene.last_words
        clear = talk.confidence >= _SCRAP_BELOW and talk.intent != "out_of_scope"
        if not asked or clear or len(talk.text.split()) > _SCRAP_WORDS:
            return talk
        earlier = next((line.content or "" for line in reversed(talk.scene.before) if line.role == "user"), "")
        reading = self.understanding.read(f"{earlier}\n{talk.text}", names_seen(talk), self.words.language)
        return talk if reading.confidence < _SCRAP_BELOW else self._talk(talk.scene, reading)

    def _without_refusal(self, talk: Talk) -> Talk:
        """What they do not want is not what they are asking for."""
        rest = without_refusal(talk.text)
        if talk.intent not in ACTING or rest == talk.text or len(rest.split()) < _SCRAP_WORDS - 1:
            return talk
        reading = self.understanding.read(rest, names_seen(talk), self.words.language)
        return self._talk(talk.scene, reading)

    def _from_articles(self, talk: Talk) -> Move | None:
        """What no intent takes may still be answered by an article, if it asks something."""
        if not _QUESTION.search(talk.text) or talk.reading.sureness_of("out_of_scope", "chitchat") > SURE:
            return None
        found = look_up(talk)
        if isinstance(found, Move):
            return found
        text = answer_from_articles(talk, found, _SURE_SCORE)
        return said(Move(text=text), replace(talk, confidence=ACT_AT)) if text else None

    def _clarify(self, talk: Talk) -> Move:
        """One question, never twice; then a person."""
        if talk.scene.asked_before("clarify", "intent") or talk.scene.asked_before("clarify", "either"):
            return said(talk.hand_over("other"), talk)
        likely = [name for name, share in talk.reading.intents[:2] if name in NAMES and share >= 0.2]
        first, second = (NAMES[name] for name in likely) if len(likely) == 2 else ("", "")
        if first != second:
            values = {"first": talk.words.reply(first), "second": talk.words.reply(second)}
            move = talk.ask(talk.words.reply("clarify_two", **values), "either", tuple(likely), intent="clarify")
        else:
            move = talk.ask(talk.words.reply("clarify"), "intent", intent="clarify")
        return said(move, replace(talk, confidence=max(talk.confidence, ACT_AT)))

    def _back_to_question(self, talk: Talk, move: Move) -> Move:
        """A question in the middle of a flow is answered, and the flow's own question is asked again."""
        ask = talk.scene.ask
        if "goes_on" in move.reasons:
            return move
        if ask is None or ask.missing in _SIDE_ASKS or move.calls or move.ask or talk.intent not in TELLING:
            return move
        sentences = re.split(r"(?<=[.!?])\s+", talk.scene.last_words)
        again = next((one for one in reversed(sentences) if one.endswith("?")), "")
        return move.model_copy(update={"text": Words.join([move.text or "", again]), "ask": ask})


def _asks_for_address(scene: Scene) -> bool:
    """Whether our last question was for an address: names of streets are nobody's slips."""
    return scene.ask is not None and scene.ask.missing.startswith("address")


def _is_new_request(talk: Talk, ask: Ask) -> bool:
    """A whole sentence that surely asks for something else, though it holds a slot of the open question."""
    named = named_actions(talk.text)
    if named and ask.missing == "go_ahead" and not named & _ACTIONS_OF.get(ask.intent, named):
        return True
    if talk.intent == ask.intent or any({talk.intent, ask.intent} <= twins for twins in TWINS):
        return False
    certain = talk.confidence >= STRONG_AT and talk.intent in {**ACTING, **PERSON, **TELLING}
    return certain and len(talk.text.split()) > _SCRAP_WORDS and not re.match(r"^\W*#?\d", talk.text)
