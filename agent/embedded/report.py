"""What the embedded model makes of one text, written down for people: `parley understand` prints it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from agent.consent import keyword, opt_out
from agent.embedded.acts import Act, act_of
from agent.embedded.slots_address import address_in
from agent.embedded.slots_color import colors
from agent.embedded.slots_date import date_in
from agent.embedded.slots_item import item_mentions
from agent.embedded.slots_order import order_mentions
from agent.embedded.slots_quantity import quantity
from agent.embedded.slots_size import sizes
from agent.embedded.understanding import Understanding
from agent.escalation import must_escalate
from knowledge.library import Library

PASSAGES = 3
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Asked:
    """One text to be read. ``preview`` is what was shown before it, if something waits for a yes."""

    text: str
    previous_outbound: str = ""
    preview: str = ""


@dataclass(frozen=True)
class Known:
    """What is known of the sender: own order numbers, names of items, whether there is a subscription."""

    orders: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    has_subscription: bool = False


async def understood(
    asked: Asked, known: Known, understanding: Understanding, library: Library, today: date
) -> dict[str, Any]:
    """One JSON object. ``opt_out`` is null or what was found; ``escalate`` is null or a handoff reason."""
    reading = understanding.read(asked.text, known.items)
    findings = await library.search(asked.text, PASSAGES)
    reason = must_escalate(asked.text)
    return {
        "text": asked.text,
        "intent": reading.intent,
        "also": [intent for intent, _ in reading.also],
        "confidence": round(reading.confidence, 4),
        "ranked": [[intent, round(confidence, 4)] for intent, confidence in reading.intents[:3]],
        "act": act_in_context(asked),
        "opt_out": _opt_out(asked.text, known),
        "escalate": reason.value if reason else None,
        "language": reading.language,
        "slots": slots(asked.text, known, today),
        "passages": [
            {"id": found.passage.id, "heading": found.passage.heading, "score": round(found.score, 4), "how": found.how}
            for found in findings.passages
        ],
        "answerable": findings.answerable,
    }


def act_in_context(asked: Asked) -> str:
    """yes, no, changed or other. A yes that names a number which the preview does not show is a change."""
    act = act_of(asked.text)
    if act is Act.YES and asked.preview and set(NUMBER.findall(asked.text)) - set(NUMBER.findall(asked.preview)):
        return Act.CHANGED.value
    return Act.OTHER.value if act is Act.UNSURE else act.value


def slots(text: str, known: Known, today: date) -> dict[str, Any]:
    """Everything that could be read off the text; absent slots are left out."""
    address = address_in(text)
    day = date_in(text, today)
    found: dict[str, Any] = {
        "orders": [mention.number or mention.written for mention in order_mentions(text, known.orders)],
        "items": [mention.name for mention in item_mentions(text, known.items)],
        "sizes": list(sizes(text)),
        "colors": list(colors(text)),
        "quantity": quantity(text),
        "address": vars(address) if address else None,
        "date": day.isoformat() if day else None,
    }
    return {name: value for name, value in found.items() if value not in (None, [], "")}


def _opt_out(text: str, known: Known) -> dict[str, str] | None:
    word = keyword(text)
    found = opt_out(text, has_subscription=known.has_subscription)
    if found is None:
        return None
    return {"kind": found.kind, "scope": found.scope, "word": word.value if word else ""}


def names_of(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels once each, in their order."""
    return tuple(dict.fromkeys(labels))
