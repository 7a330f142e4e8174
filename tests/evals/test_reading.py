"""Reading ease follows its published formulas, in English and in Spanish, and abstains where they say nothing."""

from __future__ import annotations

import pytest

from evals.reading import reading_ease, words_of

# Flesch's own kind of plain: short sentences of short words. And the same said by an office.
PLAIN = "We got your shoes back today. The money goes to your card. It will be there on Friday. " * 3
OFFICIAL = (
    "Notification is hereby given regarding the successful verification of merchandise returned; reimbursement "
    "processing necessitates approximately five operational intervals preceding availability. "
) * 3
LLANO = "Ya llegaron tus zapatos. El dinero va a tu tarjeta. Lo vas a ver el lunes. Gracias por todo. " * 3
OFICIAL = (
    "Comunicamos respetuosamente la verificación satisfactoria correspondiente a las mercancías devueltas, "
    "procediéndose seguidamente a la tramitación administrativa del reembolso solicitado. "
) * 3


@pytest.mark.parametrize(
    ("language", "easy", "hard"), [("en", PLAIN, OFFICIAL), ("es", LLANO, OFICIAL)], ids=["english", "spanish"]
)
def test_plain_words_are_easier_than_official_ones(language: str, easy: str, hard: str) -> None:
    plain, official = reading_ease(easy, language), reading_ease(hard, language)
    assert plain is not None and official is not None and plain > 80 and official < 30


def test_it_is_the_formula() -> None:
    """40 words of one syllable in 10 sentences: 206.835 - 1.015 * 4 - 84.6."""
    assert reading_ease("The cat sat down. " * 10, "en") == pytest.approx(206.835 - 1.015 * 4 - 84.6)
    assert reading_ease("El sol va ya. " * 10, "es") == pytest.approx(206.84 - 1.02 * 4 - 60)


@pytest.mark.parametrize(
    ("language", "word", "syllables"),
    [
        *(("en", word, 1) for word in ("shoes", "ship", "size", "shipped", "through", "moved")),
        *(("en", word, 2) for word in ("order", "label", "refund", "table", "wanted", "sizes", "little")),
        *(("en", word, 3) for word in ("confirming", "exchanges", "addition")),
        *(("es", word, 2) for word in ("quiero", "guerra", "llegan", "cuando")),
        *(("es", word, 3) for word in ("pedido", "zapatos", "envío", "devuelto")),
    ],
)
def test_syllables_are_counted(language: str, word: str, syllables: int) -> None:
    base, of_word = (206.835 - 1.015, 84.6) if language == "en" else (206.84 - 1.02, 60.0)
    ease = reading_ease(f"{word}. " * 30, language)
    assert ease is not None and round((base - ease) / of_word) == syllables


def test_links_addresses_and_numbers_are_no_prose() -> None:
    said = "Order #12348 of $199.00: https://smearshoes.example/labels/return-12348-1 or help@smearshoes.example today"
    assert words_of(said) == ["Order", "of", "or", "today"]


def test_too_little_and_another_language_are_not_judged() -> None:
    assert reading_ease("The cat sat down.", "en") is None
    assert reading_ease(PLAIN, "fr") is None
