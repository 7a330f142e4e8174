"""The plain writing of typographic characters, listed and found by rule."""

from __future__ import annotations

import pytest

from agent.punctuation import plain


@pytest.mark.parametrize(
    ("typographic", "written"),
    [
        *[(char, "'") for char in "’‘‛′`"],
        *[(char, '"') for char in "“”„″«"],
        *[(char, "-") for char in "–—‐‑−•·"],
        *[(char, " ") for char in "\u00a0\u2009\u202f\u3000\t\u2028"],
        ("…", "..."),
        ("™", "(TM)"),
        ("®", "(R)"),
        ("©", "(C)"),
        ("½", "1/2"),
        ("\uff21", "A"),
        ("\uff03", "#"),
        ("\ufe56", "?"),
        ("\u1d04", "C"),
        ("\u2731", "*"),
        ("\x07", ""),
    ],
)
def test_a_typographic_character_has_a_plain_writing(typographic: str, written: str) -> None:
    assert plain(typographic) == written


@pytest.mark.parametrize("char", ["a", "ñ", "ó", "é", "Å", "ß", "漢", "👍", "\n", "\r", "€", "|", "¿"])
def test_letters_emoji_and_line_ends_stay(char: str) -> None:
    assert plain(char) == char
