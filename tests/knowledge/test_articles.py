"""Tests of the demo shop's articles: they agree with its policy and catalogue, and every answer can be texted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from agent.texting import segments
from knowledge.build import BRANDS
from knowledge.passage import Passage
from knowledge.shelf import Shelf
from tools.catalog import Product
from tools.demo.world import demo_world

WORLD = demo_world(datetime(2026, 3, 2, tzinfo=UTC))
POLICY = WORLD.policy

TOPICS = """shipping-times shipping-costs international-shipping order-changes cancellations returns exchanges refunds
lost-packages damaged-packages warranty resoling sizing-scarpa sizing-la-sportiva sizing-evolv
sizing-trailhead-basecamp care break-in gift-cards payment-methods price-adjustments promo-codes loyalty subscriptions
text-messages privacy contact sustainability group-orders""".split()


def _read() -> tuple[Passage, ...]:
    shelf = Shelf(BRANDS / "smear")
    shelf.refresh()
    assert not shelf.problems
    return shelf.passages


PASSAGES = _read()
BY_ID = {passage.id: passage for passage in PASSAGES}


def _product(title: str) -> Product:
    return next(product for product in WORLD.products if product.title == title)


def _found(pattern: str) -> Iterator[tuple[str, str]]:
    """Where `pattern` is in any answer: the passage's id, and what its group matched."""
    for passage in PASSAGES:
        for match in re.finditer(pattern, f"{passage.heading} {passage.text}"):
            yield passage.id, match.group(1)


def test_every_topic_has_an_article() -> None:
    articles = {passage.article for passage in PASSAGES}
    assert articles >= set(TOPICS)
    assert len(articles) >= 28


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: str(passage.id))
def test_an_answer_fits_into_two_segments_and_its_first_sentence_into_one(passage: Passage) -> None:
    counted = segments(passage.text)
    assert counted.encoding == "GSM-7"
    assert counted.count <= 2 and len(passage.text) <= 300
    assert len(re.split(r"(?<=[.!?:;]) ", passage.text)[0]) <= 160


def test_no_question_is_answered_twice() -> None:
    headings = [passage.heading.lower() for passage in PASSAGES]
    assert sorted(set(headings)) == sorted(headings)


def test_the_return_window_is_the_policys() -> None:
    window = str(POLICY.return_window_days)
    mentions = list(_found(r"\b(\d+)[ -]days?\b"))
    assert len(mentions) >= 8
    assert {days for _, days in mentions} == {window}
    assert f"within {window} days of delivery" in BY_ID["returns#what-is-your-return-policy"].text


def test_refunds_take_as_long_as_the_policy_says() -> None:
    after_return = "{}-{} business days".format(*POLICY.return_refund_business_days)
    after_cancelling = f"within {POLICY.cancellation_refund_business_days} business days"
    text = BY_ID["refunds#how-long-does-a-refund-take"].text
    assert after_return in text and after_cancelling in text
    assert after_cancelling in BY_ID["cancellations#can-i-cancel-my-order"].text
    for passage in PASSAGES:
        if passage.article in ("cancellations", "refunds", "returns"):
            phrases = re.findall(r"[\w-]+ \S+ business days|\S+ business days", passage.text)
            assert all(after_return in phrase or phrase == after_cancelling for phrase in phrases), passage.id


def test_exchanges_ship_when_the_policy_says() -> None:
    days = "{}-{} business days".format(*POLICY.exchange_ships_business_days)
    assert days in BY_ID["exchanges#how-long-does-an-exchange-take"].text


def test_shipping_costs_are_the_policys() -> None:
    text = BY_ID["shipping-costs#how-much-is-shipping"].text
    amounts = [POLICY.free_shipping_over, POLICY.standard_shipping, POLICY.express_shipping]
    assert re.findall(r"\$(\d+)", text) == [f"{amount.amount:.0f}" for amount in amounts]


