"""What only rules can know corrects the reading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.embedded.settling import ACT_AT, TELL_AT, in_doubt, settled
from agent.embedded.talk import Talk
from tests.agent.embedded.thread import talk


def _talk(text: str) -> Talk:
    plain = talk(text)
    return talk(text, intent=plain.reading.intent)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("cancel my order", "cancel_order"),
        ("my order was cancelled, why?", "order_status"),
        ("how do returns work", "return_policy"),
        ("don't cancel my order", "deny"),
        ("I already returned them", "refund_status"),
    ],
)
def test_only_a_request_is_acted_on(text: str, intent: str) -> None:
    assert settled(_talk(text)).intent == intent


def test_acts_need_more_confidence_than_answers() -> None:
    assert ACT_AT > TELL_AT
    between = (ACT_AT + TELL_AT) / 2
    assert in_doubt(replace(talk("x", intent="cancel_order"), confidence=between))
    assert not in_doubt(replace(talk("x", intent="order_status"), confidence=between))


def test_a_bare_size_that_nothing_asked_for_is_in_doubt() -> None:
    assert in_doubt(settled(talk("8.5", intent="change_item")))


def test_an_order_number_makes_it_about_that_order() -> None:
    assert settled(talk("and #12355?", intent="out_of_scope")).intent == "order_status"
