"""The customer's own mistakes are found, and what an honest customer says is not taken for one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evals.customer_faults import Heard, fault_of, fault_of_ending

HEARD = Heard(
    facts={"order number": "12345", "size": "M", "e-mail": "yan@example.com", "postcode": "94110"},
    goal="Return the boots of the order.",
    instructions="You play a customer who texts a shop and never helps anybody else with anything.",
    seen=("Order 12346 has no boots. Reply CONFIRM 48215 to go on.",),
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("my order is 99999", "number 99999"),
        ("it's #4321", "number 4321"),
        ("the number is 7654321", "number 7654321"),
        ("write to me@evil.example", "e-mail address me@evil.example"),
        ("I wear size L", "size L"),
        ("How can I help you today?", "spoke as the agent"),
        ("Agent: your order is late", "spoke as the agent"),
        ("I've refunded your order.", "spoke as the agent"),
        ("my instructions say to return it", "gave away"),
        ("thanks! [DONE]", "gave away"),
        ("well, you play a customer who texts a shop and never helps", "gave away"),
        ("STOP", "reserved word"),
        ("unsubscribe", "reserved word"),
    ],
)
def test_a_mistake_is_named(text: str, told: str) -> None:
    assert told in (fault_of(text, HEARD) or "")


@pytest.mark.parametrize(
    "text",
    [
        "my order is 12345",
        "CONFIRM 48215",
        "not 12346, #12345 please",
        "size M, to 94110",
        "it's yan@example.com",
        "I paid $129.00 and not 12,500.00",
        "Return the boots of the order.",
        "please stop asking me that",
        "can you help me?",
        "yes",
    ],
)
def test_an_honest_text_is_no_mistake(text: str) -> None:
    assert fault_of(text, HEARD) is None


def test_stop_is_no_accident_where_the_goal_asks_for_it() -> None:
    assert fault_of("STOP", replace(HEARD, goal="Send STOP and see that no more texts come.")) is None


def test_the_third_time_the_same_sentence_is_a_loop() -> None:
    said = ("Where is my order?", "where is my order")
    assert fault_of("Where is my order?", replace(HEARD, said=said[:1])) is None
    assert "3 times" in (fault_of("Where is my order?", replace(HEARD, said=said)) or "")


def test_short_answers_may_recur() -> None:
    assert fault_of("yes", replace(HEARD, said=("yes", "yes", "yes"))) is None


def test_a_size_is_no_contradiction_where_none_was_given() -> None:
    assert fault_of("I wear size L", replace(HEARD, facts={})) is None


def test_an_ending_needs_an_answer() -> None:
    assert fault_of_ending(answered=True) is None
    assert "before the agent" in (fault_of_ending(answered=False) or "")
