"""Which of the customer's own orders and lines a text means, as far as the words say it; the tools decide the rest."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from agent.embedded.pointing import beside, pointed_at
from agent.embedded.slots_color import wanted_color
from agent.embedded.slots_item import item_mentions
from agent.embedded.slots_order import order_mentions
from agent.embedded.slots_size import wanted_size
from agent.embedded.talk import Talk

Facts = dict[str, Any]

_LATEST: Final = re.compile(
    r"\b(?:last|latest|newest|most recent|[uú]ltim[oa])\s+(?:order|one|purchase|pedido|orden)\b", re.I
)
_RULED_OUT: Final = r"\b(?:not|instead of|rather than|but not|en vez de|no el|no la)\s+(?:order\s+|the\s+)?#?"
_CORRECTION: Final = re.compile(
    r"(?:\b(?:wait|sorry|oops|i mean|i meant|scratch that|correction|perd[oó]n)\b|\bno,? (?:it'?s |its |not )|"
    r"\bno\b[\s,.]+#?\d|\bactually\b).{0,40}\d",
    re.I | re.S,
)
_ADDS: Final = re.compile(r"\b(?:add|include|throw in|forgot|agreg\w*)\b", re.I)
_INSTEAD: Final = (
    r"(?:\b(?:to|for|into|with|want|wanted|prefer|por|con)\s+(?:an?\s+|the\s+|some\s+|el\s+|la\s+|un[ao]?\s+)?"
    r"|\b(?:get|getting|got|buy|bought|gave me)\b.{0,25})"
)
_FOOTWEAR: Final = re.compile(r"\b(?:shoes?|boots?|sneakers|zapatos|tenis)\b", re.I)
_WHOLE: Final = re.compile(r"\b(?:everything|all of (?:it|them)|whole order|entire order|both|todo)\b", re.I)


def order_words(talk: Talk) -> str | None:
    """What to give a tool as its order: an own number, a number that is not theirs, or None when none is named.

    A number that was named and is not theirs stays as written: it must never become another order (I14).
    """
    own = own_numbers(talk)
    mentions = order_mentions(talk.text, own)
    if named := [mention.number for mention in mentions if mention.number]:
        return _meant(talk.text, named)
    if strange := [mention.written for mention in mentions if mention.explicit]:
        return strange[0]
    if known := talk.known.get("order"):
        return known
    if _LATEST.search(talk.text) and own:
        return own[0]
    shown = talk.scene.last_words
    if pointed := pointed_at(talk.text, own, shown) or beside(talk.text, own, shown):
        return pointed
    lengths = {len(number) for number in own}
    alike = [mention.written for mention in mentions if len(mention.written) in lengths]
    return alike[0] if alike else None


def _meant(text: str, numbers: list[str]) -> str:
    """Of several numbers the first, but not one that is ruled out, and the last after a correction."""
    kept = [number for number in numbers if not re.search(rf"{_RULED_OUT}{number}", text, re.I)] or numbers
    return kept[-1] if _CORRECTION.search(text) else kept[0]


def own_numbers(talk: Talk) -> list[str]:
    """The numbers of the customer's own orders, newest first."""
    return [str(order["number"]) for order in talk.orders]


def orders_named(talk: Talk) -> list[str]:
    """Every own order that the text names by its number, once each."""
    mentions = order_mentions(talk.text, own_numbers(talk))
    return list(dict.fromkeys(mention.number for mention in mentions if mention.number))


def names_several_orders(talk: Talk) -> bool:
    """Whether two own orders are meant at once: none is ruled out, and none is put right."""
    numbers = orders_named(talk)
    ruled_out = any(re.search(rf"{_RULED_OUT}{number}", talk.text, re.I) for number in numbers)
    return len(numbers) > 1 and not ruled_out and not _CORRECTION.search(talk.text)


def names_a_stranger(talk: Talk) -> bool:
    """Whether the order that is named is none of the customer's own."""
    number = order_words(talk)
    return number is not None and number not in own_numbers(talk)


