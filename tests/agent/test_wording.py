"""Folding a text to plain words before it is compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.wording import clauses, folded


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        ("ＳＴＯＰ", "stop"),
        ("S\u200bT\u200dO\u00adP", "stop"),
        ("No Más", "no mas"),
        ("Stop\nSent from my iPhone", "stop"),
        ("stop\nEnviado desde mi Galaxy", "stop"),
        ("stop sent from my Samsung Galaxy phone", "stop"),
        ("it was sent from my house", "it was sent from my house"),
        ("❤️", "❤"),
    ],
)
def test_a_text_is_folded_to_plain_letters(body: str, plain: str) -> None:
    assert folded(body) == plain


def test_clauses_are_plain_words() -> None:
    assert clauses("Don’t text me!! I said stoppp, wrong #") == ("dont text me", "i said stop", "wrong number")
    assert clauses("stop 🛑 now - please") == ("stop", "now", "please")
    assert clauses("  ?! ") == ()


@given(st.text(max_size=80))
def test_folding_never_fails_and_clauses_hold_words_only(body: str) -> None:
    assert folded(body) == folded(body).strip()
    assert all(clause and clause == " ".join(clause.split()) for clause in clauses(body))
