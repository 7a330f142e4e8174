"""The language is told by common words; scraps keep the usual one."""

from __future__ import annotations

import pytest

from agent.embedded.language import as_heard, language_of, thread_language


@pytest.mark.parametrize(
    ("text", "usual", "language"),
    [
        ("donde esta mi pedido?", "en", "es"),
        ("\u00bfcu\u00e1nto cuesta?", "en", "es"),
        ("where is my order", "es", "en"),
        ("9", "es", "es"),
        ("ok", "en", "en"),
        ("gracias", "en", "es"),
        ("kiero devolver mis sapatos", "en", "es"),
        ("no han llegado", "en", "es"),
        ("La Sportiva Solution", "en", "en"),
        ("La Sportiva Solution", "es", "es"),
        ("y la instinct vs?", "en", "es"),
        ("my slides still arent here", "es", "en"),
        ("Los Angeles, CA 90012", "en", "en"),
        ("see ya", "en", "en"),
    ],
)
def test_the_language_of_a_text(text: str, usual: str, language: str) -> None:
    assert language_of(text, usual) == language


@pytest.mark.parametrize(
    ("texts", "usual", "language"),
    [
        (["quiero otra talla", "8.5"], "en", "es"),
        (["quiero otra talla", "ok", "CONFIRM"], "en", "es"),
        (["return my shoes", "si"], "en", "en"),
        (["return my shoes", "CONFIRMAR"], "en", "en"),
        (["hola", "where is my order"], "es", "en"),
        (["RESOLE"], "es", "es"),
        ([], "es", "es"),
    ],
)
def test_a_talk_goes_on_in_its_language(texts: list[str], usual: str, language: str) -> None:
    assert thread_language(texts, usual) == language


@pytest.mark.parametrize(
    ("written", "meant"), [("kiero", "quiero"), ("sapatos", "zapatos"), ("ablar", "hablar"), ("enbio", "envio")]
)
def test_spanish_is_known_by_its_sound(written: str, meant: str) -> None:
    assert as_heard(written) == as_heard(meant)
