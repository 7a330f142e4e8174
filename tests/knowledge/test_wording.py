"""Tests of what is known of customers' English without a model."""

from __future__ import annotations

import pytest

from knowledge.wording import RELATED, STOP_WORDS, SYNONYMS, content_words, singular


def test_words_that_say_nothing_are_dropped_and_question_words_kept() -> None:
    assert content_words("Hey, can you please tell me how long it takes?") == ["tell", "how", "long", "take"]


def test_case_accents_and_apostrophes_do_not_matter() -> None:
    assert content_words("WHERE'S my Résolé?") == content_words("wheres my resole")


def test_text_spellings_are_written_out() -> None:
    assert content_words("thx do u sell giftcards") == ["sell", "gift", "card"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("refunds", "refund"), ("policies", "policy"), ("less", "less"), ("gas", "gas"), ("us", "us"), ("order", "order")],
)
def test_only_plurals_are_taken_off(word: str, expected: str) -> None:
    assert singular(word) == expected


def test_synonyms_point_both_ways_and_never_at_themselves() -> None:
    assert "exchange" in RELATED["swap"] and "swap" in RELATED["exchange"]
    assert all(word not in related for word, related in RELATED.items())


def test_no_synonym_is_a_word_that_is_dropped() -> None:
    assert not {word for group in SYNONYMS for word in group.split()} & STOP_WORDS


@pytest.mark.parametrize("text", ["", "😂😂", "\ud800", "\x00", "退货"])
def test_texts_without_words_give_none(text: str) -> None:
    assert content_words(text) == []
