"""What counts as an emoji, and which texts hold nothing else."""

from __future__ import annotations

import pytest

from agent.emoji import is_invisible, is_picture, only_emoji


@pytest.mark.parametrize("body", ["👍", " 👍🏽 ", "❤️", "🛑🛑", "👩‍👩‍👧", "🇮🇹", "🙏\n😂", "\u200b👍\u200b", "✋"])
def test_a_text_of_pictures_is_only_emoji(body: str) -> None:
    assert only_emoji(body)


@pytest.mark.parametrize("body", ["", "  ", "?", "ok 👍", "1️⃣", "8.5", "\u200d", "\ufe0f", ":)", "👍!"])
def test_a_text_with_anything_else_or_nothing_is_not(body: str) -> None:
    assert not only_emoji(body)


def test_a_joiner_is_invisible_and_no_picture() -> None:
    assert is_invisible("\u200d")
    assert not is_picture("\u200d")


def test_white_space_is_not_invisible_and_an_attachment_mark_is() -> None:
    assert not is_invisible(" ")
    assert not is_invisible("\n")
    assert is_invisible("\ufffc")
    assert is_invisible("\ufe0f")


def test_a_letter_is_neither() -> None:
    assert not is_invisible("ñ")
    assert not is_picture("ñ")
