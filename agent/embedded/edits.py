"""Owns when a text asks for another size or color of something that the customer has ordered, whatever its verb."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from agent.embedded.grounding import items_named
from agent.embedded.moves import with_intent
from agent.embedded.requests import is_doubt, is_request
from agent.embedded.slots_color import wanted_color
from agent.embedded.slots_size import wanted_size
from agent.embedded.talk import Talk
from agent.escalation import plain

_INSTEAD: Final = re.compile(
    r"\b(?:instead|rather|not|same (?:color|colour|size|one)|swap|switch|chang\w*|make (?:it|that|them|this)|"
    r"should(?:'ve| have|ve)?|meant|en vez|en lugar|mejor|cambi\w*|mismo color|misma talla)\b"
)
_WISH: Final = re.compile(
    r"\b(?:can i|could i|may i|i need|need|i want|want|i'?d like|id like|get|quiero|necesito|puedo)\b"
)
_THESE: Final = re.compile(r"\b(?:these|them|those|mine|my (?:shoes|pair|order)|estos|estas|los|las|mis)\b")
_MORE: Final = re.compile(r"\b(?:another|second|extra|more|too|also|as well|again|add|otro par|tambien|ademas)\b")
_LOOSE: Final = frozenset("change_item exchange_order buy stock product_search price out_of_scope size_help".split())
_SURE: Final = 0.7
_CLEAR_BUY: Final = 0.7


def edits_own(talk: Talk) -> Talk | None:
    """The talk as a change of the one own item that is meant, with its order; None when none is, or none can change.

    Who surely buys is only taken to mean their order where the text sets one option against another.
    """
    said = plain(talk.text)
    told_apart = bool(_INSTEAD.search(said))
    if not is_request(talk.text) or is_doubt(talk.text) or _MORE.search(said):
        return None
    if talk.intent not in _LOOSE or not (told_apart or _WISH.search(said)):
        return None
    if talk.intent == "buy" and talk.confidence >= _CLEAR_BUY and not told_apart:
        return None
    found = _meant(talk, said)
    if found is None or not _differs(talk, found[1]):
        return None
    order, line = found
    known = {**talk.known, "order": str(order["number"]), "item": str(line["item"])}
    return replace(
        with_intent(talk, "change_item", max(_SURE, talk.confidence), "own_item:another_option"), known=known
    )


def _meant(talk: Talk, said: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The one order and line that can still become another: of the item that is named, or of "these"."""
    named = items_named(talk)
    lines = [
        (order, line)
        for order in talk.orders
        if order["editable"] or order.get("returnable_until")
        for line in order["lines"]
        if line["options"] and (line["item"] in named or (not named and _THESE.search(said)))
    ]
    return lines[0] if len(lines) == 1 else None


def _differs(talk: Talk, line: dict[str, Any]) -> bool:
    size, color = line["options"].get("size"), line["options"].get("color")
    wanted = (wanted_size(talk.text, size) if size else None, wanted_color(talk.text, color) if color else None)
    return any(one and one not in (size, color) for one in wanted)
