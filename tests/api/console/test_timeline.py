"""The timeline shows what was said, how it fared, why it was said, and what happened between the texts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from api.console.timeline import Scene, asked, timeline
from tests.scene import NOW

TURN = {
    "id": "n1",
    "decided_by": "embedded",
    "confidence": 0.91,
    "reasons": ["intent:order_status=0.97"],
    "tools": ["find_orders"],
    "passages": ["shipping#times"],
    "prompt_version": "abc",
    "took_ms": 12,
}


def text(of: str, body: str, direction: str = "in", **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": of,
        "direction": direction,
        "speaker": "customer" if direction == "in" else "agent",
        "kind": "text",
        "body": body,
        "media": [],
        "at": NOW,
        "state": "handled" if direction == "in" else "sent",
        "delivery": None,
        "reason": None,
        "error_code": None,
        "turn_id": None,
        "author": None,
        "next_try_at": None,
    }
    return {**row, **more}


def scene(*texts: dict[str, Any], **more: Any) -> Scene:
    nothing: dict[str, Any] = {"turns": {}, "labels": [], "files": [], "consents": [], "effects": []}
    return Scene(**{"thread_id": "t", "texts": texts, "zone": "America/Los_Angeles", "now": NOW, **nothing, **more})


def test_an_answer_says_what_it_rests_on_and_what_people_think_of_it() -> None:
    said = [{"turn_id": "n1", "author": "Ana", "verdict": "bad", "why": "<too> long", "mine": True}]
    (shown,) = timeline(scene(text("o1", "On its way", "out", turn_id="n1"), turns={"n1": TURN}, labels=said))
    assert shown["why"] == "Why? embedded, 91% sure"
    assert {"name": "Articles", "value": "shipping#times"} in shown["grounds"]
    assert (shown["turn"], shown["verdict"], shown["label"]) == ("n1", "bad", "Ana: bad, <too> long")


def test_a_text_that_did_not_arrive_says_why() -> None:
    failed = text("o1", "Hi", "out", state="failed", error_code=30003)
    dropped = text("o2", "Hi", "out", state="dropped", reason="taken_back")
    one, two = timeline(scene(failed, dropped))
    assert (one["tick"], one["trouble"]) == ("failed", "(code 30003)")
    assert (two["tick"], two["trouble"]) == ("not sent", "(taken back)")


def test_only_its_writer_can_take_a_text_back_and_only_in_time() -> None:
    held = text("o1", "Hi", "out", author="Ana", state="new", reason="undo", next_try_at=NOW + timedelta(seconds=5))
    (mine,) = timeline(scene(held, me="Ana"))
    (theirs,) = timeline(scene(held, me="Ben"))
    (late,) = timeline(scene(held, me="Ana", now=NOW + timedelta(seconds=5)))
    assert (mine["undo"], theirs["undo"], late["undo"]) == ("o1", "", "")


def test_a_tapback_is_a_reaction_and_not_a_request() -> None:
    texts = (text("i1", "where is it"), text("i2", "Disliked “It shipped yesterday”"))
    _, tapped = timeline(scene(*texts))
    assert tapped["reaction"] == "reaction"
    assert tapped["parts"][0]["text"] == "👎 Disliked “It shipped yesterday”"
    assert [one["id"] for one in asked(texts)] == ["i1"]


def test_a_photo_is_shown_where_it_is_kept_and_named_where_it_is_not() -> None:
    files = [{"id": "f1", "text_id": "i1", "state": "kept"}, {"id": "f2", "text_id": "i1", "state": "refused"}]
    (shown,) = timeline(scene(text("i1", "", media=[{}, {}, {}]), files=files))
    assert [photo["href"] for photo in shown["photos"]] == ["/console/threads/t/photo?file=f1", "", ""]
    assert shown["photos"][1]["words"] == "A file that is no photo"


def test_opt_outs_and_effects_stand_where_they_happened() -> None:
    later = NOW + timedelta(minutes=1)
    ledger = [{"id": 1, "event": "opt_out", "channel": "sms", "actor": "customer", "at": later}]
    done = {"key": "k" * 20, "action": "cancel_order", "reference": "12346", "state": "done", "at": later}
    approved = {**done, "actor": "Ana <ana@shop.example>"}
    shown = timeline(scene(text("i1", "stop"), consents=ledger, effects=[approved]))
    assert [one["side"] for one in shown] == ["in", "event", "event"]
    assert shown[1]["parts"][0]["text"] == "Opted out: no texts at all (by text)"
    assert shown[2]["parts"][0]["text"] == "Cancel order 12346: done, by Ana"


def test_every_item_has_every_field_that_the_page_looks_at() -> None:
    done = {"key": "k", "action": "a", "reference": None, "state": "executing", "actor": "customer", "at": NOW}
    texts = (text("i1", "hi"), text("o1", "ho", "out", turn_id="n1"), text("n1", "handed_back", "note"))
    fields = [set(one) for one in timeline(scene(*texts, turns={"n1": TURN}, effects=[done]))]
    assert all(one == fields[0] for one in fields)


def test_a_text_that_waits_for_its_hour_says_when_it_leaves_and_why() -> None:
    morning = NOW + timedelta(hours=23)
    quiet = text("o1", "News", "out", state="new", reason="quiet_hours", next_try_at=morning)
    undo = text("o2", "Oops", "out", state="new", reason="undo", next_try_at=NOW + timedelta(seconds=6))
    due = text("o3", "Now", "out", state="new", next_try_at=NOW)
    unknown = text("o4", "Later", "out", state="new", next_try_at=morning)
    shown = [(one["tick"], one["trouble"]) for one in timeline(scene(quiet, undo, due, unknown))]
    leaves = "leaves Thu, Jun 11 · 9:00 AM"
    assert shown == [
        ("queued", f"({leaves}: their quiet hours)"),
        ("queued", ""),
        ("queued", ""),
        ("queued", f"({leaves})"),
    ]
