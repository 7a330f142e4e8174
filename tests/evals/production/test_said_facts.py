"""Facts are found however they are written, and words around them are none."""

from __future__ import annotations

import pytest

from evals.production.said_facts import facts_in


@pytest.mark.parametrize(
    ("body", "facts"),
    [
        ("Order #12345 arrives Thu, June 11", {"number: 12345", "day: jun 11"}),
        ("El pedido 12345 llega el 11 de junio", {"number: 12345", "day: jun 11"}),
        ("$199 goes back, $1,199.50 stays", {"amount: 199.00", "amount: 1199.50"}),
        ("Track it: https://smearshoes.example/track/1Z9?x=12345", {"link: smearshoes.example"}),
        ("Your parcel is TRACK90001, size 8.5", {"number: track90001", "size: 8.5"}),
        ("It comes tomorrow or on Friday", {"day: tomorrow", "day: friday"}),
        ("You're welcome! 3-5 business days, 2 pairs.", set()),
    ],
)
def test_facts_of_a_reply(body: str, facts: set[str]) -> None:
    assert facts_in([body]) == facts


def test_two_ways_to_write_an_amount_are_one_fact() -> None:
    assert facts_in(["$45"]) == facts_in(["$45.00"]) != facts_in(["$45.01"])
