"""Each conversation has one outcome, and silence is never taken for success."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from api.conversations import Facts, Outcome, cut, outcome_of, said_thanks, times
from tests.scene import NOW

START = NOW - timedelta(days=10)
NOTHING = Facts(handoffs={}, done={}, wrong={})


def text(hours: float, direction: str = "in", body: str = "", **values: Any) -> dict[str, Any]:
    speaker = "customer" if direction == "in" else "agent"
    at = START + timedelta(hours=hours)
    state = "handled" if direction == "in" else "sent"
    return {
        "thread_id": "t",
        "at": at,
        "direction": direction,
        "speaker": speaker,
        "short": body,
        "state": state,
        **values,
    }


def outcomes(texts: list[dict[str, Any]], facts: Facts = NOTHING, now: datetime = NOW) -> list[Outcome]:
    return [outcome_of(one, facts, now) for one in cut(texts)]


def at(hours: float) -> dict[str, list[datetime]]:
    return {"t": [START + timedelta(hours=hours)]}


ASKED = [text(0, body="where is it"), text(0.1, "out")]


def test_an_answer_and_then_silence_is_only_presumed() -> None:
    assert outcomes(ASKED) == ["presumed"]


def test_thanks_or_something_done_confirms() -> None:
    assert outcomes([*ASKED, text(0.2, body="thank you!")]) == ["confirmed"]
    assert outcomes([*ASKED, text(0.2, body="thanks"), text(0.3, body="wait, it is not here")]) == ["presumed"]
    assert outcomes(ASKED, Facts(handoffs={}, done=at(0.05), wrong={})) == ["confirmed"]
    assert outcomes(ASKED, Facts(handoffs={}, done=at(-1), wrong={})) == ["presumed"]


def test_whoever_comes_back_within_three_days_was_not_helped() -> None:
    again = [*ASKED, text(0.2, body="thanks"), text(48, body="still nothing"), text(48.1, "out")]
    assert outcomes(again) == ["recontacted", "presumed"]
    later = [*ASKED, text(0.2, body="thanks"), text(73, body="another thing"), text(73.1, "out")]
    assert outcomes(later) == ["confirmed", "presumed"]


def test_a_person_or_a_handoff_makes_it_theirs_whatever_was_said() -> None:
    assert outcomes([*ASKED, text(1, "out", speaker="person"), text(1.1, body="thanks")]) == ["handed_over"]
    assert outcomes([*ASKED, text(0.2, body="thanks")], Facts(handoffs=at(0), done={}, wrong={})) == ["handed_over"]


def test_a_label_says_wrong_before_everything_else() -> None:
    assert outcomes(ASKED, Facts(handoffs=at(0), done=at(0.1), wrong=at(0.1))) == ["wrong"]


def test_what_may_go_on_is_open_and_what_was_never_answered_is_said_so() -> None:
    assert outcomes(ASKED, now=START + timedelta(hours=20)) == ["open"]
    assert outcomes([text(0, body="stop")]) == ["unanswered"]
    assert outcomes([text(0), text(0.1, "out", state="dropped")]) == ["unanswered"]


def test_what_the_brand_says_first_is_no_conversation_and_threads_do_not_mix() -> None:
    assert outcomes([text(0, "out")]) == []
    assert len(cut([text(0, "out"), text(1), text(1.1, "out")])) == 1
    others = [text(0), text(0.1, "out"), text(0.2, body="thanks", thread_id="u")]
    assert outcomes(others) == ["presumed", "unanswered"]


@pytest.mark.parametrize(
    "body", ["thanks", "Thank you so much!!", "ok thx", "perfect \U0001f64c", "\u00a1Muchas gracias!"]
)
def test_thanks_alone_are_thanks(body: str) -> None:
    assert said_thanks(body)


@pytest.mark.parametrize(
    "body", ["", "ok", "got it", "no thanks for nothing", "thanks but where is it", "thank", "yes"]
)
def test_anything_else_is_not(body: str) -> None:
    assert not said_thanks(body)


def test_times_are_sorted_by_thread() -> None:
    rows = [{"thread_id": "t", "at": NOW}, {"thread_id": "u", "at": NOW}, {"thread_id": "t", "at": START}]
    assert times(rows) == {"t": [START, NOW], "u": [NOW]}
