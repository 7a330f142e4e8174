"""One turn of the dialogue as every family of requests sees it: what was read, what is known, and ways to move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from agent.embedded.scene import Result, Scene
from agent.embedded.understanding import Reading
from agent.embedded.words import Words
from agent.model import Move, ToolCall
from agent.transcript import Ask

SURE: Final = 0.9
"""How sure an answer to our own question makes us: it was asked for, so it can hardly mean anything else."""

_SLOT_OF: Final = {
    "which_order": "order", "unknown_order": "order", "which_item": "item", "unknown_item": "item",
    "which_size": "size", "unknown_size": "size", "which_color": "color", "unknown_color": "color",
    "which_product": "product", "unknown_product": "product", "which_subscription": "item", "which_date": "to_date",
    "bad_date": "to_date", "which_quantity": "quantity", "bad_quantity": "quantity", "which_address": "address",
    "bad_address": "address", "sold_out": "size", "not_subscribable": "to_item",
}  # fmt: skip
_INSTEAD: Final = {"return": "return_order", "exchange": "exchange_order", "cancel": "cancel_order"}
_WITHOUT: Final = {
    "list_subscriptions": "no_subscriptions", "skip_subscription": "no_subscriptions", "buy": "not_enrolled",
    "list_offers": "not_enrolled", "quote_purchase": "not_enrolled",
}  # fmt: skip
"""What it comes to when this turn has no such tool: an unknown number has no orders, and cannot buy by text."""
_BLANK: Final = {"order": "", "item": "", "options": [], "wanted": "", "instead": ""}
_MOST_OPTIONS: Final = 4
_LONGEST_ASK_CHARS: Final = 180


@dataclass(frozen=True)
class Talk:
    """``known`` are slots from our own question and its answer; ``confidence`` is that of the intent being served."""

    scene: Scene
    reading: Reading
    words: Words
    today: date
    intent: str
    confidence: float
    reasons: tuple[str, ...] = ()
    known: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.reading.text

    @property
    def orders(self) -> list[dict[str, Any]]:
        """The customer's own orders, once `find_orders` has answered."""
        found = self.scene.result("find_orders")
        return list(found.facts.get("orders", ())) if found and found.ok else []

    def call(self, tool: str, **arguments: Any) -> Move:
        return Move(calls=(ToolCall(id=self._id(tool), name=tool, arguments=arguments),))

    def once(self, tool: str, **arguments: Any) -> Move | Result:
        """The answer to exactly this call, or the move that makes it."""
        if tool not in self.scene.tools:
            code = _WITHOUT.get(tool, "no_orders")
            return Result(self.call(tool, **arguments).calls[0], False, code, dict(_BLANK))
        for result in reversed(self.scene.results):
            if result.call.name == tool and result.call.arguments == arguments:
                return result
        return self.call(tool, **arguments)

    def propose(self, tool: str, **arguments: Any) -> Move:
        """The call that proposes; when it was answered with a question or a refusal, the words for it."""
        answer = self.once(tool, **arguments)
        if isinstance(answer, Move):
            return answer
        return self.hand_over("other") if answer.ok else self.trouble(answer)

    def say(self, section: str, **values: object) -> Move:
        return Move(text=self.words.reply(section, **values))

    def ask(self, text: str, missing: str, options: tuple[str, ...] = (), intent: str = "", **known: str) -> Move:
        """A question; the same one twice in a row goes to a person instead (S82)."""
        intent = intent or self.intent
        kept = {**self.known, **{name: value for name, value in known.items() if value}}
        asked = Ask(intent=intent, missing=missing, known=kept, options=options)
        return self.hand_over("other") if self.scene.ask == asked else Move(text=text, ask=asked)

    def trouble(self, result: Result) -> Move:
        """Words for a tool that said no, with the question that they end in; a person when there are no words."""
        text = self.words.trouble(result.error, result.facts)
        if text is None:
            return self.hand_over("other")
        named = {
            name: str(value) for name, value in result.call.arguments.items() if isinstance(value, str | int) and value
        }
        order = str(result.facts.get("order") or named.get("order", ""))
        if result.error == "unknown_product" and self.scene.ask and self.scene.ask.missing == "product":
            return self.ask_person(self.words.reply("no_products"))
        if missing := _SLOT_OF.get(result.error):
            known = {name: value for name, value in named.items() if name != missing}
            options = tuple(map(str, result.facts.get("options", ())))
            known["order"] = "" if missing == "order" else order
            return self.ask(text, missing, options, **known)
        if intent := _INSTEAD.get(str(result.facts.get("instead", ""))):
            return self.ask(text, "go_ahead", intent=intent, order=order)
        return Move(text=text)

    def which_order(self, orders: Sequence[dict[str, Any]]) -> Move:
        """Asks which of these orders is meant, before a tool could."""
        labels = [f"#{one['number']} ({', '.join(line['label'] for line in one['lines'])})" for one in orders]
        text = self.words.trouble("which_order", {**_BLANK, "options": labels}) or ""
        return self.ask(text, "order", tuple(labels))

    def not_theirs(self, wanted: str) -> Move:
        """Says that this item is in none of their orders, and asks which one they mean (I14)."""
        labels = [line["label"] for order in self.orders for line in order["lines"]]
        options = tuple(dict.fromkeys(labels))[:_MOST_OPTIONS]
        text = self.words.trouble("unknown_item", {**_BLANK, "wanted": wanted, "options": list(options)}) or ""
        return self.ask(text, "item", options)

    def hand_over(self, reason: str, ask: str = "") -> Move:
        """A person takes over. ``ask`` is one line for them: the customer's own words when there is nothing better."""
        line = " ".join((ask or self.text).split())[:_LONGEST_ASK_CHARS]
        return self.call("hand_over", reason=reason, ask=line)

    def ask_person(self, text: str, ask: str = "") -> Move:
        """A question whose yes brings a person; after a second dead end they come without being asked."""
        line = ask or " ".join(self.text.split())[:_LONGEST_ASK_CHARS]
        if self.scene.ask and self.scene.ask.missing == "person":
            return self.hand_over("no_answer", line)
        return self.ask(text, "person", intent="person", ask=line)

    def ask_colleague(self, otherwise: str, question: str = "") -> Move:
        """A colleague is asked and the thread kept (S89); where that may not be, or a person was offered, the offer."""
        offered = self.scene.ask is not None and self.scene.ask.missing == "person"
        if "ask_colleague" not in self.scene.tools or offered:
            return self.ask_person(otherwise)
        line = " ".join((question or self.text).split())[:_LONGEST_ASK_CHARS]
        return self.call("ask_colleague", question=line)

    def _id(self, tool: str) -> str:
        return f"embedded_{len(self.scene.results) + 1}_{tool}"
