"""Quantities are counts of things, never sizes or order numbers."""

from __future__ import annotations

import pytest

from agent.embedded.slots_quantity import quantity, quantity_alone


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("make it 2", 2),
        ("2 pairs", 2),
        ("I only want one", 1),
        ("change the quantity to 3", 3),
        ("I ordered 2 but just need 1", 1),
        ("2x resole kit", 2),
        ("x3", 3),
        ("two of them please", 2),
        ("size 9", None),
        ("order #12345", None),
        ("where is it", None),
    ],
)
def test_a_quantity_is_read_from_words(text: str, count: int | None) -> None:
    assert quantity(text) == count


def test_a_bare_number_answers_how_many() -> None:
    assert quantity_alone("just 2 please") == 2
    assert quantity_alone("2 to the other address") is None
