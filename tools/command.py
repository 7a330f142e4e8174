"""Commands: the exact change that a customer agrees to, one shape an action, with a canonical form."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from tools.money import Money
from tools.order import Address


class _Command(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CancelOrder(_Command):
    action: Literal["cancel_order"] = "cancel_order"
    order: str
    refund: Money


class ChangeItem(_Command):
    """Another variant of the same product on one line, before the carrier's first scan.

    ``difference`` is what the customer owes (positive) or gets back (negative) in all.
    """

    action: Literal["change_item"] = "change_item"
    order: str
    line_id: str
    from_variant_id: str
    to_variant_id: str
    difference: Money


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


class ReturnItems(_Command):
    action: Literal["return_items"] = "return_items"
    order: str
    line_ids: tuple[str, ...]
    refund: Money


class ExchangeItem(_Command):
    action: Literal["exchange_item"] = "exchange_item"
    order: str
    line_id: str
    to_variant_id: str
    difference: Money


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
    | ChangeQuantity
    | ChangeAddress
    | ReturnItems
    | ExchangeItem
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
