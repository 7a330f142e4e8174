"""Two end states are the same to the cent, field by field, and nothing more lenient than that."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evals.tau.state import differences, end_state, repaired, same
from evals.tau.world import tau_world
from tests.evals.tau.small import DATABASE, LAMP, MUG, NOW, item
from tools.testing import MemoryShop


@pytest.mark.parametrize(
    ("expected", "got", "equal"),
    [
        (0.3499999999, Decimal("0.35"), True),
        (0.35, Decimal("0.37"), False),
        ([1, 2], (1, 2), True),
        ([1, 2], [2, 1], False),
        ({"a": 1}, {"a": 1, "b": None}, False),
        ("7", 7, False),
        (True, 1, True),
    ],
)
def test_numbers_are_compared_to_the_cent_and_all_else_exactly(expected: object, got: object, equal: bool) -> None:
    assert same(expected, got) is equal


def test_a_difference_is_told_by_its_place() -> None:
    lines = differences({"orders": {"#W1": {"status": "cancelled"}}}, {"users": {"ann": {"address": {}}}})
    assert lines == [
        "orders #W1 status: expected 'cancelled', got None",
        "users ann address: expected None, got {}",
    ]


async def test_an_untouched_shop_has_no_differences() -> None:
    world = tau_world(DATABASE, NOW)
    assert await end_state(MemoryShop(world.world, lambda: NOW), DATABASE, world) == {}


def test_a_line_is_repaired_from_the_catalogue() -> None:
    wrong = {**item("Desk Lamp", "1", MUG["22"]), "item_id": "12"}
    state = repaired({"orders": {"#W1": {"items": [wrong]}}}, DATABASE)
    assert same(state["orders"]["#W1"]["items"], [item("Desk Lamp", "1", LAMP["12"])])
