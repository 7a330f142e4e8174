"""Talk about prices: of one product, of several, of a number of pieces, and of all that a budget allows."""

from __future__ import annotations

import re
from typing import Any, Final

from agent.embedded.scene import Result
from agent.embedded.shopping_talk import looked_up, names_seen, offered
from agent.embedded.slots_item import item_mentions
from agent.embedded.slots_quantity import quantity, quantity_alone
from agent.embedded.speak_products import price_words, quote_words
from agent.embedded.talk import Talk
from agent.escalation import plain
from agent.model import Move

_TOTAL: Final = re.compile(r"\b(?:total|with shipping|in all|altogether|shipped|con envio|en total)\b")
_PIECES: Final = re.compile(
    r"\b(?:would|will|for|do|does|is|are|cost|costs|get|buy|want|and|about|cuestan|valen|por|y)\s+"
    r"(?P<count>[2-9]|two|three|four|five|six|dos|tres|cuatro|cinco)(?=\s+(?:of|be|cost|pairs?|pares|kits?|cards?|[a-z]+s\b)|\W*$)"
)
_COUNTS: Final = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5,
}  # fmt: skip
_MOST_PRODUCTS: Final = 3


def price(talk: Talk) -> Move:
    """The price; of each product that is named; what it comes to in all, or for several pieces, when that was asked."""
    named = [mention.name for mention in item_mentions(talk.text, names_seen(talk))]
    spans = {mention.span for mention in item_mentions(talk.text, names_seen(talk))}
    if 1 < len(named) <= _MOST_PRODUCTS and len(spans) == len(named):
        return _each(talk, named)
    answer = looked_up(talk)
    if isinstance(answer, Move):
        return answer
    count = int(talk.known.get("quantity", 0)) or pieces(talk.text)
    if (count or _TOTAL.search(plain(talk.text))) and (quoted := _quote(talk, answer, count)):
        return quoted
    return offered(talk, answer, price_words(talk.words, answer.facts))


def pieces(text: str) -> int | None:
    """How many pieces a price is asked for: "how much would 2 be"; None when it is for one."""
    match = _PIECES.search(plain(text))
    written = match["count"] if match else "0"
    count = _COUNTS.get(written) or int(written) or quantity(text) or quantity_alone(text) or 0
    return count if count > 1 else None


def _each(talk: Talk, named: list[str]) -> Move:
    told = []
    for product in named:
        answer = talk.once("product_details", product=product, size=None, color=None)
        if isinstance(answer, Move):
            return answer
        if answer.ok:
            told.append(answer.facts["product"])
    listed = ", ".join(f"{one['product']} ({one['price']})" for one in told)
    return talk.say("products", products=listed) if told else talk.say("no_products")


def _quote(talk: Talk, answer: Result, count: int | None) -> Move | None:
    """What it costs in all; where no size was said, that of any that is there, since all cost the same. Else None."""
    arguments = {name: answer.call.arguments.get(name) for name in ("product", "size", "color")}
    if answer.facts.get("variant") is None:
        arguments |= _any_variant(answer.facts["product"])
    quoted = talk.once("quote_purchase", **arguments, quantity=count or quantity(talk.text), keyword=None)
    if isinstance(quoted, Move):
        return quoted
    return offered(talk, answer, quote_words(talk.words, quoted.facts["quote"])) if quoted.ok else None


def _any_variant(product: dict[str, Any]) -> dict[str, str]:
    """One size, and one color, of which nothing is sold out."""
    gone = " ".join(product["sold_out"])
    options: dict[str, list[str]] = product["options"]
    return {
        name: next(
            (value for value in values if not re.search(rf"(?<![\w.]){re.escape(value)}(?![\w.])", gone)), values[0]
        )
        for name, values in options.items()
        if name in ("size", "color")
    }
