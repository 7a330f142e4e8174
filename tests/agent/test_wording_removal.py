"""English wording of being taken off and left in peace: every rule is reached, and ordinary talk is not (S2, S15)."""

from __future__ import annotations

import pytest

from agent.consent import opt_out
from agent.wording import clauses
from agent.wording_removal import RULES

REACHED = [
    ("unregister my number", "wording"),
    ("so exclude me from your messages", "wording"),
    ("would like to be removed from your list", "wording"),
    ("I want to be removed", "wording"),
    ("take me off this", "wording"),
    ("I hate these texts take me off", "wording"),
    ("add me to your do not text list", "wording"),
    ("cease all communication", "wording"),
    ("turn these messages off", "wording"),
    ("cancel my texts", "wording"),
    ("knock it off with the texts", "wording"),
    ("stop everything you send me", "wording"),
    ("no longer interested in getting texts from you", "wording"),
    ("I'd rather not get texts", "wording"),
    ("I do not consent to these texts", "wording"),
    ("text me again and I'll report you", "wording"),
    ("for the last time stop", "wording"),
    ("please discontinue", "wording"),
    ("remove this phone from all campaigns", "wording"),
    ("please get rid of my number", "wording"),
    ("opt this number out", "wording"),
    ("I'm good, no need to text me anymore", "wording"),
    ("please make these stop", "wording"),
    ("I'd like these messages to end", "wording"),
    ("no longer want to hear from you guys", "wording"),
    ("I want no further contact", "wording"),
    ("you have been asked to stop", "wording"),
    ("stop or I file a complaint", "wording"),
    ("keep me out of these promo blasts", "wording"),
    ("take it off your calling list", "wording"),
    ("can u not text me", "wording"),
    ("how often must I keep telling you to stop", "wording"),
    ("opted out two weeks ago", "wording"),
    ("enough with the ads", "wording"),
    ("quit sending", "wording"),
    ("I want out", "doubtful"),
    ("no more of those", "doubtful"),
    ("turn this off please", "doubtful"),
    ("don't send me these anymore", "doubtful"),
]


@pytest.mark.parametrize(("body", "kind"), REACHED)
def test_a_wording_has_its_kind(body: str, kind: str) -> None:
    found = opt_out(body, has_subscription=True)
    assert found is not None and found.kind == kind


def test_every_rule_is_reached() -> None:
    said = [clause for body, _ in REACHED for clause in clauses(body)]
    unreached = [rule.pattern.pattern for rule in RULES if not any(rule.pattern.search(clause) for clause in said)]
    assert unreached == []


@pytest.mark.parametrize(
    "body",
    [
        "take the laces off my order",
        "don't take me off the list",
        "please do not remove me from the waitlist",
        "I'm not getting your messages",
        "take me off hold",
        "I never said stop",
        "if I text stop will it still ship",
        "how do I turn the lamp off",
        "remove one pair from my cart",
        "take off the discount",
        "can I get me off-white ones",
        "I want out of the pre-order",
        "I don't want these anymore, can I return them",
        "text me again when it ships",
        "put me on the waiting list",
        "add me to your list for the restock",
        "turn off gift wrap",
        "please discontinue the express shipping",
        "I would rather not get the blue ones",
        "I do not agree to that fee",
        "can the box be removed",
        "no thanks, the stop sign print is fine",
        "deactivate my gift card",
        "erase my address from the order",
        "remove my phone case from the order",
        "no need to contact me about the delay",
        "no contact delivery please",
        "make these in a stop-sign red",
        "I don't want to hear from the courier",
    ],
)
def test_ordinary_talk_is_left_alone(body: str) -> None:
    assert opt_out(body, has_subscription=True) is None


@pytest.mark.parametrize("body", ["sto p", "st op", "Stop please and thank you"])
def test_hurried_and_polite_stops_are_stops(body: str) -> None:
    found = opt_out(body)
    assert found is not None and found.kind == "wording"
