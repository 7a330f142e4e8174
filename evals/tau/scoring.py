"""How a played task is scored: by its exact end state, what the customer was told, and changes nobody asked for."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from evals.played import Played
from evals.score import Score, failed, passed, share
from evals.tau.database import TauDatabase
from evals.tau.state import differences, repaired, same
from evals.tau.task import State, Task

FOLLOWS: Final = frozenset({"payment_history", "payment_methods", "exchange_price_difference", "cancel_reason"})
"""What is no change of its own: money and notes that follow from one. The end state looks at them."""
PARTS: Final = frozenset({"return_items", "exchange_items", "exchange_new_items"})


def score(task: Task, database: TauDatabase, got: State, played: Played) -> tuple[Score, ...]:
    """Three scores; what must be told abstains where the task asks for nothing."""
    expected = repaired(task.expected_end_state, database)
    wrong = differences(expected, got)
    exact = failed("end_state", "; ".join(wrong)[:600]) if wrong else passed("end_state", "exactly as expected")
    other = unasked(expected, got, database)
    kept = failed("only_asked", "; ".join(other)) if other else passed("only_asked", "nothing else was changed")
    return exact, kept, told(task, played)


def unasked(expected: State, got: State, start: TauDatabase) -> list[str]:
    """Changes that the task does not want, one line each. A part of what it wants, such as one item of two, is none."""
    return [
        f"{kind} {name}: {field} became {value!r}"[:200]
        for kind, things in got.items()
        for name, fields in things.items()
        for field, value in fields.items()
        if not _wanted(field, expected.get(kind, {}).get(name, {}).get(field), value, _items_of(name, start))
    ]


def told(task: Task, played: Played) -> Score:
    """The share of the outputs that some answer says; commas and capitals do not matter, as upstream has it."""
    said = "\n".join(answer.reply for answer in played.answers).casefold().replace(",", "")
    outputs = task.outputs or ()
    missing = [one for one in outputs if one.casefold().replace(",", "") not in said]
    reason = f"not told: {', '.join(missing)}" if missing else "all was told"
    return share("told", len(outputs) - len(missing), len(outputs), reason)


def _wanted(field: str, expected: Any, value: Any, items_before: list[str]) -> bool:
    if field in FOLLOWS:
        return True
    if expected is None:
        return False
    if field in PARTS:
        return Counter(value) <= Counter(expected)
    if field == "items":
        triples = zip(items_before, expected, value, strict=True)
        return all(is_now["item_id"] in (was, wanted["item_id"]) for was, wanted, is_now in triples)
    return same(expected, value)


def _items_of(name: str, start: TauDatabase) -> list[str]:
    order = start.orders.get(name)
    return [item.item_id for item in order.items] if order else []
