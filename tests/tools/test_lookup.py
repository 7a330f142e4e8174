"""A colleague types a name, an address, a number or an order as it stands before them."""

from __future__ import annotations

import pytest

from tools.lookup import MOST_WORDS, digits_of, words_of


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("Danai", ("danai",)),
        ("  Maya  KLEIN ", ("maya", "klein")),
        ("(415) 555-0101", ("4155550101",)),
        ("+1 415 555 0101 danai", ("+14155550101", "danai")),
        ("#12345", ("#12345",)),
        ("   ", ()),
    ],
)
def test_words_are_read_apart_and_a_phone_number_is_one(asked: str, words: tuple[str, ...]) -> None:
    assert words_of(asked) == words


def test_no_more_words_are_read_than_anybody_types() -> None:
    assert len(words_of("a " * 500)) == MOST_WORDS


@pytest.mark.parametrize(
    ("word", "digits"), [("#12345", "12345"), ("0101", "0101"), ("12", ""), ("size8.5", ""), ("a123", "")]
)
def test_only_a_number_of_three_digits_or_more_is_one(word: str, digits: str) -> None:
    assert digits_of(word) == digits
