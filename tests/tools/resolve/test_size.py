"""Tests of tools.resolve.size: sizes as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tools.resolve.size import normal_size, size_step


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ("8.5", "8.5"),
        ("8 1/2", "8.5"),
        ("8-1/2", "8.5"),
        ("8½", "8.5"),
        ("8,5", "8.5"),
        ("eight and a half", "8.5"),
        ("8 and a half", "8.5"),
        ("nueve y media", "9.5"),
        ("US 9", "9"),
        ("size 9 please", "9"),
        ("9.0", "9"),
        ("09", "9"),
        ("ten", "10"),
        ("medium", "M"),
        ("a Large", "L"),
        ("xl", "XL"),
        ("$50", "$50"),
        ("purple", "purple"),
    ],
)
def test_a_size_is_brought_to_the_catalogues_form(said: str, size: str) -> None:
    assert normal_size(said) == size


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("half a size up", "0.5"),
        ("a size bigger", "1"),
        ("one size down", "-1"),
        ("1/2 size smaller", "-0.5"),
    ],
)
def test_a_step_is_relative(said: str, step: str) -> None:
    assert size_step(said) == Decimal(step)


@pytest.mark.parametrize("said", ["9", "size up to 9", "medium", ""])
def test_a_size_is_no_step(said: str) -> None:
    assert size_step(said) is None
