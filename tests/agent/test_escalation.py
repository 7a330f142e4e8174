"""Hard topics always reach a person, and ordinary texts do not."""

from __future__ import annotations

import pytest

from agent.escalation import anger, must_escalate
from tools.base import HandoffReason as R


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("can I talk to a human", R.ASKED),
        ("get me a real person", R.ASKED),
        ("Agent", R.ASKED),
        ("is there a person i can talk to?", R.ASKED),
        ("quiero hablar con una persona", R.ASKED),
        ("I will sue you", R.LEGAL),
        ("you’ll hear from my lawyer", R.LEGAL),
        ("i'm disputing this charge with my bank", R.CHARGEBACK),
        ("gonna do a chargeback", R.CHARGEBACK),
        ("my son got badly hurt by the shoe", R.INJURY),
        ("I want to kill myself", R.SELF_HARM),
        ("i dont want to be alive anymore", R.SELF_HARM),
        ("honestly i'd be better off dead", R.SELF_HARM),
        ("ya no quiero vivir", R.SELF_HARM),
        ("the dye gave me a nasty rash", R.INJURY),
        ("ended up at the ER because of your shoe", R.INJURY),
        ("me lesioné con los zapatos", R.INJURY),
        ("im getting a lawyer", R.LEGAL),
        ("esto es una estafa, son unos ladrones", R.ANGER),
        ("your driver harassed me", R.HARASSMENT),
        ("this is bullshit, worst shop ever", R.ANGER),
        ("TOTALLY UNACCEPTABLE SERVICE!!!", R.ANGER),
    ],
)
def test_a_hard_topic_is_found(body: str, reason: R) -> None:
    assert must_escalate(body) is reason


@pytest.mark.parametrize(
    "body",
    [
        "where is my order",
        "these shoes are killing my feet, can I get a bigger size",
        "I want someone to sign for it",
        "are you a real person?",
        "WHERE IS MY ORDER",
        "the worst part is the laces lol",
        "can I return the shoes, they hurt",
        "I need a person's size chart",
        "do you ship to a business in court street",
        "as a lawyer i stand in court all day, which shoe is soft",
        "i dont want to be here when it is delivered, can you leave it with the neighbor",
        "quiero cambiar la talla, esta me queda peor",
    ],
)
def test_an_ordinary_text_is_not(body: str) -> None:
    assert must_escalate(body) is None


def test_one_sign_of_anger_is_not_yet_anger() -> None:
    assert anger("that's ridiculous") == 1
    assert anger("thank you!!!") == 0
