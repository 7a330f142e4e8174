"""Sizes are read in every way people write them, and "from" is told apart from "to"."""

from __future__ import annotations

import pytest

from agent.embedded.slots_size import size_alone, sizes, wanted_size


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Scarpa Drago shoe size 8.5 with a size 9", ("8.5", "9")),
        ("I ordered an 8 but I think I need an 8.5", ("8", "8.5")),
        ("a 9 1/2 please", ("9.5",)),
        ("an 8\u00bd", ("8.5",)),
        ("size M", ("M",)),
        ("medium", ("M",)),
        ("can i get size nine", ("9",)),
        ("una talla 8", ("8",)),
        ("it runs small", ()),
        ("order 12345 came 3 days ago", ()),
        ("I have 2 orders", ()),
    ],
)
def test_sizes_are_found_as_written(text: str, found: tuple[str, ...]) -> None:
    assert sizes(text) == found


@pytest.mark.parametrize(
    ("text", "current", "wanted"),
    [
        ("exchange the shoe size 8.5 with a size 9", "8.5", "9"),
        ("exchange the shoe for a 9, I have 8.5", "8.5", "9"),
        ("change it from 8 to 8.5", None, "8.5"),
        ("a 10 instead of a 9", None, "10"),
        ("9 instead of 8", None, "9"),
        ("swap my 8s for 9s", "8", "9"),
        ("no, a 9", "8", "9"),
        ("half a size up", "8", "8.5"),
        ("a size smaller please", "9", "8"),
        ("i got the drago in 8.5 and they are too small", None, None),
        ("they do not fit", "8", None),
        ("my foot is between 8 and 9", "8", None),
        ("an 8.5 or a 9", "8", None),
    ],
)
def test_the_wanted_size_is_the_one_they_go_to(text: str, current: str | None, wanted: str | None) -> None:
    assert wanted_size(text, current) == wanted


def test_sizes_on_offer_win_over_other_numbers() -> None:
    assert wanted_size("a 9 or a 45", "8", ("8.5", "9")) == "9"


@pytest.mark.parametrize(
    ("text", "size"), [("9", "9"), ("8.5 pls", "8.5"), ("M", "M"), ("nine", "9"), ("where is it", None)]
)
def test_a_text_that_is_only_a_size_is_one(text: str, size: str | None) -> None:
    assert size_alone(text) == size
