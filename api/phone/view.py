"""What the phone shows: the bubbles of one thread, as the person who holds it would see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from api.bubble import clock_time, gaps, parts_of, tick_of
from api.phone.tapback import reaction_of

Row = Mapping[str, Any]


def bubbles(rows: Sequence[Row], zone: str) -> list[dict[str, Any]]:
    """The texts that are on the phone, oldest first: what was never sent is not, and reactions sit on their text."""
    shown = [row for row in rows if row["direction"] != "note" and row["state"] != "dropped"]
    reactions, left = _reactions(shown)
    last_own = next((row["id"] for row in reversed(left) if row["direction"] == "in"), None)
    return [
        {
            "id": row["id"],
            "side": "own" if row["direction"] == "in" else "brand",
            "gap": gap,
            "parts": parts_of(row["body"]),
            "photos": len(row["media"] or ()),
            "by": row["author"] or "",
            "time": clock_time(row["at"], zone),
            "tick": tick_of(row),
            "note": _note(row, last_own),
            "reaction": reactions.get(row["id"], ""),
        }
        for row, gap in zip(left, gaps(left, zone), strict=True)
    ]


def is_typing(thread: Row | None, now: datetime) -> bool:
    """Whether the agent is about to answer: a text waits or a turn is under way, and no person has the thread."""
    if thread is None or thread["owner"] != "agent":
        return False
    answering = thread["lease_until"] is not None and thread["lease_until"] > now
    return answering or thread["due_at"] is not None


def _reactions(rows: Sequence[Row]) -> tuple[dict[str, str], list[Row]]:
    """The reaction on each of the shop's texts, and the rows without the texts that carried them."""
    reactions: dict[str, str] = {}
    left: list[Row] = []
    for row in rows:
        found = reaction_of(row["body"]) if row["direction"] == "in" else None
        target = found and _quoted(left, found[1])
        if found and target:
            reactions[target] = found[0].value if found[0] else ""
        else:
            left.append(row)
    return reactions, left


def _quoted(rows: Sequence[Row], words: str) -> str | None:
    """The last of the shop's texts that begins with these words."""
    for row in reversed(rows):
        if row["direction"] == "out" and words and row["body"].startswith(words):
            return str(row["id"])
    return None


def _note(row: Row, last_own: str | None) -> str:
    """Below the customer's last text: whether it was read; below a text of the shop: why it did not arrive."""
    if row["direction"] == "out":
        return f"Not delivered ({row['error_code'] or row['reason']})" if tick_of(row) == "failed" else ""
    if row["id"] != last_own:
        return ""
    return "Delivered" if row["state"] == "new" else "Read"
