"""Products in words: from the facts alone."""

from __future__ import annotations

from typing import Any

from agent.embedded.speak_products import (
    details_words,
    offers_words,
    price_words,
    products_words,
    quote_words,
    stock_words,
    subscriptions_words,
    whole_sentences,
)
from agent.embedded.words import LONGEST_CHARS, Words
from tests.agent.embedded.thread import prompts

WORDS = Words(prompts(), "en")
RUNNER: dict[str, Any] = {
    "product": "Trailhead Runner",
    "price": "$138.00",
    "options": {"size": ["8.5", "9", "9.5", "10", "10.5"], "color": ["Slate", "Moss"]},
    "in_stock": True,
    "sold_out": ["9 Moss", "10 Moss"],
    "description": "A light shoe. " * 40,
}
GONE = {
    "label": "Trailhead Runner 9 Moss",
    "options": {"size": "9", "color": "Moss"},
    "price": "$138.00",
    "in_stock": False,
}


def test_products_are_listed_with_prices_as_far_as_one_segment_reaches() -> None:
    many = [{"product": f"Product number {n}", "price": "$10.00"} for n in range(9)]
    said = products_words(WORDS, many)
    assert "Product number 0 ($10.00)" in said and len(said) <= 160


def test_a_lower_price_names_the_old_one() -> None:
    facts = {"product": {**RUNNER, "was_price": "$150.00"}, "variant": None}
    assert "down from $150.00" in price_words(WORDS, facts)


def test_a_sold_out_variant_names_its_nearest_neighbours() -> None:
    said = stock_words(WORDS, {"product": RUNNER, "variant": GONE})
    assert "sold out" in said and "8.5, 9.5" in said
    assert "sold out" in price_words(WORDS, {"product": RUNNER, "variant": GONE})


def test_sizes_are_a_range_and_colors_are_named() -> None:
    said = stock_words(WORDS, {"product": RUNNER, "variant": None})
    assert "size 8.5 to 10.5" in said and "Slate, Moss" in said and "9 Moss" in said


def test_a_description_ends_with_a_sentence() -> None:
    said = details_words(WORDS, {"product": RUNNER})
    assert said.endswith(".") and len(said) <= LONGEST_CHARS


def test_offers_quotes_and_subscriptions_are_told() -> None:
    offer = {"product": "Resole Kit", "price": "$39.00", "keyword": "RESOLE"}
    assert "RESOLE" in offers_words(WORDS, [offer]) and "no offer" in offers_words(WORDS, [])
    assert "$45.00" in quote_words(WORDS, {"item": "Resole Kit", "total": "$45.00", "shipping": "$6.00"})
    chalk = {"item": "Chalk", "price": "$14.00", "every_months": 1, "next_charge_on_text": "Mon, Jun 15"}
    assert "every month, next on Mon, Jun 15" in subscriptions_words(WORDS, [chalk])
    assert "every 2 months" in subscriptions_words(WORDS, [{**chalk, "every_months": 2}])
    assert "no subscription" in subscriptions_words(WORDS, [])


def test_the_first_sentence_always_stays_whole() -> None:
    assert whole_sentences("One two three. Four.", 5) == "One two three."
    assert whole_sentences("One. Two. Three.", 9) == "One. Two."
