"""The English words that opt-out wording is made of."""

from __future__ import annotations

import re

import pytest

from agent import english


def test_a_typo_of_a_reserved_word_is_no_courtesy() -> None:
    assert not english.FILLERS & english.TYPOS
    assert english.COURTESIES <= english.FILLERS


def test_agreeing_is_no_courtesy() -> None:
    assert not english.COURTESIES & {"yes", "ok", "okay", "just", "now"}


@pytest.mark.parametrize("word", ["unsubscribe", "unsub", "unsubscribed", "unsuscribe", "unsubcribe", "unsubscribbe"])
def test_unsubscribe_is_known_in_its_spellings(word: str) -> None:
    assert re.fullmatch(english.UNSUBSCRIBE, word)


def test_words_between_a_verb_and_our_texts_are_a_closed_set() -> None:
    frame = re.compile(rf"stop {english.BETWEEN}{english.NOUNS}$")
    assert frame.match("stop sending me these stupid texts")
    assert not frame.match("stop the order and send messages")
