"""Owns the short question that goes on with the last one: "what about the kira?" asks the same of something else."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from agent.embedded.families import ACTING, TELLING
from agent.embedded.grounding import items_named, order_words
from agent.embedded.moves import with_intent
from agent.embedded.pointing import in_order
from agent.embedded.pricing_talk import pieces
from agent.embedded.requests import is_request
from agent.embedded.shopping_talk import names_seen
from agent.embedded.slots_color import colors, wanted_color
from agent.embedded.slots_item import item_mentions
from agent.embedded.slots_quantity import quantity_alone
from agent.embedded.slots_size import size_alone, size_beside, wanted_size
from agent.embedded.talk import Talk
from agent.embedded.understanding import Reading, Understanding
from agent.escalation import plain

_GOES_ON: Final = re.compile(
    r"^\W*(?:(?:ok|okay|hmm|oh|alright|so|well|cool|thanks|y)\W+)*(?:and|y|e|n|nd|what about|how about|what abt|"
    r"how abt|wbt|wat about|same (?:for|with)|(?:y )?que tal|(?=the |el |la |los |las ))\s*\b(.{1,60})$",
    re.S,
)
_REQUEST: Final = re.compile(
    r"\b(?:cancel\w*|return\w*|exchang\w*|chang\w*|swap\w*|track|where|when|how|why|who|do|does|is|are|can|could|will|"
    r"buy|want|need|ship\w*|refund\w*|skip|stop|make|order|broke\w*|damaged|wrong|donde|cuando|como|quiero|cancela\w*|"
    r"devolver|cambiar)\b(?! \d)"
)
_AND_NOW: Final = re.compile(
    r"\W*(?:(?:ok|okay|hmm|oh|alright|so|well|cool|and|hey|hi|hello|what about|how about|what abt|how abt|pues|y|is it|"
    r"has it|any|anything|still|status|there)\W+)*(?:right now|now|today|yet|by now|updates?|news|"
    r"anything new|still nothing|ahora|hoy|ya|alguna novedad|novedades|todavia nada|aun nada)\W*"
)
"""The same question again, since time has passed."""
_BARE_SIZE: Final = re.compile(r"\W*(?:size |sz |talla )?\d{1,2}(?:\.5)?\W*\?\W*")
_MOST_WORDS: Final = 8
_MOST_STEPS_BACK: Final = 4
_CARRIED_AT: Final = 0.5
_SURE: Final = 0.8
_ASKED_AGAIN: Final = ("order_status", "refund_status", "stock", "delivery_issue")
_SIZED: Final = ("stock", "price", "product_search")


def carried_on(talk: Talk, understanding: Understanding) -> Talk:
    """The talk with the intent of the text that it goes on from; the same talk when it stands by itself.

    Only what names an own order or item (for an act), or a product or a size (for a question), goes on.
    """
    rest = _rest(talk.text)
    again = _AND_NOW.fullmatch(plain(talk.text)) is not None
    earlier = _earlier(talk) if again or rest is not None else None
    if earlier is None:
        return talk
    names = names_seen(talk)
    reading = understanding.read(understanding.mended(earlier, names), names, talk.words.language)
    if again:
        return _asked_again(talk, reading)
    return _of_something_else(talk, reading, rest or "", earlier)


def goes_on(text: str) -> bool:
    """Whether the text is one that goes on with an earlier one."""
    return _rest(text) is not None


def _asked_again(talk: Talk, reading: Reading) -> Talk:
    """ "And now?": the earlier question, word for word; of an order that we had told of, when it named none."""
    if reading.confidence < _CARRIED_AT or reading.intent not in _ASKED_AGAIN:
        return talk
    whole = replace(
        with_intent(talk, reading.intent, _SURE, "goes_on"), reading=replace(talk.reading, text=reading.text)
    )
    told = in_order([str(order["number"]) for order in talk.orders], talk.scene.last_words)
    return replace(whole, known={**talk.known, "order": told[0]}) if len(told) == 1 else whole


def _of_something_else(talk: Talk, reading: Reading, rest: str, earlier: str) -> Talk:
    """The earlier question of what is named now; after "how much are 2" a number counts pieces."""
    if reading.intent == "price" and pieces(earlier) and (count := quantity_alone(rest)):
        return replace(with_intent(talk, "price", _SURE, "goes_on"), known={**talk.known, "quantity": str(count)})
    sized = wanted_size(talk.text) or size_alone(rest)
    intent = _asked_of_stock(reading.intent, bool(sized), earlier)
    if reading.confidence < _CARRIED_AT or not (sized or _names_another(talk, intent)):
        return talk
    if intent in ACTING and (not is_request(earlier) or not _names_another(talk, intent)):
        return talk
    kept = {"size": sized or wanted_size(earlier) or size_beside(earlier), "color": wanted_color(earlier)}
    known = {**talk.known, **{name: value for name, value in kept.items() if value and intent in _SIZED}}
    return replace(with_intent(talk, intent, _SURE, "goes_on"), known=known)


def _rest(text: str) -> str | None:
    """What the text names, None when it is no such text or asks for something of its own."""
    if _BARE_SIZE.fullmatch(text) or _AND_NOW.fullmatch(plain(text)):
        return text
    said = plain(text).strip(" ?!.")
    match = _GOES_ON.match(said)
    if match is None or len(said.split()) > _MOST_WORDS or _REQUEST.search(match.group(1)):
        return None
    return match.group(1)


def _earlier(talk: Talk) -> str | None:
    """The customer's last text that stood by itself."""
    said = [line.content or "" for line in talk.scene.before if line.role == "user"]
    return next((text for text in reversed(said[-_MOST_STEPS_BACK:]) if _rest(text) is None), None)


def _asked_of_stock(intent: str, sized: bool, earlier: str) -> str:
    """A size that goes on with a product asks whether it is there."""
    asked = sized or (intent == "product_search" and wanted_size(earlier))
    return "stock" if asked and intent in (*_SIZED, "product_question", "size_help") else intent


def _names_another(talk: Talk, intent: str) -> bool:
    if intent in ACTING or intent in ("order_status", "refund_status"):
        return bool(order_words(talk) or items_named(talk))
    return intent in TELLING and bool(item_mentions(talk.text, names_seen(talk)) or colors(talk.text))
