"""The JSON of a thread and of a place in the human queue, as the API gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

DIRECTIONS: Final = {"in": "inbound", "out": "outbound", "note": "note"}
BASIS: Final = ("decided_by", "confidence", "reasons", "prompt_version", "passages", "tools", "took_ms")
ESCALATION: Final = (
    "id",
    "thread_id",
    "phone",
    "brand",
    "owner",
    "status",
    "reason",
    "ask",
    "tried",
    "confidence",
    "waiting_since",
    "promised_by",
    "claimed_by",
    "claimed_at",
    "answered_at",
    "resolved_at",
    "outcome",
)


def thread_json(
    thread: Mapping[str, Any], texts: Sequence[Mapping[str, Any]], turns: Mapping[str, Mapping[str, Any]], now: datetime
) -> dict[str, Any]:
    """``state`` is waiting (a text is to be answered), answering (a worker holds it) or settled."""
    return {
        "phone": thread["phone"],
        "brand": thread["brand"],
        "owner": thread["owner"],
        "state": _state(thread, now),
        "language": thread["language"],
        "messages": [_text_json(text, turns) for text in texts],
    }


def escalation_json(row: Mapping[str, Any]) -> dict[str, Any]:
    """One place in the queue."""
    return {name: row[name] for name in ESCALATION}


def _state(thread: Mapping[str, Any], now: datetime) -> str:
    if thread["lease_until"] is not None and thread["lease_until"] > now:
        return "answering"
    return "waiting" if thread["due_at"] is not None else "settled"


def _text_json(text: Mapping[str, Any], turns: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """``delivery_status`` is the carrier's last word on an outbound text; before there is one, our own state."""
    outbound = text["direction"] == "out"
    turn = turns.get(text["turn_id"] or "") if outbound else None
    return {
        "id": text["id"],
        "sid": text["sid"],
        "direction": DIRECTIONS[text["direction"]],
        "speaker": text["speaker"],
        "kind": text["kind"],
        "body": text["body"],
        "media": text["media"] or [],
        "at": text["at"],
        "state": text["state"],
        "reason": text["reason"],
        "encoding": text["encoding"],
        "segments": text["segments"],
        "delivery_status": (text["delivery"] or text["state"]) if outbound else None,
        "error_code": text["error_code"],
        "author": text["author"],
        "based_on": {name: turn[name] for name in BASIS} if turn else None,
    }
