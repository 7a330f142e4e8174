"""The word of a preview is printed in the language of the talk, and only what was printed is one."""

from __future__ import annotations

import pytest

from agent.word import printed, words_shown


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("CONFIRM", "en", "CONFIRM"),
        ("BUY", "en", "BUY"),
        ("CONFIRM", "es", "CONFIRMAR"),
        ("BUY", "es", "COMPRAR"),
        ("BUY", "fr", "BUY"),
    ],
)
def test_each_language_has_its_word(word: str, language: str, expected: str) -> None:
    assert printed(word, language) == expected


def test_a_word_counts_where_it_was_printed_and_nowhere_else() -> None:
    assert words_shown("BUY", "Responde COMPRAR para comprar.") == {"buy", "comprar"}
    assert words_shown("BUY", "Text BUY to order.") == {"buy"}
    assert words_shown("CONFIRM", "Responde COMPRAR") == {"confirm"}
