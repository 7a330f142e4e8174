"""Tests of tools.resolve.words: names as people type them."""

from __future__ import annotations

import pytest

from tools.resolve.words import FITS, fit, is_footwear, words_of


def test_fillers_and_plurals_fall_away() -> None:
    assert words_of("my Scarpas please") == ("scarpa",)
    assert words_of("the zapatos de Danai’s") == ("zapato", "danai")
    assert words_of("order") == ()


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("the drago", "Scarpa Drago"),
        ("scarpa dargo", "Scarpa Drago"),
        ("drgo", "Scarpa Drago"),
        ("trail runners", "Trailhead Runner"),
        ("sportiva solutions", "La Sportiva Solution"),
        ("giftcard", "Gift Card"),
        ("sox", "Crag Socks"),
        ("loose chalk", "Loose Chalk 300 g"),
        ("scarpa drago size 8", "Scarpa Drago"),
    ],
)
def test_a_name_with_typos_fits(asked: str, name: str) -> None:
    assert fit(words_of(asked), name) >= FITS


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("tent", "Trailhead Runner"),
        ("liquid chalk", "Loose Chalk 300 g"),
        ("chalk bag", "Rope Bag"),
        ("8.5", "Scarpa Drago"),
        ("", "Scarpa Drago"),
    ],
)
def test_another_name_does_not_fit(asked: str, name: str) -> None:
    assert fit(words_of(asked), name) < FITS


def test_an_option_neither_helps_nor_harms() -> None:
    assert fit(words_of("slate trailhead runner"), "Trailhead Runner", ("8", "Slate")) == 100.0


def test_a_kind_is_no_name() -> None:
    assert is_footwear(words_of("my shoes"))
    assert not is_footwear(words_of("my socks"))
    assert not is_footwear(())
