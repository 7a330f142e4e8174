"""Commands: the exact change that a customer agrees to, one shape an action, with a canonical form."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from tools.money import Money
from tools.order import Address, CancelReason


class _Command(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CancelOrder(_Command):
    """``reason`` is the customer's, when they gave one; it is counted and changes nothing."""

    action: Literal["cancel_order"] = "cancel_order"
    order: str
    refund: Money
    reason: CancelReason | None = None


class ChangeItem(_Command):
    """Another variant of the same product on one line, before the carrier's first scan.

    ``difference`` is what the customer owes (positive) or gets back (negative) in all; ``card_id`` is the payment
    method that settles it, None for the one that the order was paid with.
    """

    action: Literal["change_item"] = "change_item"
    order: str
    line_id: str
    from_variant_id: str
    to_variant_id: str
    difference: Money
    card_id: str | None = None


class Swap(_Command):
    """One line of several that become another variant of the same product."""

    line_id: str
    from_variant_id: str
    to_variant_id: str


class ChangeItems(_Command):
    """Several lines of one order at once, before the first scan: all of them or none; ``difference`` is their sum."""

    action: Literal["change_items"] = "change_items"
    order: str
    swaps: tuple[Swap, ...]
    difference: Money
    card_id: str | None = None


class ChangeQuantity(_Command):
    action: Literal["change_quantity"] = "change_quantity"
    order: str
    line_id: str
    from_quantity: int
    to_quantity: int
    difference: Money


class ChangeAddress(_Command):
    action: Literal["change_address"] = "change_address"
    order: str
    address: Address


class ChangePayment(_Command):
    """The whole order is paid with another method on file, before the first scan: charged there, refunded here."""

    action: Literal["change_payment"] = "change_payment"
    order: str
    from_card_id: str
    to_card_id: str
    amount: Money


class ChangeHome(_Command):
    """The address in the customer's profile, which their next orders go to. Orders already placed keep theirs."""

    action: Literal["change_home"] = "change_home"
    address: Address


class ReturnItems(_Command):
    """``refund_card_id``: the card paid with (None) or one of the customer's gift cards, never another card."""

    action: Literal["return_items"] = "return_items"
    order: str
    line_ids: tuple[str, ...]
    refund: Money
    refund_card_id: str | None = None


class ExchangeItem(_Command):
    action: Literal["exchange_item"] = "exchange_item"
    order: str
    line_id: str
    to_variant_id: str
    difference: Money
    card_id: str | None = None


class ExchangeItems(_Command):
    """Several lines of one delivered order at once: all of them or none; ``difference`` is their sum."""

    action: Literal["exchange_items"] = "exchange_items"
    order: str
    swaps: tuple[Swap, ...]
    difference: Money
    card_id: str | None = None


class Buy(_Command):
    action: Literal["buy"] = "buy"
    variant_id: str
    quantity: int
    unit_price: Money
    shipping: Money
    tax: Money
    total: Money
    card_id: str
    address: Address
    offer_id: str | None = None


class SkipSubscription(_Command):
    action: Literal["skip_subscription"] = "skip_subscription"
    subscription_id: str
    charge_on: date
    next_charge_on: date


class SwapSubscription(_Command):
    """``from_price`` and ``to_price`` are per delivery."""

    action: Literal["swap_subscription"] = "swap_subscription"
    subscription_id: str
    to_variant_id: str
    from_price: Money
    to_price: Money


class RescheduleSubscription(_Command):
    action: Literal["reschedule_subscription"] = "reschedule_subscription"
    subscription_id: str
    from_date: date
    to_date: date


class CancelSubscription(_Command):
    action: Literal["cancel_subscription"] = "cancel_subscription"
    subscription_id: str


Command = Annotated[
    CancelOrder
    | ChangeItem
    | ChangeItems
    | ChangeQuantity
    | ChangeAddress
    | ChangePayment
    | ChangeHome
    | ReturnItems
    | ExchangeItem
    | ExchangeItems
    | Buy
    | SkipSubscription
    | SwapSubscription
    | RescheduleSubscription
    | CancelSubscription,
    Field(discriminator="action"),
]
_ADAPTER: TypeAdapter[Command] = TypeAdapter(Command)


def parse_command(raw: str | bytes) -> Command:
    """A command from its canonical form. Raises pydantic's ValidationError on anything else."""
    return _ADAPTER.validate_json(raw)


def canonical(command: Command) -> str:
    """The one JSON text of a command: sorted keys, no spaces. What is executed equals what was shown (I12)."""
    return json.dumps(command.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
