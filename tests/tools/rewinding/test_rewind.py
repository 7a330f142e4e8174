"""The past is exactly what it was, or a guess that says so, or unknown; never silently wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.contracts.shops import BUY, CANCEL, CHANGE_ITEM, CHANGE_QUANTITY, RETURN, SKIP, VALID
from tests.tools.rewinding.past import LATER, NOW, WORLD, alike, lived
from tools.command import CancelOrder, ReturnItems
from tools.demo.people import LEE, MAYA, PRIYA, STEPHANIE, YAN
from tools.demo.world import World
from tools.money import dollars
from tools.order import Order
from tools.rewinding.rewind import rewound
from tools.rewinding.undo import ELSEWHERE

MUCH_LATER = NOW + timedelta(days=1)
GUESSED = {"change_address", "change_home"}


@pytest.mark.parametrize("action", sorted(set(VALID) - GUESSED))
async def test_each_action_is_undone_exactly(action: str) -> None:
    phone, _ = VALID[action]
    now, ledger = await lived(VALID[action])
    assert not alike(now, WORLD)
    found = rewound(now, ledger, phone, NOW, MUCH_LATER)
    assert found.unknown == "" and found.assumed == ()
    assert found.world is not None and alike(found.world, WORLD)


@pytest.mark.parametrize("action", sorted(GUESSED))
async def test_an_address_that_nobody_keeps_is_a_guess_and_says_so(action: str) -> None:
    now, ledger = await lived(VALID[action])
    found = rewound(now, ledger, PRIYA, NOW, MUCH_LATER)
    assert found.world is not None and "another address" in found.assumed[0]
    assert ELSEWHERE.street in found.world.model_dump_json()


async def test_a_day_of_several_customers_is_undone_to_any_moment_of_it() -> None:
    steps = ((STEPHANIE, CHANGE_ITEM), (PRIYA, CHANGE_QUANTITY), (LEE, BUY), (MAYA, CANCEL), (YAN, RETURN))
    now, ledger = await lived(*steps)
    for done in range(len(steps)):
        then, _ = await lived(*steps[:done])
        found = rewound(now, ledger, MAYA, NOW + done * LATER, MUCH_LATER)
        assert found.world is not None and alike(found.world, then), done


async def test_two_changes_of_one_order_are_undone_one_after_the_other() -> None:
    total = next(one for one in WORLD.orders if one.number == "12350").total + dollars(28)
    now, ledger = await lived((PRIYA, CHANGE_QUANTITY), (PRIYA, CancelOrder(order="12350", refund=total)))
    found = rewound(now, ledger, PRIYA, NOW, MUCH_LATER)
    assert found.world is not None and alike(found.world, WORLD)


async def test_a_gift_card_has_again_what_it_had() -> None:
    action = VALID["change_payment"][1].model_copy(update={"to_card_id": "gift-priya"})
    rich = _with_gift(WORLD, 200)
    now, ledger = await lived((PRIYA, action), world=rich)
    found = rewound(now, ledger, PRIYA, NOW, MUCH_LATER)
    assert found.world is not None and alike(found.world, rich)


async def test_what_somebody_else_did_to_the_order_is_unknown() -> None:
    now, _ = await lived((MAYA, CANCEL))
    found = rewound(now, [], MAYA, NOW, MUCH_LATER)
    assert found.world is None and "order 12347 has changed since" in found.unknown


async def test_a_result_that_does_not_fit_its_command_is_unknown() -> None:
    now, ledger = await lived((YAN, RETURN))
    other = now.model_copy(update={"orders": tuple(_dearer(one) for one in now.orders)})
    found = rewound(other, ledger, YAN, NOW, MUCH_LATER)
    assert found.world is None and "order 12348" in found.unknown


async def test_a_subscription_that_was_charged_since_is_unknown() -> None:
    now, ledger = await lived((LEE, SKIP))
    charged = tuple(
        one.model_copy(update={"next_charge_on": one.next_charge_on + timedelta(days=31)}) for one in now.subscriptions
    )
    found = rewound(now.model_copy(update={"subscriptions": charged}), ledger, LEE, NOW, MUCH_LATER)
    assert found.world is None and "subscription sub-lee-loose-chalk has changed since" in found.unknown


async def test_another_customers_riddle_only_makes_the_stock_a_guess() -> None:
    now, ledger = await lived((YAN, RETURN), (MAYA, CANCEL))
    other = now.model_copy(update={"orders": tuple(_dearer(one) for one in now.orders if one.customer_phone != YAN)})
    found = rewound(other, ledger, MAYA, NOW, MUCH_LATER)
    assert found.world is not None and any("stock" in one for one in found.assumed)


async def test_what_is_a_guess_about_others_is_not_told() -> None:
    now, ledger = await lived(VALID["change_address"], (MAYA, CANCEL))
    found = rewound(now, ledger, MAYA, NOW, MUCH_LATER)
    assert found.assumed == () and found.unknown == ""


async def test_a_parcel_that_arrived_since_was_on_its_way_and_an_order_of_elsewhere_was_not_there() -> None:
    at = next(one for one in WORLD.orders if one.number == "12348").tracking
    assert at is not None and at.delivered_at is not None
    found = rewound(WORLD, [], YAN, at.delivered_at - timedelta(hours=3), NOW)
    assert found.world is not None and any("12348 was in transit" in one for one in found.assumed)
    order = next(one for one in found.world.orders if one.number == "12348")
    assert (order.state, order.delivered_at) == ("in_transit", None)
    early = rewound(WORLD, [], YAN, NOW - timedelta(days=365), NOW)
    assert early.world is not None and early.world.orders == ()


async def test_a_return_that_came_in_meanwhile_is_undone_all_the_same() -> None:
    now, ledger = await lived((YAN, ReturnItems(order="12348", line_ids=("12348-1",), refund=dollars(199))))
    received = now.model_copy(update={"orders": tuple(_received(one) for one in now.orders)})
    found = rewound(received, ledger, YAN, NOW, MUCH_LATER)
    assert found.world is not None and alike(found.world, WORLD)


def _dearer(order: Order) -> Order:
    lines = tuple(one.model_copy(update={"price": one.price + dollars(1)}) for one in order.lines)
    return order.model_copy(update={"lines": lines})


def _received(order: Order) -> Order:
    returns = tuple(one.model_copy(update={"state": "received"}) for one in order.returns)
    return order.model_copy(update={"returns": returns})


def _with_gift(world: World, amount: int) -> World:
    people = []
    for one in world.customers:
        cards = tuple(
            card.model_copy(update={"balance": dollars(amount)}) if card.id == "gift-priya" else card
            for card in one.cards
        )
        people.append(one.model_copy(update={"cards": cards}))
    return world.model_copy(update={"customers": tuple(people)})
