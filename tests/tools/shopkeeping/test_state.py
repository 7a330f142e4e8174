"""The rules see the sender's own order, live variants, and always lock in one order."""

import pytest

from tests.contracts.shops import BUY, CANCEL, CHANGE_ITEM, SKIP, SWAP, WORLD
from tests.tools.shopkeeping.states import state_for
from tools.catalog import find_variant
from tools.demo.people import MAYA, YAN
from tools.shopkeeping.refusal import CommandRefused, Refusal
from tools.shopkeeping.state import open_line, order_number, subscription_id, variant_ids, with_line

MAYAS = next(order for order in WORLD.orders if order.number == "12347")


def test_somebody_elses_order_does_not_exist() -> None:
    assert state_for(MAYA, CANCEL).own_order() == MAYAS
    refusals = []
    for state in (state_for(YAN, CANCEL), state_for(MAYA, CANCEL, order=None)):
        with pytest.raises(CommandRefused) as refused:
            state.own_order()
        refusals.append(refused.value.refusal)
    assert refusals == [Refusal.UNKNOWN_ORDER, Refusal.UNKNOWN_ORDER]


def test_stock_is_enough_or_it_is_not() -> None:
    state = state_for(MAYA, CANCEL)
    found = find_variant(state.products, "scarpa-drago-9")
    assert found is not None
    state.require_stock(found[1], found[1].stock)
    with pytest.raises(CommandRefused):
        state.require_stock(found[1], found[1].stock + 1)


def test_a_line_is_open_until_something_was_done_to_it() -> None:
    assert open_line(MAYAS, "12347-1").item == "Scarpa Drago"
    sent_back = with_line(MAYAS, MAYAS.lines[0].model_copy(update={"state": "return_requested"}))
    assert open_line(sent_back, "12347-2") == MAYAS.lines[1]
    with pytest.raises(CommandRefused) as refused:
        open_line(sent_back, "12347-1")
    assert refused.value.refusal is Refusal.LINE_NOT_OPEN


def test_a_command_names_what_it_is_about() -> None:
    assert (order_number(CANCEL), subscription_id(CANCEL)) == ("12347", None)
    assert (order_number(SKIP), subscription_id(SKIP)) == (None, "sub-lee-loose-chalk")
    assert (order_number(BUY), subscription_id(BUY)) == (None, None)


def test_variants_are_named_once_and_in_one_order() -> None:
    assert variant_ids(CANCEL, MAYAS) == ("crag-socks-m", "scarpa-drago-9")
    assert variant_ids(CHANGE_ITEM, None) == ("scarpa-drago-8", "scarpa-drago-8.5")
    assert variant_ids(BUY, None) == ("resole-kit",)
    assert variant_ids(SWAP, None) == ("liquid-chalk-200-ml",)
    assert variant_ids(SKIP, None) == ()


def test_today_is_the_brands() -> None:
    state = state_for(MAYA, CANCEL)
    assert state.today == WORLD.policy.today(state.now)
