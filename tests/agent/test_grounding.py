"""A reply may only say what this turn's facts say."""

from __future__ import annotations

from datetime import date

import pytest

from agent.grounding import problems_with

TODAY = date(2026, 6, 10)
FACTS = (
    '{"order": {"number": "12345", "state": "in_transit", "total": "$199.00", "expected_on": "2026-06-11"},'
    ' "tracking_url": "https://smearshoes.example/track/T1"}',
    "Refunds take 3-5 business days after the return reaches our warehouse. Free shipping over $75.",
)


def problems(reply: str, said: str = "where is it") -> tuple[str, ...]:
    return problems_with(reply, FACTS, said, TODAY, ("smearshoes.example",))


@pytest.mark.parametrize(
    "reply",
    [
        "Order #12345 is on its way and arrives tomorrow.",
        "It should arrive Thursday, Jun 11: https://smearshoes.example/track/T1",
        "Your total was $199. Refunds take 3-5 business days.",
        "Shipping is free over $75.00.",
        "See smearshoes.example for more.",
        "Happy to help! What size do you need?",
        "I can't find order 99999.",
    ],
)
def test_what_rests_on_facts_passes(reply: str) -> None:
    assert problems(reply, said="where is order 99999") == ()


@pytest.mark.parametrize(
    ("reply", "word"),
    [
        ("Order #55555 is on its way.", "55555"),
        ("That's $189.00.", "189.00"),
        ("It arrives Friday.", "friday"),
        ("It arrives Jun 14.", "Jun 14"),
        ("It arrives today.", "today"),
        ("Refunds take 10 business days.", "10 business day"),
        ("Track it: https://evil.example/x", "evil.example"),
        ("Track it: https://smearshoes.example/track/T9", "T9"),
        ("I've cancelled your order.", "cancelled"),
        ("We’ve refunded you.", "refunded"),
        ("You're all set!", "all set"),
        ("I'll refund you right away.", "refund"),
        ("Here's a promo code for you.", "promo code"),
        ("I'm transferring you to a colleague.", "hand_over"),
        ("Someone will call you.", "hand_over"),
        ("Reply YES to go on.", "reserved"),
        ("Text CONFIRM to go on.", "only the system"),
    ],
)
def test_what_rests_on_nothing_is_named(reply: str, word: str) -> None:
    assert any(word.casefold() in problem.casefold() for problem in problems(reply))
