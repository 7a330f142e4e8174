"""The phone shows what a real one would: what arrived, reactions on their text, and whether somebody is typing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from api.phone.view import bubbles, is_typing
from tests.scene import NOW

ZONE = "America/Los_Angeles"


def row(text_id: str, direction: str, body: str, **more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "state": "sent" if direction == "out" else "handled",
        "delivery": None,
        "media": [],
        "author": None,
    }
    rest = {"error_code": None, "reason": None, "at": NOW}
    return {"id": text_id, "direction": direction, "body": body, **plain, **rest, **more}


def test_a_reaction_sits_on_the_text_that_it_quotes() -> None:
    shown = bubbles(
        [row("a", "out", "It has shipped!"), row("b", "out", "See you"), row("c", "in", "Loved “It has shipped!”")],
        ZONE,
    )
    assert [(one["id"], one["reaction"]) for one in shown] == [("a", "loved"), ("b", "")]


def test_a_reaction_that_was_taken_back_is_gone_and_one_to_nothing_is_a_text() -> None:
    rows = [row("a", "out", "Hello"), row("b", "in", "Liked “Hello”"), row("c", "in", "Removed a like from “Hello”")]
    assert [(one["id"], one["reaction"]) for one in bubbles(rows, ZONE)] == [("a", "")]
    assert [one["id"] for one in bubbles([row("x", "in", "Liked “never said”")], ZONE)] == ["x"]


def test_what_never_left_and_what_colleagues_noted_is_not_on_the_phone() -> None:
    rows = [row("a", "out", "late", state="dropped"), row("b", "note", "handed_back"), row("c", "out", "here")]
    assert [one["id"] for one in bubbles(rows, ZONE)] == ["c"]


def test_the_last_text_says_whether_it_was_read() -> None:
    rows = [row("a", "in", "one"), row("b", "in", "two", state="new")]
    assert [one["note"] for one in bubbles(rows, ZONE)] == ["", "Delivered"]
    assert bubbles([row("a", "in", "one")], ZONE)[0]["note"] == "Read"


def test_a_text_that_failed_says_why() -> None:
    (failed,) = bubbles([row("a", "out", "one", state="failed", error_code=30003)], ZONE)
    assert (failed["tick"], failed["note"]) == ("failed", "Not delivered (30003)")


def test_somebody_types_while_a_text_waits_or_a_turn_is_under_way() -> None:
    idle = {"owner": "agent", "due_at": None, "lease_until": None}
    assert not is_typing(None, NOW)
    assert not is_typing(idle, NOW)
    assert is_typing({**idle, "due_at": NOW + timedelta(seconds=1)}, NOW)
    assert is_typing({**idle, "lease_until": NOW + timedelta(seconds=60)}, NOW)
    assert not is_typing({**idle, "lease_until": NOW - timedelta(seconds=60)}, NOW)
    assert not is_typing({**idle, "owner": "person", "due_at": NOW}, NOW)
