"""The part of the shop that one command looks at, read inside the transaction that carries it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tools.catalog import Product, Variant, find_variant
from tools.command import Command
from tools.customer import Customer, Offer, Subscription
from tools.order import Order, OrderLine
from tools.policy import Policy
from tools.shopkeeping.refusal import CommandRefused, Refusal


@dataclass(frozen=True)
class ShopState:
    """Live facts. ``products`` hold at least the variants of `variant_ids`, with live price and stock."""

    phone: str
    now: datetime
    policy: Policy
    products: tuple[Product, ...] = ()
    order: Order | None = None
    subscription: Subscription | None = None
    customer: Customer | None = None
    offers: tuple[Offer, ...] = ()
    declined_card_ids: frozenset[str] = frozenset()
    next_order_number: str = ""

    @property
    def today(self) -> date:
        return self.policy.today(self.now)

    def own_order(self) -> Order:
        """The order of the command, if it is the sender's. Raises CommandRefused."""
        if self.order is None or self.order.customer_phone != self.phone:
            raise CommandRefused(Refusal.UNKNOWN_ORDER)
        return self.order

    def variant(self, variant_id: str) -> tuple[Product, Variant]:
        """Raises CommandRefused."""
        found = find_variant(self.products, variant_id)
        if found is None:
            raise CommandRefused(Refusal.UNKNOWN_VARIANT)
        return found

    def require_stock(self, variant: Variant, pieces: int) -> None:
        """Raises CommandRefused."""
        if variant.stock < pieces:
            raise CommandRefused(Refusal.SOLD_OUT)

    def require_stock_for(self, stock: dict[str, int]) -> None:
        """``stock`` as in `Change.stock`. Raises CommandRefused."""
        for variant_id, pieces in stock.items():
            if pieces < 0:
                self.require_stock(self.variant(variant_id)[1], -pieces)

    def require_good_card(self, card_id: str) -> None:
        """What the payment side says to a charge. Raises CommandRefused."""
        if card_id in self.declined_card_ids:
            raise CommandRefused(Refusal.CARD_DECLINED)


def open_line(order: Order, line_id: str) -> OrderLine:
    """The line of the order, if nothing was done to it yet. Raises CommandRefused."""
    line = order.line(line_id)
    if line is None:
        raise CommandRefused(Refusal.UNKNOWN_LINE)
    if line.state != "open":
        raise CommandRefused(Refusal.LINE_NOT_OPEN)
    return line


def with_line(order: Order, line: OrderLine) -> Order:
    """The order with this line in the place of the one with the same id."""
    lines = tuple(line if one.id == line.id else one for one in order.lines)
    return order.model_copy(update={"lines": lines})


def order_number(command: Command) -> str | None:
    """The order that a command is about, if any."""
    return getattr(command, "order", None)


def subscription_id(command: Command) -> str | None:
    """The subscription that a command is about, if any."""
    return getattr(command, "subscription_id", None)


def needs_customer(command: Command) -> bool:
    """True for commands about the profile itself, or about a payment method beside the order's own."""
    if command.action in ("buy", "change_home", "change_payment"):
        return True
    return any(getattr(command, name, None) is not None for name in ("card_id", "refund_card_id"))


def variant_ids(command: Command, order: Order | None) -> tuple[str, ...]:
    """Every variant that a command may touch, sorted, so that locks are always taken in one order."""
    named = (getattr(command, name, None) for name in ("variant_id", "from_variant_id", "to_variant_id"))
    swaps = (swap.to_variant_id for swap in getattr(command, "swaps", ()))
    lines = (line.variant_id for line in order.lines) if order else ()
    return tuple(sorted({one for one in (*named, *swaps, *lines) if one}))