def item_words(talk: Talk) -> str | None:
    """The item of an own order that the text names, None when it names none or several."""
    names = items_named(talk)
    return names[0] if len(names) == 1 else talk.known.get("item")


def items_named(talk: Talk) -> list[str]:
    """Every item of the own orders that the text names, in the order of the text."""
    lines = [line for order in _candidates(talk) for line in order["lines"]]
    mentions = item_mentions(talk.text, [line["item"] for line in lines])
    if mentions:
        said = talk.text.casefold()
        return [one.name for one in sorted(mentions, key=lambda one: said.find(one.span.split()[0]))]
    shoes = {line["item"] for line in lines if re.fullmatch(r"\d{1,2}(?:\.5)?", line["options"].get("size", ""))}
    others = {line["item"] for line in lines} - shoes
    return list(shoes) if len(shoes) == 1 and others and _FOOTWEAR.search(talk.text) else []


def first_of_several(talk: Talk) -> Talk | None:
    """When a text names several items, each with its own wish: the talk about the first alone."""
    lines = [line["item"] for order in _candidates(talk) for line in order["lines"]]
    mentions = item_mentions(talk.text, lines)
    places = sorted(talk.text.casefold().find(mention.span.split()[0]) for mention in mentions)
    if len(places) < 2 or places[1] <= 0:
        return None
    return replace(talk, reading=replace(talk.reading, text=talk.text[: places[1]]))


def strange_product(talk: Talk) -> str | None:
    """A product of the shop that the text names and that is in none of the customer's orders, in their words.

    What it is to become ("for the instinct", "to the instinct") is no such thing.
    """
    if (
        not talk.orders
        or orders_named(talk)
        or _ADDS.search(talk.text)
        or talk.known.get("item")
        or talk.known.get("order")
    ):
        return None
    own = {line["item"] for order in talk.orders for line in order["lines"]}
    found = talk.scene.result("search_products")
    sold = [str(one["product"]) for one in found.facts.get("products", ())] if found and found.ok else []
    named = item_mentions(talk.text, [*own, *sold])
    if not named or any(mention.name in own for mention in named):
        return None
    return None if re.search(rf"{_INSTEAD}{re.escape(named[0].span)}", talk.text, re.I) else named[0].span


def names_all(talk: Talk) -> bool:
    return bool(_WHOLE.search(talk.text))


def the_order(talk: Talk, fits: str = "") -> Facts | None:
    """The one order that is meant, None when the words leave several. ``fits`` names a fact that must be true of it."""
    pool = _candidates(talk)
    item = item_words(talk)
    if item:
        pool = [order for order in pool if any(line["item"] == item for line in order["lines"])] or pool
    if len(pool) > 1 and fits:
        pool = [order for order in pool if order.get(fits)] or [o for o in pool if o["state"] != "cancelled"]
    return pool[0] if len(pool) == 1 else None


def the_line(talk: Talk, order: Facts | None) -> Facts | None:
    """The one line of the order that is meant."""
    if order is None:
        return None
    item = item_words(talk)
    lines = [line for line in order["lines"] if item in (None, line["item"], line["label"])]
    return lines[0] if len(lines) == 1 else None


def size_words(talk: Talk, line: Facts | None) -> str | None:
    """The size wanted: from the text, told apart from what the line has, else from our own question's answer."""
    current = line["options"].get("size") if line else None
    return wanted_size(talk.text, current) or talk.known.get("size")


def color_words(talk: Talk, line: Facts | None) -> str | None:
    current = line["options"].get("color") if line else None
    shop = [current] if current else []
    return talk.known.get("color") or wanted_color(talk.text, current, shop)


def _candidates(talk: Talk) -> list[Facts]:
    """The orders that the number named leaves, all of them when none is named, none when it is not theirs."""
    number = order_words(talk) if talk.orders else None
    return [order for order in talk.orders if number in (None, order["number"])]
