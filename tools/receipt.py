"""What a customer is told after an effect: read back from the shop, and nothing that it does not show (W10, S74)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tools.base import Refused, ToolContext
from tools.catalog import find_variant
from tools.command import (
    Buy,
    CancelOrder,
    CancelSubscription,
    ChangeAddress,
    ChangeHome,
    ChangeItem,
    ChangeItems,
    ChangePayment,
    ChangeQuantity,
    Command,
    ExchangeItem,
    ExchangeItems,
    RescheduleSubscription,
    ReturnItems,
    SkipSubscription,
    SwapSubscription,
)
from tools.customer import Subscription
from tools.drafts.refusal import order_refused, refused
from tools.drafts.returns import span
from tools.facts import language, variant_label
from tools.money import Money
from tools.order import Order, OrderLine, Refund
from tools.shopkeeping.state import order_number, subscription_id
from tools.spoken_date import spoken_date

ACCEPTED = "accepted"


@dataclass(frozen=True)
class Receipt:
    """``section`` is one of ``prompts/base/receipts.md``, ``facts`` are its variables."""

    section: str
    facts: dict[str, str]


async def receipt(command: Command, ctx: ToolContext, reference: str | None) -> Receipt:
    """The receipt of an effect that the shop called done. ``accepted`` where the shop does not show it (yet)."""
    if (wanted := subscription_id(command)) is not None:
        found = next((one for one in await ctx.shop.subscriptions(ctx.phone) if one.id == wanted), None)
        told = _OF_SUBSCRIPTIONS[command.action](command, found, ctx) if found else None
        return told or Receipt(ACCEPTED, {"order": "", "item": found.item if found else ""})
    if isinstance(command, ChangeHome):
        return await _home(command, ctx)
    number = (reference if isinstance(command, Buy) else order_number(command)) or ""
    order = await _own_order(number, ctx)
    told = _OF_ORDERS[command.action](command, order, reference, ctx) if order else None
    if told and isinstance(command, ChangeItem) and "option" in told.facts:
        told.facts["option"] = await _changed_option(command, ctx)
    return told or Receipt(ACCEPTED, {"order": order.number if order else "", "item": ""})


async def refusal(command: Command, ctx: ToolContext, code: str) -> Refused:
    """Why the shop refused a command at last, with the facts that its page may say."""
    order = await _own_order(order_number(command) or "", ctx)
    if order is not None:
        line = order.line(getattr(command, "line_id", ""))
        return order_refused(code, order, line, ctx, command.action)
    wanted = subscription_id(command)
    mine = next((one for one in await ctx.shop.subscriptions(ctx.phone) if one.id == wanted), None)
    return refused(code, item=mine.item if mine else await _item(command, ctx))


async def _own_order(number: str, ctx: ToolContext) -> Order | None:
    order = await ctx.shop.order(number) if number else None
    return order if order and order.customer_phone == ctx.phone else None


async def _changed_option(command: ChangeItem, ctx: ToolContext) -> str:
    """The options that differ between the two variants: "size", "color", "size and color"."""
    products = await ctx.shop.products()
    old, new = (find_variant(products, one) for one in (command.from_variant_id, command.to_variant_id))
    if old is None or new is None:
        return "item"
    differing = [name for name, value in new[1].options.items() if old[1].options.get(name) != value]
    return " and ".join(differing) or "item"


async def _item(command: Command, ctx: ToolContext) -> str:
    """What a purchase was about, as a customer names it."""
    wanted = getattr(command, "variant_id", None)
    for product in await ctx.shop.products():
        if wanted and (variant := product.variant(wanted)):
            return " ".join(one for one in (product.title, variant_label(variant)) if one)
    return ""


def _cancel_order(command: CancelOrder, order: Order, reference: str | None, ctx: ToolContext) -> Receipt | None:
    refund = _refund(order, command.refund)
    if order.state != "cancelled" or refund is None:
        return None
    facts = {
        "order": order.number,
        "refund": refund.amount.text,
        "days": str(ctx.policy.cancellation_refund_business_days),
        "expected_by": _said(refund, ctx),
    }
    return Receipt("cancel_order", facts)


def _change_item(command: ChangeItem, order: Order, reference: str | None, ctx: ToolContext) -> Receipt | None:
    line = order.line(command.line_id)
    if line is None or line.variant_id != command.to_variant_id:
        return None
    facts = {
        "order": order.number,
        "item": line.item,
        "to": " ".join(line.options.values()),
        "option": "",
        "card": _card(command.card_id, ctx),
        "tracking_url": order.tracking.url if order.tracking else "",
    }
    return _priced("change_item", command.difference, facts, order, ctx)


def _change_quantity(command: ChangeQuantity, order: Order, reference: str | None, ctx: ToolContext) -> Receipt | None:
    line = order.line(command.line_id)
    if line is None or line.quantity != command.to_quantity:
        return None
    facts = {"order": order.number, "item": line.label, "to": str(line.quantity)}
    return _priced("change_quantity", command.difference, facts, order, ctx)


def _change_address(command: ChangeAddress, order: Order, reference: str | None, ctx: ToolContext) -> Receipt | None:
    if order.address != command.address:
        return None
    return Receipt("change_address", {"order": order.number, "street": order.address.street})


def _change_payment(command: ChangePayment, order: Order, reference: str | None, ctx: ToolContext) -> Receipt | None:
    if order.card.id != command.to_card_id:
        return None
    return Receipt("change_payment", {"order": order.number, "card": order.card.label, "amount": command.amount.text})


async def _home(command: ChangeHome, ctx: ToolContext) -> Receipt:
    """The customer is read again, as everything is that we say."""
    customer = await ctx.shop.customer(ctx.phone)
    if customer is None or customer.address != command.address:
        return Receipt(ACCEPTED, {"order": "", "item": ""})
    return Receipt("change_home", {"street": customer.address.street})


def _change_items(command: ChangeItems, order: Order, reference: str | None, ctx: ToolContext) -> Receipt | None:
    lines = [
        line for swap in command.swaps if (line := order.line(swap.line_id)) and line.variant_id == swap.to_variant_id
    ]
    if len(lines) != len(command.swaps):
        return None
    facts = {
        "order": order.number,
        "changes": ", ".join(line.label for line in lines),
        "card": _card(command.card_id, ctx),
    }
    return _priced("change_items", command.difference, facts, order, ctx)


def _exchange_items(command: ExchangeItems, order: Order, reference: str | None, ctx: ToolContext) -> Receipt | None:
    wanted = {(swap.line_id, swap.to_variant_id) for swap in command.swaps}
    made = [one for one in order.exchanges if (one.line_id, one.to_variant_id) in wanted]
    names = {line.id: line.item for line in order.lines}
    if len(made) != len(wanted) or any(one.line_id not in names for one in made):
        return None
    facts = {
        "order": order.number,
        "changes": ", ".join(" ".join((names[one.line_id], *one.to_options.values())) for one in made),
        "label_url": made[0].label_url,
        "days": span(ctx.policy.exchange_ships_business_days),
        "card": _card(command.card_id, ctx),
    }
    return _priced("exchange_items", command.difference, facts, order, ctx)


def _card(card_id: str | None, ctx: ToolContext) -> str:
    cards = ctx.customer.cards if ctx.customer else ()
    return next((card.label for card in cards if card.id == card_id), "")


def _return_items(command: ReturnItems, order: Order, reference: str | None, ctx: ToolContext) -> Receipt | None:
    made = next((one for one in order.returns if one.id == reference), None)
    if made is None:
        return None
    facts = {
        "order": order.number,
        "label_url": made.label_url,
        "refund": made.refund.text,
        "card": _card(command.refund_card_id, ctx),
        "days": span(ctx.policy.return_refund_business_days),
    }
    return Receipt("return_items", facts)


def _exchange_item(command: ExchangeItem, order: Order, reference: str | None, ctx: ToolContext) -> Receipt | None:
    made = next((one for one in order.exchanges if one.id == reference), None)
    line: OrderLine | None = order.line(command.line_id)
    if made is None or line is None:
        return None
    facts = {
        "order": order.number,
        "item": line.item,
        "to": " ".join(made.to_options.values()),
        "label_url": made.label_url,
        "days": span(ctx.policy.exchange_ships_business_days),
        "card": _card(command.card_id, ctx),
    }
    return _priced("exchange_item", command.difference, facts, order, ctx)


def _buy(command: Buy, order: Order, reference: str | None, ctx: ToolContext) -> Receipt | None:
    line = next((one for one in order.lines if one.variant_id == command.variant_id), None)
    if line is None or order.state == "cancelled":
        return None
    facts = {
        "order": order.number,
        "item": line.label,
        "quantity": str(line.quantity),
        "total": order.total.text,
    }
    return Receipt("buy", facts)


def _skip(command: SkipSubscription, found: Subscription, ctx: ToolContext) -> Receipt | None:
    done = command.charge_on in found.skipped and found.next_charge_on == command.next_charge_on
    return Receipt("skip_subscription", _subscribed(found, ctx)) if done else None


def _swap(command: SwapSubscription, found: Subscription, ctx: ToolContext) -> Receipt | None:
    done = found.variant_id == command.to_variant_id
    return Receipt("swap_subscription", _subscribed(found, ctx)) if done else None


def _reschedule(command: RescheduleSubscription, found: Subscription, ctx: ToolContext) -> Receipt | None:
    done = found.next_charge_on == command.to_date
    return Receipt("reschedule_subscription", _subscribed(found, ctx)) if done else None


def _cancel_subscription(command: CancelSubscription, found: Subscription, ctx: ToolContext) -> Receipt | None:
    return Receipt("cancel_subscription", _subscribed(found, ctx)) if found.state == "cancelled" else None


def _subscribed(found: Subscription, ctx: ToolContext) -> dict[str, str]:
    return {
        "item": " ".join((found.item, *found.options.values())),
        "price": found.price.text,
        "next_date": spoken_date(found.next_charge_on, language(ctx)),
    }


def _priced(section: str, difference: Money, facts: dict[str, str], order: Order, ctx: ToolContext) -> Receipt | None:
    """Money back is only told of when the refund is there."""
    if difference.amount == 0:
        return Receipt(section, facts)
    amount = Money(amount=abs(difference.amount), currency=difference.currency)
    if difference.amount > 0:
        return Receipt(f"{section}_more", {**facts, "amount": amount.text})
    refund = _refund(order, amount)
    if refund is None:
        return None
    return Receipt(f"{section}_less", {**facts, "amount": refund.amount.text, "expected_by": _said(refund, ctx)})


def _refund(order: Order, amount: Money) -> Refund | None:
    """The latest refund, if it is the one that was agreed on."""
    return order.refunds[-1] if order.refunds and order.refunds[-1].amount == amount else None


def _said(refund: Refund, ctx: ToolContext) -> str:
    return spoken_date(refund.expected_by, language(ctx))


_OF_ORDERS: dict[str, Callable[[Any, Order, str | None, ToolContext], Receipt | None]] = {
    "cancel_order": _cancel_order,
    "change_item": _change_item,
    "change_items": _change_items,
    "change_quantity": _change_quantity,
    "change_payment": _change_payment,
    "change_address": _change_address,
    "return_items": _return_items,
    "exchange_item": _exchange_item,
    "exchange_items": _exchange_items,
    "buy": _buy,
}
_OF_SUBSCRIPTIONS: dict[str, Callable[[Any, Subscription, ToolContext], Receipt | None]] = {
    "skip_subscription": _skip,
    "swap_subscription": _swap,
    "reschedule_subscription": _reschedule,
    "cancel_subscription": _cancel_subscription,
}
