"""Lines come in as texts or JSON; a bad one is named by its number."""

from __future__ import annotations

import pytest

from api.commands.understand import BadLine, known_of, read_lines
from tests.scene import LEE, NOBODY, scene


def test_a_line_is_a_text_or_an_object() -> None:
    read = list(read_lines(["hello\n", '{"text": "yes", "preview": "Buy?"}\n', "\n"]))
    assert read == [{"text": "hello"}, {"text": "yes", "preview": "Buy?"}, {"text": ""}]


@pytest.mark.parametrize(
    ("line", "words"), [('{"text": ', "Line 2 starts like JSON"), ('{"body": "x"}', 'Line 2 has no "text"')]
)
def test_a_bad_line_is_named(line: str, words: str) -> None:
    with pytest.raises(BadLine, match=words):
        list(read_lines(["fine", line]))


async def test_a_phone_grounds_the_slots() -> None:
    _, shop = scene()
    lee, nobody = await known_of(shop, LEE), await known_of(shop, NOBODY)
    assert lee.orders == ("12353",) and lee.has_subscription and lee.items[0] == "Scarpa Instinct VS"
    assert nobody.orders == () and "Scarpa Drago" in nobody.items
