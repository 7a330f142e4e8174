"""A conversation becomes steps: its bursts as they were read, its pauses, its people, and what followed beside each."""

from __future__ import annotations

from datetime import timedelta

import pytest

from evals.production.course import course_of, wait_of
from tests.evals.production.talks import MINUTE, agent, customer, record
from tests.scene import NOW


def test_texts_that_one_turn_read_are_one_burst_with_its_answer_beside_it() -> None:
    found = course_of(record(customer("hey"), customer("where is it"), agent("On its way."), customer("ok")))
    assert [(one.bodies, one.wait) for one in found.steps] == [(("hey", "where is it"), None), (("ok",), "2m")]
    assert [[text.body for text in one.answers] for one in found.followed] == [["On its way."], []]
    assert [one.turn.id for one in found.followed if one.turn] == ["turn-0", "turn-1"]
    assert found.begins_at == NOW + MINUTE


def test_people_notices_and_who_took_over_keep_their_place() -> None:
    events = [
        {"at": (NOW + 1.5 * MINUTE).isoformat(), "what": "takes_over"},
        {"at": (NOW + 4.5 * MINUTE).isoformat(), "what": "hands_back"},
    ]
    said = (
        {"speaker": "brand", "body": "Drago is back"},
        customer("a human please"),
        {"speaker": "person", "body": "Alex here."},
        customer("thanks"),
        {"speaker": "person", "body": "Bye."},
        customer("one more thing"),
    )
    found = course_of(record(*said, events=events))
    kinds = [
        next(k for k in ("text", "person", "brand", "owner") if getattr(one, k) is not None) for one in found.steps
    ]
    assert kinds == ["brand", "text", "owner", "person", "text", "person", "owner", "text"]
    assert [one.owner for one in found.steps if one.owner] == ["person", "agent"]
    assert [one.step for one in found.followed] == [1, 4, 7]


def test_a_thread_that_a_person_has_begins_with_them() -> None:
    found = course_of(record(customer("hello?"), start={"owner": "person"}))
    assert (found.steps[0].owner, found.steps[1].bodies) == ("person", ("hello?",))


def test_texts_that_no_turn_read_stand_alone_and_photos_are_counted() -> None:
    found = course_of(record(customer("", media_count=2), customer("  "), customer("see?"), turns=[]))
    assert [(one.bodies, one.photos) for one in found.steps] == [(("",), 2), (("see?",), 0)]
    assert [one.turn for one in found.followed] == [None, None]


def test_a_conversation_without_a_customer_has_no_course() -> None:
    with pytest.raises(ValueError, match="wrote nothing"):
        course_of(record({"speaker": "brand", "body": "Drago is back"}))


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, ""), (5, "5s"), (90, "1m30s"), (3_600, "1h"), (129_601, "1d12h1s"), (-4, "")]
)
def test_a_pause_is_written_as_cases_write_it(seconds: int, words: str) -> None:
    assert wait_of(timedelta(seconds=seconds)) == words
