"""Items are recognised by their telling words, slips of the finger allowed."""

from __future__ import annotations

import pytest

from agent.embedded.slots_item import item_mentions, without_items

NAMES = ("Scarpa Drago", "Scarpa Instinct VS", "Loose Chalk 300 g", "Liquid Chalk 200 ml", "Crag Socks", "Gift Card")


def _named(text: str) -> list[str]:
    return [mention.name for mention in item_mentions(text, NAMES)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("drago pls", ["Scarpa Drago"]),
        ("the scarpa dragoo", ["Scarpa Drago"]),
        ("return the sock", ["Crag Socks"]),
        ("liquid chalk", ["Liquid Chalk 200 ml"]),
        ("a gift card", ["Gift Card"]),
        ("it was a gift on my card", []),
        ("where is my order", []),
    ],
)
def test_an_item_is_known_by_its_telling_words(text: str, names: list[str]) -> None:
    assert _named(text) == names


def test_a_shared_word_names_all_that_share_it() -> None:
    assert set(_named("how much is the chalk")) == {"Loose Chalk 300 g", "Liquid Chalk 200 ml"}


def test_named_items_become_a_plain_word() -> None:
    text = "I don't need the Scarpa Drago anymore"
    assert without_items(text, item_mentions(text, NAMES)) == "I don't need the product anymore"
