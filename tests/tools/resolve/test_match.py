"""Tests of tools.resolve.match: the best fits, and no others."""

from __future__ import annotations

from tools.resolve.match import Named, matches, nearest, option_named

DRAGO = Named("drago", "Scarpa Drago", ("8.5",))
INSTINCT = Named("instinct", "Scarpa Instinct VS", ("8",))
LOOSE = Named("loose", "Loose Chalk 300 g")
SOCKS = Named("socks", "Crag Socks", ("M",))
ALL = (DRAGO, INSTINCT, LOOSE, SOCKS)


def test_one_name_is_one_thing() -> None:
    assert matches("the drago", ALL) == ["drago"]


def test_a_shared_name_is_several_things() -> None:
    assert matches("my scarpas", ALL) == ["drago", "instinct"]


def test_an_option_that_was_named_decides() -> None:
    assert matches("the scarpa 8.5", ALL) == ["drago"]
    assert matches("scarpa eight", ALL) == ["instinct"]


def test_shoes_are_what_has_a_number_for_a_size() -> None:
    assert matches("shoes", ALL) == ["drago", "instinct"]
    assert matches("climbing shoes", (DRAGO, LOOSE, SOCKS)) == ["drago"]


def test_nothing_fits_nothing() -> None:
    assert matches("tent", ALL) == []
    assert matches("", ALL) == []
    assert matches("drago", ()) == []


def test_the_nearest_are_near_enough() -> None:
    assert nearest("scrapa", ALL, 1) == ["drago"]
    assert nearest("zzz", ALL, 3, least=50) == []


def test_an_option_is_named_by_number_letter_or_word() -> None:
    assert option_named("the slate ones", ("Slate", "Clay")) == "Slate"
    assert option_named("eight and a half", ("8", "8.5")) == "8.5"
    assert option_named("$50 gift card", ("$50", "$100")) == "$50"
    assert option_named("slate or clay", ("Slate", "Clay")) is None
    assert option_named("whatever", ("8", "8.5")) is None
