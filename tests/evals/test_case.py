"""A case that cannot fail is refused, and so is every key that means nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from evals.case import Case, Expect, Fact, Step

TEXT = {"text": "hi", "expect": {"says": ["hello"]}}


def case(**keys: Any) -> Case:
    return Case.model_validate({"id": "a", "shows": "x", "from": "+14155550101", "steps": [TEXT], **keys})


@pytest.mark.parametrize(
    "keys",
    [
        {"steps": [{"text": "hi"}]},
        {"steps": [{"text": "hi", "expect": {}}]},
        {"steps": [{"text": "hi", "expect": {"says": []}}]},
        {"steps": [{"text": "hi", "expect": {"says": [{}]}}]},
        {"steps": [{"text": "hi", "expect": {"silence": True, "says": ["x"]}}]},
        {"end": {}},
        {"end": {"handoff": []}},
        {"steps": []},
        {"end": {"says": []}},
        {"end": {"tone": []}},
        {"end": {"tone": ["loudness"]}},
        {"end": {"effects": ["return_item"]}},
        {"end": {"effects": [{"return_items": {"oder": "12348"}}]}},
        {"end": {"says_not": []}},
        {"end": {"says": ["/(/"]}},
    ],
)
def test_an_empty_expectation_is_an_error(keys: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        case(**keys)


@pytest.mark.parametrize(
    "step",
    [
        {},
        {"text": "hi", "person": "hello"},
        {"text": []},
        {"text": ""},
        {"brand": "new!", "expect": {"silence": True}},
        {"text": "hi", "wait": "soon"},
        {"text": "hi", "wait": ""},
        {"brand": "new!", "hands_back": True},
        {"event": {}},
    ],
)
def test_a_step_is_exactly_one_thing(step: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Step.model_validate(step)


def test_a_broken_regular_expression_is_found_before_the_run() -> None:
    with pytest.raises(ValidationError, match="regular expression"):
        Expect(says=("/(/",))


def test_a_burst_keeps_its_texts_and_a_pause_its_length() -> None:
    step = Step.model_validate({"text": ["hey", "my order"], "wait": "1d12h"})
    assert step.bodies == ("hey", "my order") and step.pause == timedelta(days=1, hours=12)
    assert Step(text="hi").pause == timedelta(0)


def test_a_photo_needs_no_words() -> None:
    assert Step.model_validate({"text": "", "photos": 1}).bodies == ("",)


def test_a_fact_is_of_one_kind() -> None:
    assert Fact(money="orders.1.total").money
    with pytest.raises(ValidationError):
        Fact(money="a", date="b")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (None, None),
        ("none", ()),
        ("any", ("any",)),
        ("anger", ("anger",)),
        (["anger", "legal_threat"], ("anger", "legal_threat")),
    ],
)
def test_unsaid_is_not_none(written: Any, expected: tuple[str, ...] | None) -> None:
    found = case(end={"handoff": written} if written is not None else {"effects": []})
    assert found.end is not None and found.end.handoff_reasons == expected


def test_nothing_changed_is_an_expectation() -> None:
    found = case(steps=[{"text": "hi"}], end={"changes": {}})
    assert found.end is not None and found.end.changes == {}


CUSTOMER = {"persona": "hurried", "wants": "Return the shoes.", "facts": {"order": "12348"}, "seed": 7}
BEFORE = {"brand": "The Drago is back!"}


def test_a_case_is_played_by_a_customer_instead_of_texts() -> None:
    played = case(steps=[], customer=CUSTOMER, end={"effects": ["return_items"], "says": ["label"]})
    assert played.steps == () and played.customer is not None and played.customer.seed == 7
    assert case(steps=[BEFORE], customer=CUSTOMER, end={"handoff": "none"}).steps[0].brand


@pytest.mark.parametrize(
    "keys",
    [
        {"customer": CUSTOMER, "end": {"handoff": "none"}},
        {"customer": CUSTOMER, "steps": []},
        {"customer": {**CUSTOMER, "mood": "bad"}, "steps": [], "end": {"handoff": "none"}},
        {"customer": {"persona": "hurried"}, "steps": [], "end": {"handoff": "none"}},
    ],
    ids=["texts besides", "nothing expected", "no such key", "no goal"],
)
def test_a_customer_that_cannot_be_played_or_judged_is_refused(keys: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        case(**keys)
