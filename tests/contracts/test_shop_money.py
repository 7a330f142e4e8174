"""Whatever customers do in whatever order, no cent and no shoe appears or disappears."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from api.store.database import Database
from tests.contracts.shops import BUY, WORLD, Clock, OpenShop, open_database, open_memory_shop, open_sql_shop
from tools.command import Buy, CancelOrder, ChangeItem, ChangeQuantity, Command, ExchangeItem, ReturnItems
from tools.demo.people import KEN, LEE
from tools.money import ZERO, Money, dollars
from tools.order import Order, OrderLine
from tools.shop import Outcome
from tools.shopkeeping.opening import held, worth
from tools.shopkeeping.pricing import quantity_difference, return_refund, variant_difference

pytestmark = pytest.mark.slow

PIECES = st.integers(min_value=0, max_value=4)
PICK = st.integers(min_value=0, max_value=10_000)
# Now and then an amount that nobody was shown.
OFF_BY = st.sampled_from([ZERO] * 9 + [dollars("0.01")])


class Books(RuleBasedStateMachine):
    """Customers at random against one shop; subclasses open it."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.done: list[tuple[str, Command, str, Outcome]] = []
        self.numbers = [order.number for order in WORLD.orders]

    async def open(self) -> OpenShop:
        raise NotImplementedError

    async def close(self) -> None:
        """Nothing to close in memory."""

    @initialize()
    def begin(self) -> None:
        self.shop = self.runner.run(self.open())
        self.pieces = self._pieces()

    @rule(pick=PICK, off_by=OFF_BY)
    def cancel(self, pick: int, off_by: Money) -> None:
        order = self._order(pick)
        self._perform(order.customer_phone, CancelOrder(order=order.number, refund=order.total + off_by))

    @rule(pick=PICK, to=PICK, off_by=OFF_BY)
    def change_item(self, pick: int, to: int, off_by: Money) -> None:
        order, line, (variant_id, difference) = self._swap(pick, to)
        self._perform(
            order.customer_phone,
            ChangeItem(
                order=order.number,
                line_id=line.id,
                from_variant_id=line.variant_id,
                to_variant_id=variant_id,
                difference=difference + off_by,
            ),
        )

    @rule(pick=PICK, pieces=PIECES, off_by=OFF_BY)
    def change_quantity(self, pick: int, pieces: int, off_by: Money) -> None:
        order = self._order(pick)
        line = order.lines[pick % len(order.lines)]
        self._perform(
            order.customer_phone,
            ChangeQuantity(
                order=order.number,
                line_id=line.id,
                from_quantity=line.quantity,
                to_quantity=pieces,
                difference=quantity_difference(line, pieces) + off_by,
            ),
        )

    @rule(pick=PICK, off_by=OFF_BY)
    def send_back(self, pick: int, off_by: Money) -> None:
        order = self._order(pick)
        refund = return_refund(order.lines) + off_by
        ids = tuple(line.id for line in order.lines)
        self._perform(order.customer_phone, ReturnItems(order=order.number, line_ids=ids, refund=refund))

    @rule(pick=PICK, to=PICK, off_by=OFF_BY)
    def exchange(self, pick: int, to: int, off_by: Money) -> None:
        order, line, (variant_id, difference) = self._swap(pick, to)
        command = ExchangeItem(
            order=order.number, line_id=line.id, to_variant_id=variant_id, difference=difference + off_by
        )
        self._perform(order.customer_phone, command)

    @rule(phone=st.sampled_from([LEE, KEN]), with_offer=st.booleans(), pieces=PIECES, off_by=OFF_BY)
    def buy(self, phone: str, with_offer: bool, pieces: int, off_by: Money) -> None:
        offers = self.runner.run(self.shop.offers(phone))
        offer = next(one for one in offers if one.product_id == BUY.variant_id) if with_offer else None
        quote = self.runner.run(self.shop.quote(BUY.variant_id, pieces, offer))
        self._perform(
            phone,
            Buy(
                variant_id=BUY.variant_id,
                quantity=pieces,
                unit_price=quote.unit_price,
                shipping=quote.shipping,
                tax=quote.tax,
                total=quote.total + off_by,
                card_id="card-lee" if phone == LEE else "card-ken",
                address=BUY.address,
                offer_id=offer.id if offer else None,
            ),
        )

    @precondition(lambda self: self.done)
    @rule(pick=PICK)
    def deliver_an_old_command_again(self, pick: int) -> None:
        phone, command, key, outcome = self.done[pick % len(self.done)]
        before = self.runner.run(self.shop.payments())
        assert self.runner.run(self.shop.perform(phone, command, key)) == outcome
        assert self.runner.run(self.shop.payments()) == before

    @invariant()
    def the_ledger_holds_what_the_orders_are_worth(self) -> None:
        payments = self.runner.run(self.shop.payments())
        for order in self._orders():
            own = [one for one in payments if one.order_number == order.number]
            assert held(own) == worth(order), order
            refunds = [one.amount for one in own if one.kind == "refund"]
            assert refunds == [refund.amount for refund in order.refunds]
            assert worth(order).amount >= 0

    @invariant()
    def every_piece_is_on_the_shelf_or_in_an_order(self) -> None:
        assert self._pieces() == self.pieces

    def teardown(self) -> None:
        self.runner.run(self.close())
        self.runner.close()

    def _perform(self, phone: str, command: Command) -> None:
        key = f"key-{len(self.done)}"
        outcome = self.runner.run(self.shop.perform(phone, command, key))
        self.done.append((phone, command, key, outcome))
        if command.action == "buy" and outcome.reference is not None:
            self.numbers.append(outcome.reference)

    def _order(self, pick: int) -> Order:
        order = self.runner.run(self.shop.order(self.numbers[pick % len(self.numbers)]))
        assert order is not None
        return order

    def _orders(self) -> list[Order]:
        return [self._order(index) for index in range(len(self.numbers))]

    def _swap(self, pick: int, to: int) -> tuple[Order, OrderLine, tuple[str, Money]]:
        order = self._order(pick)
        line = order.lines[pick % len(order.lines)]
        products = self.runner.run(self.shop.products())
        product = next(one for one in products if one.id == line.product_id)
        variant = product.variants[to % len(product.variants)]
        return order, line, (variant.id, variant_difference(line, variant))

    def _pieces(self) -> dict[str, int]:
        products = self.runner.run(self.shop.products())
        pieces = {variant.id: variant.stock for product in products for variant in product.variants}
        for order in self._orders():
            quantities = {line.id: line.quantity for line in order.lines}
            for line in order.lines:
                pieces[line.variant_id] += 0 if line.state == "cancelled" else line.quantity
            for exchange in order.exchanges:
                pieces[exchange.to_variant_id] += quantities[exchange.line_id]
        return pieces


class MemoryBooks(Books):
    async def open(self) -> OpenShop:
        return await open_memory_shop(WORLD, Clock())


class SqlBooks(Books):
    async def open(self) -> OpenShop:
        self.folder = Path(tempfile.mkdtemp())
        self.database: Database = await open_database(self.folder)
        return await open_sql_shop(self.database, WORLD, Clock())

    async def close(self) -> None:
        await self.database.close()
        shutil.rmtree(self.folder)


SLOW = [HealthCheck.too_slow]
TestMemoryBooks = MemoryBooks.TestCase
TestMemoryBooks.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, database=None, suppress_health_check=SLOW
)
TestSqlBooks = SqlBooks.TestCase
TestSqlBooks.settings = settings(
    max_examples=5, stateful_step_count=20, deadline=None, database=None, suppress_health_check=SLOW
)
