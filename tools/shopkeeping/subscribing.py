"""Subscriptions: skip a delivery, swap the product, move the date, cancel."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from tools.command import CancelSubscription, RescheduleSubscription, SkipSubscription, SwapSubscription
from tools.customer import Subscription
from tools.shopkeeping.change import Change
from tools.shopkeeping.refusal import CommandRefused, Refusal
from tools.shopkeeping.state import ShopState


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last: 31 January and a month is 28 or 29 February."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def skip(command: SkipSubscription, state: ShopState) -> Change:
    """The next delivery only; the one after it comes as if nothing had happened."""
    subscription = _active(state)
    if command.charge_on != subscription.next_charge_on:
        raise CommandRefused(Refusal.STATE_CHANGED)
    if command.next_charge_on != add_months(command.charge_on, subscription.every_months):
        raise CommandRefused(Refusal.BAD_DATE)
    skipped = (*subscription.skipped, command.charge_on)
    return _changed(subscription, {"next_charge_on": command.next_charge_on, "skipped": skipped})


def swap(command: SwapSubscription, state: ShopState) -> Change:
    """Another product or variant at the same interval, from the next delivery on."""
    subscription = _active(state)
    product, variant = state.variant(command.to_variant_id)
    if variant.id == subscription.variant_id:
        raise CommandRefused(Refusal.NOTHING_TO_CHANGE)
    if subscription.every_months not in product.subscribable_months:
        raise CommandRefused(Refusal.NOT_SUBSCRIBABLE)
    state.require_stock(variant, 1)
    if (command.from_price, command.to_price) != (subscription.price, variant.price):
        raise CommandRefused(Refusal.PRICE_CHANGED)
    return _changed(
        subscription,
        {
            "product_id": product.id,
            "variant_id": variant.id,
            "item": product.title,
            "options": variant.options,
            "price": variant.price,
        },
    )


def reschedule(command: RescheduleSubscription, state: ShopState) -> Change:
    """Today is too late to charge today."""
    subscription = _active(state)
    if command.from_date != subscription.next_charge_on:
        raise CommandRefused(Refusal.STATE_CHANGED)
    if command.to_date == command.from_date:
        raise CommandRefused(Refusal.NOTHING_TO_CHANGE)
    if command.to_date <= state.today:
        raise CommandRefused(Refusal.BAD_DATE)
    return _changed(subscription, {"next_charge_on": command.to_date})


def cancel(command: CancelSubscription, state: ShopState) -> Change:
    return _changed(_active(state), {"state": "cancelled"})


def _active(state: ShopState) -> Subscription:
    subscription = state.subscription
    if subscription is None or subscription.phone != state.phone:
        raise CommandRefused(Refusal.UNKNOWN_SUBSCRIPTION)
    if subscription.state != "active":
        raise CommandRefused(Refusal.NOT_ACTIVE)
    return subscription


def _changed(subscription: Subscription, update: dict[str, object]) -> Change:
    return Change(reference=subscription.id, subscription=subscription.model_copy(update=update))
