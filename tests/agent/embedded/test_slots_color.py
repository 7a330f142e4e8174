"""Colors are found by common names and by the shop's own."""

from __future__ import annotations

from agent.embedded.slots_color import colors, wanted_color

SHOP = ("Slate", "Clay", "Moss")


def test_the_shops_own_names_are_kept() -> None:
    assert colors("moss or clay", SHOP) == ("Moss", "Clay")


def test_the_wanted_color_is_not_the_current_one() -> None:
    assert wanted_color("change the slate to moss", "Slate", SHOP) == "Moss"
    assert wanted_color("moss instead of slate", None, SHOP) == "Moss"


def test_the_shops_color_wins_over_a_common_word() -> None:
    assert wanted_color("in moss green", None, SHOP) == "Moss"


def test_no_color_is_made_up() -> None:
    assert wanted_color("greenhouse mossy", None, SHOP) is None
