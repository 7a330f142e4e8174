"""The end is the start with the named changes, or the difference is named; nothing slips through."""

from __future__ import annotations

from typing import Any

import pytest

from agent.testing import ScriptedModel
from evals.play import Play
from evals.snapshot import GONE, at_path, differences, snapshot
from tests.scene import LEE, MAYA, NOW, YAN, always, calls, play
from tools.demo.days import Days
from tools.testing import MemoryShop

DAYS = Days(NOW)
CANCELLED: dict[str, Any] = {
    "orders.12347.state": "cancelled",
    "orders.12347.cancelled_at": "D+0",
    "orders.12347.lines": [{"state": "cancelled"}, {"state": "cancelled"}],
    "orders.12347.refunds": [{"amount": "$217.00"}],
    "stock.scarpa-drago-9": "+1",
    "stock.crag-socks-m": "+1",
}


async def cancelled() -> tuple[dict[str, Any], dict[str, Any]]:
    model = ScriptedModel([calls("cancel_order", order=None)])
    thread, shop = play(MAYA, model, world=always)
    start = await snapshot(shop, (MAYA, YAN))
    await _through(thread)
    return start, await snapshot(shop, (MAYA, YAN))


async def _through(thread: Play) -> None:
    await thread.text("cancel my order")
    await thread.text("CONFIRM")


async def test_a_cancellation_is_the_start_with_these_changes() -> None:
    start, end = await cancelled()
    assert differences(start, end, CANCELLED, DAYS) == []


@pytest.mark.parametrize("left_out", list(CANCELLED))
async def test_a_change_that_is_not_named_is_a_difference(left_out: str) -> None:
    start, end = await cancelled()
    named = {path: value for path, value in CANCELLED.items() if path != left_out}
    assert any(left_out in line for line in differences(start, end, named, DAYS))


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("orders.12347.state", "delivered"),
        ("orders.12347.cancelled_at", "D+1"),
        ("orders.12347.lines", [{"state": "cancelled"}]),
        ("orders.12347.refunds", [{"amount": "$217.01"}]),
        ("stock.scarpa-drago-9", "-1"),
    ],
)
async def test_another_value_is_a_difference(path: str, wrong: Any) -> None:
    start, end = await cancelled()
    assert len(differences(start, end, CANCELLED | {path: wrong}, DAYS)) == 1


async def test_a_named_change_that_did_not_come_is_a_difference() -> None:
    _, shop = play(LEE)
    start = await snapshot(shop, (LEE,))
    assert "is still" in differences(start, start, {"orders.12353.state": "*"}, DAYS)[0]
    assert differences(start, start, {}, DAYS) == []


async def test_a_path_that_leads_nowhere_is_gone() -> None:
    _, shop = play(YAN)
    assert isinstance(shop, MemoryShop)
    tree = await snapshot(shop, (YAN,))
    assert at_path(tree, "orders.12348.lines.0.price") == "$199.00"
    assert at_path(tree, "orders.12348.lines.7.price") == GONE and at_path(tree, "nope") == GONE


def test_a_variant_whose_id_has_dots_is_named_like_any_other() -> None:
    start = {"stock": {"shoe-9": 3, "shoe-9.5": 4}, "orders": {"1.2": {"lines": [{"state": "open"}]}}}
    end = {"stock": {"shoe-9": 3, "shoe-9.5": 3}, "orders": {"1.2": {"lines": [{"state": "cancelled"}]}}}
    named = {"stock.shoe-9.5": "-1", "orders.1.2.lines": [{"state": "cancelled"}]}
    assert differences(start, end, named, DAYS) == []
    assert at_path(start, "stock.shoe-9.5") == 4 and at_path(start, "orders.1.2.lines.0.state") == "open"
    assert at_path(start, "stock.shoe-9.") == GONE and at_path(start, "stock.shoe") == GONE


def test_a_variant_does_not_cover_another_whose_id_goes_on_after_a_dot() -> None:
    start, end = {"stock": {"shoe-9": 3, "shoe-9.5": 4}}, {"stock": {"shoe-9": 2, "shoe-9.5": 3}}
    (line,) = differences(start, end, {"stock.shoe-9": "-1"}, DAYS)
    assert line == "stock.shoe-9.5 changed from 4 to 3, which was not expected"
