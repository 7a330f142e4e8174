"""Asking for an act is told apart from asking about it, telling about it, and refusing it."""

from __future__ import annotations

import pytest

from agent.embedded.requests import is_about_state, is_doubt, is_request, without_refusal


@pytest.mark.parametrize(
    "text",
    [
        "cancel my order",
        "I'd like to return my order",
        "Is there any way I can cancel this order? A friend gave me some, and I don\u2019t need the shoes anymore.",
        "how do i return these",
        "I don't want it anymore, cancel please",
        "I want to return them, also how long does the refund take?",
        "quiero devolver mi pedido",
    ],
)
def test_a_request_is_one(text: str) -> None:
    assert is_request(text)


@pytest.mark.parametrize(
    "text",
    [
        "my order was cancelled, why?",
        "why was my order cancelled",
        "you cancelled my order without telling me",
        "how do returns work",
        "what happens if i cancel",
        "how many days do I have to return",
        "can i return worn shoes",
        "do you accept returns on sale items",
        "should I cancel",
        "do you think I should get an 8.5",
        "would an 8.5 be better for me?",
        "I'd like to know how to cancel",
        "cancel my order? no way, I love them",
        "don't cancel my order",
        "I don't want to return it",
    ],
)
def test_states_rules_doubts_and_refusals_are_no_requests(text: str) -> None:
    assert not is_request(text)


def test_a_state_is_recognised() -> None:
    assert is_about_state("was my order cancelled")
    assert not is_about_state("cancel my order")


def test_doubt_is_recognised() -> None:
    assert is_doubt("do you think I should get an 8.5")
    assert not is_doubt("change it to an 8.5")


def test_what_is_refused_is_taken_out() -> None:
    rest = without_refusal("I don't want to cancel my order, just checking when it comes")
    assert rest == "checking when it comes"
    assert without_refusal("I don't need it anymore") == "I don't need it anymore"
