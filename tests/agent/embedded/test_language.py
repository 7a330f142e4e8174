"""The language is told by common words; scraps keep the usual one."""

from __future__ import annotations

import pytest

from agent.embedded.language import language_of


@pytest.mark.parametrize(
    ("text", "usual", "language"),
    [
        ("donde esta mi pedido?", "en", "es"),
        ("\u00bfcu\u00e1nto cuesta?", "en", "es"),
        ("where is my order", "es", "en"),
        ("9", "es", "es"),
        ("ok", "en", "en"),
        ("gracias", "en", "es"),
    ],
)
def test_the_language_of_a_text(text: str, usual: str, language: str) -> None:
    assert language_of(text, usual) == language
