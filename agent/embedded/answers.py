"""Short answers to our own questions: the slot that was asked for, found in what came back (S64)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from agent.embedded.acts import Act
from agent.embedded.grounding import names_all
from agent.embedded.slots_address import address_in, town_after
from agent.embedded.slots_color import wanted_color
from agent.embedded.slots_date import date_in
from agent.embedded.slots_item import item_mentions
from agent.embedded.slots_order import order_mentions
from agent.embedded.slots_quantity import quantity, quantity_alone
from agent.embedded.slots_size import size_alone, wanted_size
from agent.embedded.talk import Talk
from agent.escalation import plain
from agent.transcript import Ask

Slots = dict[str, str]

_ORDINALS: Final = (
    (re.compile(r"\b(?:first|1st|former|primer[oa]?)\b|^\W*(?:the )?(?:1|one|#1)\W*$", re.I), 0),
    (re.compile(r"\b(?:second|2nd|latter|segund[oa])\b|^\W*(?:the )?(?:2|two|#2)\W*$", re.I), 1),
    (re.compile(r"\b(?:third|3rd|tercer[oa]?)\b|^\W*(?:the )?(?:3|three|#3)\W*$", re.I), 2),
    (re.compile(r"\b(?:last|[uú]ltim[oa])\b", re.I), -1),
)
_FILLER: Final = re.compile(
    r"\b(?:the|an?|one|please|pls|thanks|i|want|would|like|it'?s|is|that|el|la|por favor|quiero)\b|[^\w\s$.'-]", re.I
)
_TEXTS: Final = re.compile(r"\b(?:texts?|texting|messages?|msgs?|sms|mensajes?|textos?)\b")
_SUBSCRIPTION: Final = re.compile(r"\b(?:subscriptions?|subs?|suscripcion(?:es)?)\b")
_LONGEST_NAME_WORDS: Final = 6


def read_answer(ask: Ask, talk: Talk) -> Slots | None:
    """The slots that the text gives to the question, None when it does not answer it.

    A plain yes to "shall I?" gives ``{"go_ahead": "yes"}``.
    """
    reader = _READERS.get(ask.missing)
    return reader(ask, talk) if reader else None


def _order(ask: Ask, talk: Talk) -> Slots | None:
    numbers = [_number(option) for option in ask.options]
    own = [str(order["number"]) for order in talk.orders] or [number for number in numbers if number]
    for mention in order_mentions(talk.text, own):
        return {"order": mention.number or mention.written}
    picked = _picked(ask.options, talk.text)
    return {"order": _number(picked)} if picked and _number(picked) else None


def _item(ask: Ask, talk: Talk) -> Slots | None:
    if names_all(talk):
        return {"item": ""}
    picked = _picked(ask.options, talk.text)
    return {"item": picked} if picked else None


def _subscription(ask: Ask, talk: Talk) -> Slots | None:
    """One of the subscriptions, or our texts, or "the subscription" when the tools may ask which."""
    said = plain(talk.text)
    picked = _picked(ask.options, talk.text)
    if _TEXTS.search(said) and not picked:
        return {"texts": "yes"}
    if picked:
        return {"item": picked}
    if _SUBSCRIPTION.search(said) or names_all(talk):
        return {"item": ask.options[0]} if len(ask.options) == 1 else {}
    return None


def _size(ask: Ask, talk: Talk) -> Slots | None:
    size = size_alone(talk.text) or wanted_size(talk.text, talk.known.get("from"), ask.options)
    return {"size": size} if size else _color_or(ask, talk)


def _color_or(ask: Ask, talk: Talk) -> Slots | None:
    """A color instead of a size, when that is what they would change."""
    color = wanted_color(talk.text, None, ask.options)
    return {"color": color} if color and len(talk.text.split()) <= _LONGEST_NAME_WORDS else None


def _color(ask: Ask, talk: Talk) -> Slots | None:
    color = wanted_color(talk.text, None, ask.options) or _picked(ask.options, talk.text)
    return {"color": color} if color else None


def _quantity(ask: Ask, talk: Talk) -> Slots | None:
    count = quantity_alone(talk.text) or quantity(talk.text)
    return {"quantity": str(count)} if count else None


def _address(ask: Ask, talk: Talk) -> Slots | None:
    """A whole address, or what was still missing of one: "Portland, OR 97201"."""
    if found := address_in(talk.text):
        parts = {name: getattr(found, name) for name in ("street", "unit", "city", "state", "postcode")}
        parts["city"] = parts["city"] or town_after(talk.text)
        return {name: value for name, value in parts.items() if value}
    street = ask.known.get("street")
    start = ", ".join(filter(None, (street, ask.known.get("city"))))
    if (
        street
        and (whole := address_in(f"{start}, {talk.text}") or address_in(f"{street}, {talk.text}"))
        and whole.complete
    ):
        return {"city": whole.city, "state": whole.state, "postcode": whole.postcode}
    return None


def _date(ask: Ask, talk: Talk) -> Slots | None:
    day: date | None = date_in(talk.text, talk.today)
    return {"to_date": day.isoformat()} if day else None


def _name(slot: str) -> Callable[[Ask, Talk], Slots | None]:
    def read(ask: Ask, talk: Talk) -> Slots | None:
        if picked := _picked(ask.options, talk.text):
            return {slot: picked}
        words = " ".join(_FILLER.sub(" ", talk.text).split())
        short = 0 < len(words.split()) <= _LONGEST_NAME_WORDS and talk.reading.act is Act.OTHER
        unsure_of_all_else = talk.reading.confidence < 0.7 or talk.reading.intent in (
            "product_search",
            "buy",
            "out_of_scope",
        )
        return {slot: words} if short and unsure_of_all_else and "?" not in talk.text else None

    return read


def _go_ahead(ask: Ask, talk: Talk) -> Slots | None:
    return {"go_ahead": "yes"} if talk.reading.act is Act.YES else None


def _change(ask: Ask, talk: Talk) -> Slots | None:
    """What to change is read by the talk of changes itself."""
    short = len(talk.text.split()) <= _LONGEST_NAME_WORDS and talk.reading.act in (Act.OTHER, Act.CHANGED)
    return {} if short and "?" not in talk.text else None


def _picked(options: Sequence[str], text: str) -> str | None:
    """The one option that the text names, or points at by its place."""
    exact = [option for option in options if option.casefold() == text.strip(" .!").casefold()]
    named = exact or [mention.name for mention in item_mentions(text, options, picking=True)]
    if len(named) == 1:
        return named[0]
    for pattern, place in _ORDINALS:
        if pattern.search(text) and -1 <= place < len(options) and options:
            return options[place]
    return None


def _number(option: str | None) -> str:
    match = re.search(r"#?(\d{3,})", option or "")
    return match.group(1) if match else ""


_READERS: Final[dict[str, Callable[[Ask, Talk], Slots | None]]] = {
    "order": _order,
    "item": _item,
    "subscription": _subscription,
    "size": _size,
    "color": _color,
    "quantity": _quantity,
    "address": _address,
    "address_rest": _address,
    "to_date": _date,
    "product": _name("product"),
    "to_item": _name("to_item"),
    "go_ahead": _go_ahead,
    "person": _go_ahead,
    "change": _change,
}
