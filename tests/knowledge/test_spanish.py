"""Tests of questions in Spanish: into English words, and nothing else is touched."""

from __future__ import annotations

import pytest

from knowledge.spanish import GLOSSARY, glossary, in_english


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("¿Hacen envíos a Canadá?", "do you ship to canada"),
        ("cuánto tarda el reembolso", "how long does it take refund"),
        ("aceptan Klarna", "accept klarna"),
    ],
)
def test_a_question_in_spanish_becomes_english_words(spanish: str, english: str) -> None:
    assert in_english(spanish) == english


@pytest.mark.parametrize(
    "text", ["no", "tell me a joke", "is it final sale?", "do you ship to Mexico", "", "😂", "\ud800", "how long???"]
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert in_english(text) in (text, text.casefold())


def test_the_longest_phrase_wins() -> None:
    assert in_english("tarjeta de regalo") == "gift card"


def test_every_line_of_the_glossary_is_read_once() -> None:
    lines = [one for one in GLOSSARY.read_text(encoding="utf-8").splitlines() if one and not one.startswith("#")]
    spanish = [line.partition("=")[0].strip() for line in lines]
    assert all("=" in line for line in lines)
    assert len(set(spanish)) == len(spanish) == len(glossary())
    assert all(word.isascii() and word == word.lower() for word in spanish)
