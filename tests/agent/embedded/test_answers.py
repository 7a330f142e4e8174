"""Short answers find the slot that was asked for."""

from __future__ import annotations

import pytest

from agent.embedded.answers import read_answer
from agent.transcript import Ask
from tests.agent.embedded.thread import talk

ORDERS = ("#12350 (Scarpa Instinct VS 8, Loose Chalk 300 g)", "#12349 (Trailhead Runner 8 Slate)")
ITEMS = ("Scarpa Drago 9", "Crag Socks M")
SIZES = ("8", "8.5", "9")


@pytest.mark.parametrize(
    ("missing", "options", "text", "slots"),
    [
        ("order", ORDERS, "12349", {"order": "12349"}),
        ("order", ORDERS, "the second one", {"order": "12349"}),
        ("order", ORDERS, "1", {"order": "12350"}),
        ("order", ORDERS, "the runner", {"order": "12349"}),
        ("order", ORDERS, "hmm", None),
        ("item", ITEMS, "socks", {"item": "Crag Socks M"}),
        ("item", ITEMS, "both", {"item": ""}),
        ("size", SIZES, "9", {"size": "9"}),
        ("size", SIZES, "an eight and a half please", {"size": "8.5"}),
        ("size", SIZES, "when will it arrive", None),
        ("color", ("Slate", "Clay"), "clay pls", {"color": "Clay"}),
        ("quantity", (), "two", {"quantity": "2"}),
        ("to_date", (), "june 20", {"to_date": "2026-06-20"}),
        ("product", ("Scarpa Drago", "Scarpa Instinct VS"), "the instinct", {"product": "Scarpa Instinct VS"}),
        ("go_ahead", (), "yes please", {"go_ahead": "yes"}),
        ("go_ahead", (), "maybe", None),
        ("nothing_we_know", (), "yes", None),
    ],
)
def test_an_answer_gives_its_slot(
    missing: str, options: tuple[str, ...], text: str, slots: dict[str, str] | None
) -> None:
    ask = Ask(intent="cancel_order", missing=missing, options=options)
    assert read_answer(ask, talk(text)) == slots


def test_the_rest_of_an_address_completes_its_street() -> None:
    ask = Ask(intent="change_address", missing="address_rest", known={"street": "55 Cedar Lane"})
    assert read_answer(ask, talk("Portland OR 97201")) == {"city": "Portland", "state": "OR", "postcode": "97201"}
