"""Returns and exchanges make labels; money moves only where it must."""

import pytest

from tests.contracts.shops import EXCHANGE, NOW, RETURN, WORLD
from tests.tools.shopkeeping.states import changed, state_for
from tools.command import ReturnItems
from tools.demo.people import YAN
from tools.money import dollars
from tools.order import Order
from tools.shopkeeping.apply import apply
from tools.shopkeeping.refusal import Refusal

YANS = next(order for order in WORLD.orders if order.number == "12348")


def _two_lines() -> Order:
    socks = YANS.lines[0].model_copy(update={"id": "12348-2", "item": "Crag Socks", "price": dollars(18)})
    return YANS.model_copy(update={"lines": (*YANS.lines, socks), "total": dollars(217)})


def test_one_of_two_lines_goes_back_alone() -> None:
    change = changed(YAN, RETURN, order=_two_lines())
    assert change.order is not None
    assert [line.state for line in change.order.lines] == ["return_requested", "open"]
    assert change.order.returns[0].refund == dollars(199)


def test_two_returns_of_one_order_have_different_labels() -> None:
    first = changed(YAN, RETURN, order=_two_lines()).order
    second = changed(YAN, ReturnItems(order="12348", line_ids=("12348-2",), refund=dollars(18)), order=first).order
    assert second is not None
    assert len({one.label_url for one in second.returns}) == 2


def test_one_bad_line_stops_the_whole_return() -> None:
    order = _two_lines()
    final = order.model_copy(update={"lines": (order.lines[0], order.lines[1].model_copy(update={"final_sale": True}))})
    both = ReturnItems(order="12348", line_ids=("12348-1", "12348-2"), refund=dollars(217))
    assert apply(both, state_for(YAN, both, order=final)) is Refusal.FINAL_SALE


@pytest.mark.parametrize(("price", "difference", "kind"), [("189", "-10", "refund"), ("219", "20", "charge")])
def test_an_exchange_settles_the_difference(price: str, difference: str, kind: str) -> None:
    paid = YANS.model_copy(update={"lines": (YANS.lines[0].model_copy(update={"price": dollars(199)}),)})
    products = tuple(
        product.model_copy(
            update={"variants": tuple(one.model_copy(update={"price": dollars(price)}) for one in product.variants)}
        )
        for product in WORLD.products
    )
    command = EXCHANGE.model_copy(update={"difference": dollars(difference)})
    change = changed(YAN, command, order=paid, products=products)
    assert change.order is not None
    assert [(one.kind, one.amount.amount) for one in change.payments] == [(kind, abs(dollars(difference).amount))]
    assert change.order.total == dollars(199) + dollars(difference)
    assert change.order.exchanges[0].created_at == NOW
