"""Gold actions through our tools end where upstream's database ends, or it is told why not."""

from __future__ import annotations

from typing import Any

import pytest

from evals.tau.replay import Replayed, replay_all
from evals.tau.task import State
from tests.evals.tau.small import DATABASE, GIFT, HOME, LAMP, MUG, NOW, item, task

PENDING, DELIVERED, SHIPPED = "#W1000001", "#W1000002", "#W1000003"
ELSEWHERE = {**HOME, "address1": "9 Elm St", "address2": "Apt 4"}
PAID = {"transaction_type": "payment", "amount": 93.0, "payment_method_id": "credit_card_1"}


def moved(kind: str, amount: float, method: str) -> dict[str, Any]:
    return {"transaction_type": kind, "amount": amount, "payment_method_id": method}


CASES: dict[str, tuple[str, dict[str, Any], State]] = {
    "cancel": (
        "cancel_pending_order",
        {"order_id": PENDING, "reason": "ordered by mistake"},
        {
            "orders": {
                PENDING: {
                    "status": "cancelled",
                    "cancel_reason": "ordered by mistake",
                    "payment_history": [PAID, moved("refund", 93.0, "credit_card_1")],
                }
            }
        },
    ),
    "two items of one product": (
        "modify_pending_order_items",
        {
            "order_id": PENDING,
            "item_ids": ["13", "21"],
            "new_item_ids": ["12", "22"],
            "payment_method_id": "gift_card_1",
        },
        {
            "orders": {
                PENDING: {
                    "status": "pending (item modified)",
                    "items": [
                        item("Desk Lamp", "1", LAMP["11"]),
                        # What upstream writes: the last one's price and options on every changed item.
                        {**item("Desk Lamp", "1", MUG["22"]), "item_id": "12"},
                        item("Mug", "2", MUG["22"]),
                    ],
                    "payment_history": [PAID, moved("payment", 14.5, "gift_card_1")],
                }
            },
            "users": {
                "ann": {
                    "payment_methods": {
                        "credit_card_1": {
                            "source": "credit_card",
                            "id": "credit_card_1",
                            "brand": "visa",
                            "last_four": "1111",
                        },
                        "gift_card_1": {**GIFT, "balance": 5.5},
                    }
                }
            },
        },
    ),
    "address": (
        "modify_pending_order_address",
        {"order_id": PENDING, **ELSEWHERE},
        {"orders": {PENDING: {"address": ELSEWHERE}}},
    ),
    "profile": ("modify_user_address", {"user_id": "ann", **ELSEWHERE}, {"users": {"ann": {"address": ELSEWHERE}}}),
    "return": (
        "return_delivered_order_items",
        {"order_id": DELIVERED, "item_ids": ["11"], "payment_method_id": "gift_card_1"},
        {
            "orders": {
                DELIVERED: {
                    "status": "return requested",
                    "return_items": ["11"],
                    "return_payment_method_id": "gift_card_1",
                }
            }
        },
    ),
    "exchange": (
        "exchange_delivered_order_items",
        {
            "order_id": DELIVERED,
            "item_ids": ["11"],
            "new_item_ids": ["12"],
            "payment_method_id": "gift_card_1",
        },
        {
            "orders": {
                DELIVERED: {
                    "status": "exchange requested",
                    "exchange_items": ["11"],
                    "exchange_new_items": ["12"],
                    "exchange_payment_method_id": "gift_card_1",
                    "exchange_price_difference": 15.5,
                }
            }
        },
    ),
}


async def replayed(name: str, arguments: dict[str, Any], expected: State, user_id: str = "ann") -> Replayed:
    return (await replay_all([task((name, arguments), expected=expected, user_id=user_id)], DATABASE, NOW))[0]


@pytest.mark.parametrize("case", CASES)
async def test_an_action_ends_where_upstream_ends(case: str) -> None:
    found = await replayed(*CASES[case])
    assert (found.refusals, found.differences) == ((), ())


@pytest.mark.parametrize("case", CASES)
async def test_an_end_state_without_the_action_is_not_exact(case: str) -> None:
    found = (await replay_all([task(expected=CASES[case][2])], DATABASE, NOW))[0]
    assert not found.exact


async def test_what_is_not_asked_for_must_not_change() -> None:
    name, arguments, _ = CASES["cancel"]
    found = await replayed(name, arguments, {})
    assert not found.exact and any("status" in line for line in found.differences)


async def test_what_our_shop_refuses_is_told_and_changes_nothing() -> None:
    arguments = {"order_id": SHIPPED, "reason": "no longer needed"}
    found = await replayed("cancel_pending_order", arguments, {}, user_id="bob")
    assert found.exact and found.refusals[0].startswith("cancel_pending_order: already_scanned")


async def test_somebody_elses_order_is_out_of_reach() -> None:
    arguments = {"order_id": PENDING, "reason": "no longer needed"}
    found = await replayed("cancel_pending_order", arguments, {}, user_id="bob")
    assert found.exact and "unknown_order" in found.refusals[0]


async def test_an_action_that_no_tool_of_ours_does_is_named() -> None:
    arguments = {
        "order_id": PENDING,
        "item_ids": ["11"],
        "new_item_ids": ["22"],
        "payment_method_id": "credit_card_1",
    }
    found = await replayed("modify_pending_order_items", arguments, {})
    assert "no variant" in found.refusals[0]
