"""Labels as the evals get them: what people said of turns, how sure those were, and what their conversation stands for.

Turns, conversations and colleagues are numbered: whose they are is nobody's business there.
"""

from __future__ import annotations

from typing import Any

from api.sampling import Period


def lines_of(period: Period) -> list[dict[str, Any]]:
    """One a label, oldest turn first. ``kind`` and ``size``: the kind of its conversation, and how many are of it."""
    turns: dict[str, str] = {}
    talks: dict[tuple[str, int], str] = {}
    people: dict[str, str] = {}
    found = []
    for label in period.labels:
        placed = period.place_of(label["thread_id"], label["at"])
        if placed is None:
            continue  # the conversation began before the period
        kind, number = placed
        found.append(
            {
                "turn": turns.setdefault(label["turn_id"], f"turn-{len(turns) + 1}"),
                "talk": talks.setdefault((kind, number), f"talk-{len(talks) + 1}"),
                "person": people.setdefault(label["author"], f"person-{len(people) + 1}"),
                "verdict": label["verdict"],
                "confidence": label["confidence"],
                "decided_by": label["decided_by"],
                "kind": kind,
                "size": len(period.kinds[kind]),
            }
        )
    return found
