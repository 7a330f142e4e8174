"""One set of figures for proposing and for checking."""

from hypothesis import given
from hypothesis import strategies as st

from tests.contracts.shops import WORLD
from tools.catalog import Variant
from tools.money import ZERO, Money, dollars
from tools.order import OrderLine
from tools.shopkeeping.pricing import quantity_difference, quote_for, return_refund, variant_difference

PRICES = st.decimals(min_value=1, max_value=500, places=2).map(lambda amount: Money(amount=amount))
PIECES = st.integers(min_value=1, max_value=9)


def _line(price: Money, quantity: int) -> OrderLine:
    return OrderLine(id="1-1", product_id="p", variant_id="p-1", item="P", quantity=quantity, price=price)


def _variant(price: Money) -> Variant:
    return Variant(id="p-2", price=price, stock=99)


@given(PRICES, PRICES, PIECES)
def test_a_changed_line_costs_what_it_would_cost_new(paid: Money, now: Money, pieces: int) -> None:
    line = _line(paid, pieces)
    assert line.price.times(pieces) + variant_difference(line, _variant(now)) == now.times(pieces)


@given(PRICES, PIECES, PIECES)
def test_there_and_back_again_costs_nothing(price: Money, before: int, after: int) -> None:
    there = quantity_difference(_line(price, before), after)
    back = quantity_difference(_line(price, after), before)
    assert there + back == ZERO


@given(PRICES, PIECES, st.one_of(st.none(), PRICES))
def test_a_quote_adds_up_and_is_never_dearer_with_an_offer(price: Money, pieces: int, offered: Money | None) -> None:
    offer = WORLD.offers[0].model_copy(update={"price": offered}) if offered else None
    quote = quote_for(_variant(price), pieces, offer, WORLD.policy)
    assert quote.total == quote.subtotal + quote.shipping + quote.tax
    assert quote.subtotal == quote.unit_price.times(pieces)
    assert quote.unit_price <= price
    assert quote.shipping == WORLD.policy.shipping_for(quote.subtotal)


def test_a_return_gives_back_the_lines_and_not_the_shipping() -> None:
    assert return_refund([_line(dollars(48), 1), _line(dollars(18), 2)]) == dollars(84)
    assert return_refund([]) == ZERO
