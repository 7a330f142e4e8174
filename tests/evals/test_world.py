"""The world of a case is the demo world at its own moment, and a patch changes what it names and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from evals.case import Clock, ShopEvent
from evals.case import World as Patch
from evals.world import PatchError, happened, start_of, world_of
from tools.demo.world import demo_world
from tools.money import dollars

NOW = start_of(Clock())


def patched(**keys: Any) -> Any:
    return world_of(Patch.model_validate(keys), NOW)


def test_a_case_starts_at_ten_on_a_wednesday_where_the_brand_is() -> None:
    assert datetime(2026, 6, 10, 17, 0, tzinfo=UTC) == NOW
    assert start_of(Clock(day="saturday", at="23:30")) == datetime(2026, 6, 14, 6, 30, tzinfo=UTC)


def test_no_patch_is_the_demo_world() -> None:
    assert patched() == demo_world(NOW)


def test_a_patch_changes_what_it_names_and_nothing_else() -> None:
    changes = {"12348": {"tracking": {"delivered_at": "D-40 14:00"}, "lines": {"12348-1": {"final_sale": True}}}}
    world, before = patched(orders=changes), demo_world(NOW)
    old = next(one for one in before.orders if one.number == "12348")
    new = next(one for one in world.orders if one.number == "12348")
    assert new.delivered_at == datetime(2026, 5, 1, 21, 0, tzinfo=UTC) and new.lines[0].final_sale
    assert new.tracking is not None and old.tracking is not None
    assert new.tracking.number == old.tracking.number and new.lines[0].price == old.lines[0].price
    assert [one for one in world.orders if one.number != "12348"] == [o for o in before.orders if o.number != "12348"]


def test_stock_money_days_policy_and_cards_can_be_patched() -> None:
    world = patched(
        stock={"scarpa-drago-9": 0},
        policy={"refund_cap": "$100.00", "confirm": {"cancel_order": "always"}},
        subscriptions={"sub-lee-loose-chalk": {"next_charge_on": "D+1"}},
        declined_cards=["card-lee"],
    )
    drago = next(one for one in world.products if one.id == "scarpa-drago")
    assert drago.variant("scarpa-drago-9").stock == 0
    assert world.policy.refund_cap == dollars(100) and world.policy.confirm_mode("change_item") == "when_unsure"
    assert world.policy.confirm_mode("cancel_order") == "always"
    assert world.subscriptions[0].next_charge_on.isoformat() == "2026-06-11"
    assert world.declined_card_ids == ("card-lee",)


@pytest.mark.parametrize(
    "keys",
    [
        {"orders": {"99999": {"state": "delivered"}}},
        {"stock": {"scarpa-drago-99": 1}},
        {"orders": {"12348": {"lines": {"nope": {}}}}},
    ],
)
def test_what_the_world_does_not_have_is_refused(keys: dict[str, Any]) -> None:
    with pytest.raises(PatchError):
        patched(**keys)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValidationError):
        patched(orders={"12348": {"state": "lost in space"}})


def test_an_event_changes_only_its_order() -> None:
    first, second = demo_world(NOW).orders[:2]
    event = ShopEvent.model_validate({"orders": {first.number: {"state": "delivered"}}})
    assert happened(first, event, NOW).state == "delivered" and happened(second, event, NOW) == second


def test_words_that_look_like_money_or_a_day_stay_words() -> None:
    lines = {"12348-1": {"options": {"Value": "$100", "Edition": "D+1"}, "item": "$100", "price": "$100"}}
    world = patched(orders={"12348": {"lines": lines}})
    line = next(one for one in world.orders if one.number == "12348").lines[0]
    assert (line.options["Value"], line.options["Edition"], line.item) == ("$100", "D+1", "$100")
    assert line.price == dollars(100)


def test_a_gift_card_is_a_variant_whose_option_is_an_amount() -> None:
    order = next(one for one in demo_world(NOW).orders if one.number == "12347")
    event = ShopEvent(orders={"12347": {"lines": {order.lines[0].id: {"options": {"Value": "$25.00"}}}}})
    assert happened(order, event, NOW).lines[0].options["Value"] == "$25.00"
