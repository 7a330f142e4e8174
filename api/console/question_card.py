"""What the agent asks, as colleagues see it: the question, by when it was promised, and what became of it (S89)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from agent.transcript import Owner
from api.bubble import day_and_time, visible
from api.console import words

SHOWN_FOR: Final = timedelta(days=7)
"""How long an answer stays on the page of its thread."""
LANGUAGES: Final = {"es": "The customer writes Spanish: so is your answer, please."}
NOTES: Final = {
    "with_a_person": "A person has the thread now: the answer is a note for them, and was not sent.",
    "opted_out": "They opted out meanwhile: nothing was sent.",
    "blocked": "The sender is blocked: nothing was sent.",
}
KEPT: Final = "A person has the thread: what you answer here is a note for them, and is not sent."
DRAFTED: Final = {
    "draft": "Saved as a draft for the knowledge.",
    "accepted": "The agent answers with it from now on.",
    "declined": "The draft was declined.",
    "withdrawn": "It was in the knowledge, and was withdrawn.",
}

Row = Mapping[str, Any]


def current(rows: list[dict[str, Any]], now: datetime) -> Row | None:
    """The question that a thread's page shows: the one that is open, else one that was answered lately."""
    for row in rows:
        is_recent = row["answered_at"] is not None and now - row["answered_at"] < SHOWN_FOR
        if row["status"] == "open" or is_recent:
            return row
    return None


def question_card(row: Row, thread: Row, drafted: str, zone: str, now: datetime) -> dict[str, Any]:
    """Words only; an empty one is not shown. ``open`` and ``offer`` say whether it can be answered, and drafted."""
    is_open = row["status"] == "open"
    return {
        "id": row["id"],
        "title": "The agent asks"
        if is_open
        else f"Answered by {row['answered_by']}"
        if row["answered_by"]
        else "Ended",
        "ask": visible(row["ask"]),
        "said": visible(row["said"]) if row["said"] != row["ask"] else "",
        "since": row["asked_at"].isoformat() if is_open else "",
        "waits": words.span(now - row["asked_at"]) if is_open else "",
        "late": "late" if is_open and now > row["promised_by"] else "",
        "promised": day_and_time(row["promised_by"], zone) if is_open else "",
        "note": _note(row, thread),
        "answer": visible(row["answer"]),
        "drafted": DRAFTED.get(drafted, ""),
        "open": "open" if is_open else "",
        "offer": "offer" if row["answer"] and not drafted else "",
    }


def _note(row: Row, thread: Row) -> str:
    if row["status"] != "open":
        return NOTES.get(row["why"] or "", "")
    if thread["owner"] == Owner.PERSON.value:
        return KEPT
    return LANGUAGES.get(thread["language"], "")