def test_every_amount_is_a_price_of_the_policy_or_the_catalogue() -> None:
    known = {POLICY.free_shipping_over.amount, POLICY.standard_shipping.amount, POLICY.express_shipping.amount}
    known |= {variant.price.amount for product in WORLD.products for variant in product.variants}
    mentions = list(_found(r"\$(\d+(?:\.\d+)?)"))
    assert len(mentions) >= 12
    assert not [(where, amount) for where, amount in mentions if Decimal(amount) not in known]


@pytest.mark.parametrize(
    ("where", "title"),
    [
        ("sizing-scarpa#what-size-scarpa-drago-should-i-get", "Scarpa Drago"),
        ("sizing-scarpa#what-size-scarpa-instinct-vs-should-i-get", "Scarpa Instinct VS"),
        ("sizing-la-sportiva#what-size-la-sportiva-solution-should-i-get", "La Sportiva Solution"),
        ("sizing-evolv#what-size-evolv-kira-should-i-get", "Evolv Kira"),
        ("sizing-trailhead-basecamp#how-does-the-trailhead-runner-fit", "Trailhead Runner"),
        ("sizing-trailhead-basecamp#how-does-the-basecamp-slide-fit", "Basecamp Slide"),
    ],
)
def test_sizes_are_the_catalogues(where: str, title: str) -> None:
    sizes = sorted({Decimal(variant.options["size"]) for variant in _product(title).variants})
    text = BY_ID[where].text
    assert re.search(rf"\b{sizes[0]} to {sizes[-1]}\b|\b{sizes[0]} to {sizes[-1]}\.", text)
    assert ("in halves" in text) == any(size % 1 for size in sizes)


def test_no_size_range_is_made_up() -> None:
    ranges: dict[str, set[str]] = {}
    for product in WORLD.products:
        sizes = [variant.options.get("size", "") for variant in product.variants]
        ranges.setdefault(product.title.split()[0].lower(), set()).add(f"{sizes[0]} to {sizes[-1]}")
    mentions = [(where, text) for where, text in _found(r"\b(\d+ to \d+)\b") if where.startswith("sizing-")]
    assert len(mentions) >= 8
    for where, mentioned in mentions:
        brands = [brand for brand in ranges if brand in where.partition("#")[0].split("-")]
        assert mentioned in set().union(*(ranges[brand] for brand in brands)), where


def test_colors_and_subscriptions_are_the_catalogues() -> None:
    colors = {variant.options["color"] for variant in _product("Trailhead Runner").variants}
    text = BY_ID["sizing-trailhead-basecamp#what-colors-does-the-trailhead-runner-come-in"].text
    assert all(color in text for color in colors)
    for product in WORLD.products:
        named = product.title in BY_ID["subscriptions#can-i-subscribe-to-chalk"].text
        assert named == bool(product.subscribable_months), product.title


def test_final_sale_is_said_of_the_final_sale_items_only() -> None:
    text = BY_ID["final-sale#which-shoes-are-final-sale"].text
    for product in WORLD.products:
        assert (product.title in text) == product.final_sale, product.title


def test_loyalty_says_when_one_is_a_vip() -> None:
    assert "3 paid orders in 12 months" in BY_ID["loyalty#how-do-i-become-a-vip"].text


def test_no_way_to_reach_us_is_made_up() -> None:
    assert {phone for _, phone in _found(r"(\+?\d[\d ()-]{6,}\d)")} == {"+14155550100"}
    assert {address for _, address in _found(r"(\S+@[\w.-]+\w)")} == {"help@smearshoes.example"}
    assert {site for _, site in _found(r"(?<![@\w])((?:[\w-]+\.)+(?:com|example|org|net))\b")} == {"smearshoes.example"}


def test_reserved_words_are_used_in_their_legal_sense_only() -> None:
    # A customer who is told to text CANCEL or END would be opted out (S9).
    words = "|".join(("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "HELP", "INFO"))
    assert list(_found(rf"\b({words}|START|UNSTOP)\b")) == [
        ("text-messages#how-do-i-stop-getting-texts", "STOP"),
        ("text-messages#how-do-i-stop-getting-texts", "START"),
    ]
