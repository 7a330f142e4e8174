"""What a colleague asks for in a form, as the command that it stands for; the draft fills in amounts and judges."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, get_args

from tools.arguments import OtherAddress
from tools.base import Refused, ToolContext
from tools.command import (
    Buy,
    CancelOrder,
    CancelSubscription,
    ChangeAddress,
    ChangeItem,
    ChangeQuantity,
    Command,
    ExchangeItem,
    RescheduleSubscription,
    ReturnItems,
    SkipSubscription,
    SwapSubscription,
)
from tools.drafts.refusal import refused
from tools.money import ZERO
from tools.order import Address, CancelReason, OrderLine
from tools.resolve.address import resolve_address
from tools.resolve.question import question
from tools.shopkeeping.refusal import Refusal

NOWHERE: Final = Address(street="", city="", state="", postcode="")
SOME_DAY: Final = date(2000, 1, 1)
"""Stands where the draft puts the live day."""
MOST_PIECES: Final = 99
_FIELDS: Final = {
    "to_variant_id": "variant",
    "line_id": "line",
    "to_quantity": "quantity",
    "subscription_id": "subscription",
    "card_id": "card",
    "refund_card_id": "card",
}


@dataclass(frozen=True)
class Wish:
    """A form: one action, its fields, and the lines that were ticked. ``line`` is the live line, where there is one."""

    action: str
    fields: Mapping[str, str]
    ticked: tuple[str, ...] = ()
    line: OrderLine | None = None

    def get(self, name: str) -> str:
        return self.fields.get(name, "").strip()


async def command_of(wish: Wish, ctx: ToolContext) -> Command:
    """Raises BadArguments for a field that says nothing, Refused for what the sender does not have."""
    build = _COMMANDS.get(wish.action)
    if build is None:
        raise question("which_option", wanted=wish.action)
    if wish.action in _OF_A_LINE:
        order = await ctx.shop.order(wish.get("order"))
        line = order.line(wish.get("line")) if order and order.customer_phone == ctx.phone else None
        if line is None:
            raise refused(Refusal.UNKNOWN_LINE, order=wish.get("order"))
        wish = Wish(wish.action, wish.fields, wish.ticked, line)
    return build(wish)


def wish_of(command: Command) -> dict[str, str]:
    """The fields of a form that asks for this command, so that a proposal can be edited."""
    held = command.model_dump(mode="json")
    names = {
        "to_variant_id": "variant",
        "line_id": "line",
        "to_quantity": "quantity",
        "subscription_id": "subscription",
    }
    fields = {names.get(name, name): str(value) for name, value in held.items() if isinstance(value, str | int)}
    return {**fields, **{name: str(value) for name, value in (held.get("address") or {}).items()}}


def _cancel(wish: Wish) -> Command:
    reason = wish.get("reason")
    named = next((one for one in get_args(CancelReason) if one == reason), None)
    return CancelOrder(order=wish.get("order"), refund=ZERO, reason=named)


def _change(wish: Wish) -> Command:
    line = _line(wish)
    return ChangeItem(
        order=wish.get("order"),
        line_id=line.id,
        from_variant_id=line.variant_id,
        to_variant_id=_variant(wish),
        difference=ZERO,
        card_id=wish.get("card") or None,
    )


def _quantity(wish: Wish) -> Command:
    line, said = _line(wish), wish.get("quantity")
    wanted = int(said) if said.isascii() and said.isdigit() and len(said) <= 3 else 0
    if not 1 <= wanted <= MOST_PIECES:
        raise question("bad_quantity", wanted=said)
    return ChangeQuantity(
        order=wish.get("order"), line_id=line.id, from_quantity=line.quantity, to_quantity=wanted, difference=ZERO
    )


def _address(wish: Wish) -> Command:
    parts = {name: wish.get(name) for name in ("street", "unit", "city", "state", "postcode")}
    address = resolve_address(OtherAddress(order=wish.get("order"), **parts), wish.get("order"))
    return ChangeAddress(order=wish.get("order"), address=address)


def _return(wish: Wish) -> Command:
    if not wish.ticked:
        raise question("which_item", order=wish.get("order"))
    card = wish.get("card") or None
    return ReturnItems(order=wish.get("order"), line_ids=wish.ticked, refund=ZERO, refund_card_id=card)


def _exchange(wish: Wish) -> Command:
    line, card = _line(wish), wish.get("card") or None
    return ExchangeItem(
        order=wish.get("order"), line_id=line.id, to_variant_id=_variant(wish), difference=ZERO, card_id=card
    )


def _buy(wish: Wish) -> Command:
    said = wish.get("quantity") or "1"
    quantity = int(said) if said.isascii() and said.isdigit() and len(said) <= 2 else 0
    if quantity < 1:
        raise question("bad_quantity", wanted=said)
    return Buy(
        variant_id=_variant(wish),
        quantity=quantity,
        unit_price=ZERO,
        shipping=ZERO,
        tax=ZERO,
        total=ZERO,
        card_id="",
        address=NOWHERE,
        offer_id=wish.get("offer") or None,
    )


def _skip(wish: Wish) -> Command:
    return SkipSubscription(subscription_id=wish.get("subscription"), charge_on=SOME_DAY, next_charge_on=SOME_DAY)


def _reschedule(wish: Wish) -> Command:
    try:
        to_date = date.fromisoformat(wish.get("to_date"))
    except ValueError as error:
        raise question("bad_date", item="") from error
    return RescheduleSubscription(subscription_id=wish.get("subscription"), from_date=SOME_DAY, to_date=to_date)


def _swap(wish: Wish) -> Command:
    chosen = _variant(wish)
    return SwapSubscription(
        subscription_id=wish.get("subscription"), to_variant_id=chosen, from_price=ZERO, to_price=ZERO
    )


def _end(wish: Wish) -> Command:
    return CancelSubscription(subscription_id=wish.get("subscription"))


def _line(wish: Wish) -> OrderLine:
    if wish.line is None:
        raise Refused(Refusal.UNKNOWN_LINE)
    return wish.line


def _variant(wish: Wish) -> str:
    if not wish.get("variant"):
        raise question("which_option", item="", wanted="")
    return wish.get("variant")


_OF_A_LINE: Final = frozenset({"change_item", "change_quantity", "exchange_item"})
_COMMANDS: Final[dict[str, Callable[[Wish], Command]]] = {
    "cancel_order": _cancel,
    "change_item": _change,
    "change_quantity": _quantity,
    "change_address": _address,
    "return_items": _return,
    "exchange_item": _exchange,
    "buy": _buy,
    "skip_subscription": _skip,
    "reschedule_subscription": _reschedule,
    "swap_subscription": _swap,
    "cancel_subscription": _end,
}
