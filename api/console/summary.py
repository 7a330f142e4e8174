"""A thread in one line, with the ask first: whoever opens it knows what to do (S84)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.bubble import visible

LONGEST_ASK: Final = 140
ENDED: Final = frozenset({"delivered", "cancelled"})


def summary(
    card: Mapping[str, Any] | None,
    texts: Sequence[Mapping[str, Any]],
    orders: Sequence[Mapping[str, Any]],
    effects: Sequence[Mapping[str, Any]],
    pending: Mapping[str, Any] | None,
) -> str:
    """What they want, the order it is about, what was done, and what waits for a yes."""
    parts = [f"“{_ask(card, texts)}”"]
    if order := _order(orders, parts[0]):
        parts.append(f"order {order['number']} ({_lower(order['state_words'])})")
    names = [f"{row['action'].replace('_', ' ')} {row['reference'] or ''}" for row in effects if row["state"] == "done"]
    done = [name.strip() for name in names]
    if done:
        parts.append(f"done: {', '.join(done[-2:])}")
    if pending:
        parts.append(f"waits for a yes: {pending['title'].lower()}")
    return " · ".join(parts)


def _ask(card: Mapping[str, Any] | None, texts: Sequence[Mapping[str, Any]]) -> str:
    """The ask of the handoff; with the agent, the customer's last words."""
    said = card["ask"] if card else ""
    if not said:
        own = [row["body"] for row in texts if row["direction"] == "in" and row["body"].strip()]
        said = visible(own[-1]) if own else "has not written yet"
    line = " ".join(said.split())
    return line if len(line) <= LONGEST_ASK else f"{line[: LONGEST_ASK - 1].rstrip()}…"


def _order(orders: Sequence[Mapping[str, Any]], ask: str) -> Mapping[str, Any] | None:
    """The order that is named, else the one that something can still happen to, else the newest."""
    named = next((order for order in orders if order["id"] in ask), None)
    moving = next((order for order in orders if order["state"] not in ENDED), None)
    return named or moving or (orders[0] if orders else None)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
