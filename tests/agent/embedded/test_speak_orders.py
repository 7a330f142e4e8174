"""Orders in words: every state, from the facts alone."""

from __future__ import annotations

from typing import Any

import pytest

from agent.embedded.speak_orders import orders_words, refund_words, tracking_words
from agent.embedded.words import Words
from agent.texting import fits, normalise
from tests.agent.embedded.thread import prompts

WORDS = Words(prompts(), "en")
URL = "https://smearshoes.example/track/1"


def _facts(state: str, **tracking: Any) -> dict[str, Any]:
    order = {"number": "12345", "state": state, "delivered_on_text": "Mon, Jun 8", "cancelled_on_text": "Mon, Jun 1"}
    return {"order": order, "tracking": {"url": URL, **tracking} if tracking or state != "unfulfilled" else None}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (_facts("unfulfilled"), "hasn't shipped yet"),
        (_facts("label_created"), "not picked it up"),
        (_facts("in_transit", expected_on_text="Sat, Jun 13", expected_in_business_days=3), "on Sat, Jun 13"),
        (_facts("in_transit", expected_on_text="Thu, Jun 11", expected_in_business_days=1), "next business day"),
        (_facts("out_for_delivery"), "today"),
        (_facts("in_transit", delayed=True, expected_on_text="Sat, Jun 13"), "delayed"),
        (_facts("in_transit"), "on its way"),
        (_facts("delivered"), "delivered on Mon, Jun 8"),
        (_facts("cancelled"), "cancelled on Mon, Jun 1"),
    ],
)
def test_every_state_has_its_words(facts: dict[str, Any], words: str) -> None:
    said = tracking_words(WORDS, facts)
    assert words in said and "#12345" in said
    assert fits(normalise(said), 2)


def test_orders_are_listed_with_their_state() -> None:
    orders = [{"number": "1", "state": "delivered", "lines": [{"label": "Crag Socks S"}]}]
    assert orders_words(WORDS, orders) == "#1 Crag Socks S (delivered)"


def test_refunds_returns_and_exchanges_are_told() -> None:
    blank: dict[str, Any] = {"order": "1", "refunds": [], "returns": [], "exchanges": []}
    refund = {"amount": "$5.00", "state": "pending", "expected_by_text": "Fri, Jun 12"}
    going = {"items": ["Socks"], "state": "label_sent", "label_url": URL, "refund": "$5.00"}
    swap = {"item": "Drago", "from": "8", "to": "9", "state": "shipped", "label_url": URL}
    assert "no refund" in refund_words(WORDS, blank)
    assert "by Fri, Jun 12" in refund_words(WORDS, {**blank, "refunds": [refund]})
    assert URL in refund_words(WORDS, {**blank, "returns": [going]})
    assert "reached our warehouse" in refund_words(WORDS, {**blank, "returns": [{**going, "state": "received"}]})
    assert "on its way" in refund_words(WORDS, {**blank, "exchanges": [swap]})
