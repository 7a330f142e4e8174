"""What a card of a question says in each of its states."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.console.question_card import KEPT, current, question_card

NOW = datetime(2026, 6, 10, 17, 0, tzinfo=UTC)
OPEN: dict[str, Any] = {
    **{"id": "q1", "status": "open", "ask": "Vegan?", "said": "is it vegan", "answer": "", "answered_by": None},
    **{
        "asked_at": NOW - timedelta(minutes=5),
        "promised_by": NOW + timedelta(minutes=55),
        "answered_at": None,
        "why": None,
    },
}
OVER = {**OPEN, "status": "answered", "answer": "No.", "answered_by": "Ana", "answered_at": NOW}
AGENTS = {"owner": "agent", "language": "en"}


def card(row: dict[str, Any], thread: dict[str, str] = AGENTS, drafted: str = "") -> dict[str, Any]:
    return question_card(row, thread, drafted, "America/Los_Angeles", NOW)


def test_an_open_question_says_how_long_it_waits_and_what_was_promised() -> None:
    made = card(OPEN)
    assert (made["title"], made["waits"], made["open"], made["offer"]) == ("The agent asks", "5 min", "open", "")
    assert "10:55" in made["promised"] and made["late"] == ""
    assert card({**OPEN, "promised_by": NOW - timedelta(minutes=1)})["late"] == "late"


def test_an_answer_is_offered_as_a_draft_until_it_is_one() -> None:
    assert (card(OVER)["title"], card(OVER)["offer"]) == ("Answered by Ana", "offer")
    assert (card(OVER, drafted="draft")["offer"], "draft" in card(OVER, drafted="draft")["drafted"]) == ("", True)


@pytest.mark.parametrize(
    ("why", "words"), [("opted_out", "opted out"), ("blocked", "blocked"), ("with_a_person", "note")]
)
def test_why_it_was_not_sent_is_said(why: str, words: str) -> None:
    assert words in card({**OVER, "status": "not_sent", "why": why})["note"]


def test_who_answers_knows_who_has_the_thread_and_the_customers_language() -> None:
    assert card(OPEN, {**AGENTS, "owner": "person"})["note"] == KEPT
    assert "Spanish" in card(OPEN, {**AGENTS, "language": "es"})["note"]


def test_the_page_shows_what_is_open_before_what_is_over_and_nothing_old() -> None:
    old = {**OVER, "answered_at": NOW - timedelta(days=8)}
    passed = {**OPEN, "status": "handed_over"}
    assert current([passed, OVER], NOW) is OVER
    assert current([OPEN, OVER], NOW) is OPEN
    assert current([passed, old], NOW) is None
