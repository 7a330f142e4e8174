"""Owns which part of a text belongs to an act: its slots are taken from the clause that asks for it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from agent.embedded.clauses import clauses
from agent.embedded.grounding import items_named, orders_named
from agent.embedded.slots_address import address_in
from agent.embedded.talk import Talk
from agent.escalation import plain

_SWAP: Final = r"exchang\w*|swap\w*|switch\w*|chang\w*|trad(?:e|ing)|cambi\w*"
_ACT_WORDS: Final = {
    "cancel_order": re.compile(r"\b(?:cancel\w*|call .{0,15}off|scrap|stop)\b"),
    "return_order": re.compile(r"\b(?:return\w*|send .{0,20}back|refund|devolv\w*|devuelv\w*)\b"),
    "exchange_order": re.compile(rf"\b(?:{_SWAP})\b"),
    "change_item": re.compile(rf"\b(?:{_SWAP}|updat\w*|make)\b"),
    "change_address": re.compile(r"\b(?:address|ship|send|deliver\w*|direccion|enviar?)\b"),
    "buy": re.compile(r"\b(?:buy|order|get|take|want|need|compr\w*|quiero)\b"),
    "subscription_skip": re.compile(r"\bskip\w*\b"),
    "subscription_swap": re.compile(r"\b(?:swap\w*|switch\w*|chang\w*)\b"),
    "subscription_delay": re.compile(r"\b(?:delay\w*|push\w*|postpon\w*|move)\b"),
    "subscription_cancel": re.compile(r"\b(?:cancel\w*|stop|end)\b"),
}


def focused(talk: Talk) -> Talk:
    """The talk about the clause of its act, when that clause names what the act is about; else the same talk."""
    parts = clauses(talk.text)
    words = _ACT_WORDS.get(talk.intent)
    if words is None or len(parts) < 2:
        return talk
    asking = [part for part in parts if words.search(plain(part))]
    if not asking or len(asking) == len(parts):
        return talk
    clause = on_clause(talk, " ".join(asking))
    return clause if names_something(clause) else talk


def on_clause(talk: Talk, clause: str) -> Talk:
    """The same talk as if only the clause had been said."""
    return replace(talk, reading=replace(talk.reading, text=clause))


def names_something(talk: Talk) -> bool:
    """Whether the text names an own order, an own item, or an address."""
    return bool(orders_named(talk) or items_named(talk) or address_in(talk.text))
