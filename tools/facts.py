"""Entities as facts: what the model may speak from, money and dates as a customer reads them, addresses never (S80)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tools.base import ToolContext
from tools.catalog import Product, Variant
from tools.customer import Offer, Subscription
from tools.order import Exchange, Order, OrderLine, Refund, Return, Tracking
from tools.policy import Policy
from tools.spoken_date import spoken_date

Facts = dict[str, Any]


def language(ctx: ToolContext) -> str:
    """The language that the customer is written to in, English for strangers."""
    return ctx.language


def local_day(moment: datetime, ctx: ToolContext) -> date:
    """The day of a moment where the brand is."""
    return ctx.policy.today(moment)


def day_facts(name: str, day: date | None, ctx: ToolContext) -> Facts:
    """``{"expected_on": "2026-11-28", "expected_on_text": "Sat, Nov 28"}``; nothing for no day."""
    if day is None:
        return {}
    return {name: day.isoformat(), f"{name}_text": spoken_date(day, language(ctx))}


def moment_facts(name: str, moment: datetime | None, ctx: ToolContext) -> Facts:
    """The day of a moment, as ``day_facts``."""
    return day_facts(name, local_day(moment, ctx), ctx) if moment else {}


def order_facts(order: Order, ctx: ToolContext) -> Facts:
    """The ORDER shape. Keys that do not apply are absent; ``returnable_until`` only where something can go back."""
    facts: Facts = {
        "number": order.number,
        "state": order.state,
        **moment_facts("placed_on", order.placed_at, ctx),
        "lines": [line_facts(line) for line in order.lines],
        "total": order.total.text,
        "editable": order.editable,
        **moment_facts("delivered_on", order.delivered_at, ctx),
        **moment_facts("cancelled_on", order.cancelled_at, ctx),
        **moment_facts("returnable_until", _returnable_until(order, ctx.policy), ctx),
    }
    if order.tracking and order.state not in ("delivered", "cancelled"):
        facts |= day_facts("expected_on", order.tracking.expected_on, ctx)
        facts["delayed"] = order.tracking.delayed
    if order.tracking and order.state != "cancelled":
        facts["tracking_url"] = order.tracking.url
    return facts


def line_facts(line: OrderLine) -> Facts:
    return {
        "item": line.item,
        "label": line.label,
        "options": dict(line.options),
        "quantity": line.quantity,
        "price": line.price.text,
        "state": line.state,
        "final_sale": line.final_sale,
    }


def tracking_facts(tracking: Tracking | None, ctx: ToolContext) -> Facts | None:
    """The shipment; ``expected_in_business_days`` is 0 for today, 1 for the next business day, absent when past."""
    if tracking is None:
        return None
    facts: Facts = {
        "carrier": tracking.carrier,
        "number": tracking.number,
        "url": tracking.url,
        "scanned": tracking.scanned_at is not None,
        "delayed": tracking.delayed,
        **moment_facts("shipped_on", tracking.scanned_at, ctx),
        **day_facts("expected_on", tracking.expected_on, ctx),
        **moment_facts("delivered_on", tracking.delivered_at, ctx),
    }
    today = local_day(ctx.now, ctx)
    if tracking.expected_on and tracking.delivered_at is None and tracking.expected_on >= today:
        facts["expected_in_business_days"] = _business_days(today, tracking.expected_on)
    return facts


def refund_facts(refund: Refund, ctx: ToolContext) -> Facts:
    return {
        "amount": refund.amount.text,
        "reason": refund.reason,
        "state": refund.state,
        **moment_facts("created_on", refund.created_at, ctx),
        **day_facts("expected_by", refund.expected_by, ctx),
        **day_facts("refunded_on", refund.refunded_on, ctx),
    }


def return_facts(order: Order, one: Return, ctx: ToolContext) -> Facts:
    lines = [line for line in order.lines if line.id in one.line_ids]
    return {
        "items": [line.label for line in lines],
        "state": one.state,
        "label_url": one.label_url,
        "refund": one.refund.text,
        **moment_facts("created_on", one.created_at, ctx),
    }


def exchange_facts(order: Order, one: Exchange, ctx: ToolContext) -> Facts:
    line = order.line(one.line_id)
    return {
        "item": line.item if line else "",
        "from": " ".join(one.from_options.values()),
        "to": " ".join(one.to_options.values()),
        "state": one.state,
        "label_url": one.label_url,
        **moment_facts("created_on", one.created_at, ctx),
    }


def product_facts(product: Product, ctx: ToolContext) -> Facts:
    """The PRODUCT shape. ``price`` is the lowest, ``price_to`` the highest where they differ.

    ``options`` lists every value; ``sold_out`` the variants that are not there now, as a customer names them.
    """
    prices = sorted((variant.price for variant in product.variants), key=lambda price: price.amount)
    facts: Facts = {
        "product": product.title,
        "price": prices[0].text,
        "options": {name: option_values(product, name) for name in product.option_names},
        "in_stock": any(variant.stock > 0 for variant in product.variants),
        "sold_out": [variant_label(variant) for variant in product.variants if variant.stock <= 0],
        "final_sale": product.final_sale,
        "url": product.url,
    }
    if prices[0] < prices[-1]:
        facts["price_to"] = prices[-1].text
    if product.was_price:
        facts["was_price"] = product.was_price.text
    if product.subscribable_months:
        facts["subscribable_months"] = list(product.subscribable_months)
    return facts | day_facts("back_in_stock_on", product.back_in_stock_on, ctx)


def variant_facts(product: Product, variant: Variant) -> Facts:
    return {
        "label": " ".join((product.title, *variant.options.values())),
        "options": dict(variant.options),
        "price": variant.price.text,
        "in_stock": variant.stock > 0,
    }


def option_values(product: Product, name: str, in_stock: bool = False) -> list[str]:
    """The values of one option, in the catalogue's order."""
    variants = (variant for variant in product.variants if variant.stock > 0 or not in_stock)
    return list(dict.fromkeys(variant.options[name] for variant in variants if name in variant.options))


def variant_label(variant: Variant) -> str:
    return " ".join(variant.options.values())


def subscription_facts(subscription: Subscription, ctx: ToolContext) -> Facts:
    return {
        "item": " ".join((subscription.item, *subscription.options.values())),
        "price": subscription.price.text,
        "every_months": subscription.every_months,
        "state": subscription.state,
        **day_facts("next_charge_on", subscription.next_charge_on, ctx),
    }


def offer_facts(offer: Offer, product: Product, ctx: ToolContext) -> Facts:
    return {
        "keyword": offer.keyword,
        "product": product.title,
        "price": offer.price.text,
        "kind": offer.kind,
        "options": {name: option_values(product, name, in_stock=True) for name in product.option_names},
        **moment_facts("expires_on", offer.expires_at, ctx),
    }


def _returnable_until(order: Order, policy: Policy) -> datetime | None:
    goes_back = any(line.returnable and not line.final_sale and line.state == "open" for line in order.lines)
    if order.delivered_at is None or order.state != "delivered" or not goes_back:
        return None
    return order.delivered_at + timedelta(days=policy.return_window_days)


def _business_days(start: date, end: date) -> int:
    days = (start + timedelta(days=offset) for offset in range(1, (end - start).days + 1))
    return sum(day.weekday() < 5 for day in days)
