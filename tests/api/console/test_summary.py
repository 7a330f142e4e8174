"""One line tells what they want, which order it is about, what was done, and what waits."""

from __future__ import annotations

from typing import Any

from api.console.summary import summary

ORDERS = [
    {"id": "12350", "number": "#12350", "state": "delivered", "state_words": "Delivered"},
    {"id": "12345", "number": "#12345", "state": "in_transit", "state_words": "In transit"},
]


def test_the_line_begins_with_the_ask_and_names_the_order_that_still_moves() -> None:
    effects: list[dict[str, Any]] = [
        {"action": "cancel_order", "reference": "12340", "state": "done"},
        {"action": "x", "reference": None, "state": "refused"},
    ]
    line = summary({"ask": "Where is\nit?"}, [], ORDERS, effects, {"title": "Return items, order #12350"})
    assert line == (
        "“Where is it?” · order #12345 (in transit) · done: cancel order 12340 · "
        "waits for a yes: return items, order #12350"
    )


def test_the_order_that_is_named_is_the_one() -> None:
    assert "#12350" in summary({"ask": "12350 is torn"}, [], ORDERS, [], None)


def test_with_the_agent_the_last_words_are_the_ask() -> None:
    texts = [
        {"direction": "in", "body": "hello"},
        {"direction": "in", "body": "x" * 300},
        {"direction": "out", "body": "hi"},
    ]
    line = summary(None, texts, [], [], None)
    assert line.startswith("“xxx") and line.endswith("…”") and len(line) < 150
    assert summary(None, [], [], [], None) == "“has not written yet”"
