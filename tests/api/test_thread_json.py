"""A thread's state is told by its lease and by what waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from api.thread_json import thread_json
from tests.api.texts import DANAI, NOW

THREAD: dict[str, Any] = {
    "phone": DANAI,
    "brand": "smear",
    "owner": "agent",
    "language": "en",
    "lease_until": None,
    "due_at": None,
}


def state(**changed: Any) -> Any:
    return thread_json({**THREAD, **changed}, [], {}, NOW)["state"]


def test_a_thread_is_settled_waiting_or_being_answered() -> None:
    assert state() == "settled"
    assert state(due_at=NOW) == "waiting"
    assert state(due_at=NOW, lease_until=NOW + timedelta(seconds=1)) == "answering"
    assert state(due_at=NOW, lease_until=NOW - timedelta(seconds=1)) == "waiting"
