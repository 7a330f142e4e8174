"""Drafts of what can be done with a subscription: skip, swap, move the date, cancel."""

from __future__ import annotations

from datetime import date

from tools.command import CancelSubscription, Command, RescheduleSubscription, SkipSubscription, SwapSubscription
from tools.customer import Subscription
from tools.drafts.live import Live
from tools.drafts.refusal import refused
from tools.drafts.sheet import Sheet, verdict
from tools.facts import language, variant_label
from tools.proposal import ActionClass
from tools.shopkeeping.refusal import Refusal
from tools.shopkeeping.subscribing import add_months
from tools.spoken_date import spoken_date


def skip_subscription(command: SkipSubscription, live: Live) -> Sheet:
    """The next delivery only."""
    subscription = live.subscription()
    due = subscription.next_charge_on
    after = add_months(due, subscription.every_months)
    drafted = command.model_copy(update={"charge_on": due, "next_charge_on": after})
    _require(drafted, subscription, live)
    facts = _facts(subscription) | {"date": _said(due, live), "next_date": _said(after, live)}
    return Sheet(drafted, ActionClass.REVERSIBLE, "skip_subscription", facts)


def swap_subscription(command: SwapSubscription, live: Live) -> Sheet:
    """Another product at the same interval; at another price it is no longer a trifle."""
    subscription = live.subscription()
    product, variant = live.variant(command.to_variant_id)
    drafted = command.model_copy(update={"from_price": subscription.price, "to_price": variant.price})
    _require(drafted, subscription, live)
    equal = subscription.price == variant.price
    facts = _facts(subscription) | {
        "to_item": " ".join(one for one in (product.title, variant_label(variant)) if one),
        "price": variant.price.text,
        "old_price": subscription.price.text,
        "date": _said(subscription.next_charge_on, live),
    }
    action_class = ActionClass.REVERSIBLE if equal else ActionClass.EXTERNALLY_REVERSIBLE
    return Sheet(drafted, action_class, "swap_subscription", facts)


def reschedule_subscription(command: RescheduleSubscription, live: Live) -> Sheet:
    """The next charge on another day."""
    subscription = live.subscription()
    drafted = command.model_copy(update={"from_date": subscription.next_charge_on})
    _require(drafted, subscription, live)
    facts = _facts(subscription) | {
        "date": _said(subscription.next_charge_on, live),
        "next_date": _said(command.to_date, live),
    }
    return Sheet(drafted, ActionClass.REVERSIBLE, "reschedule_subscription", facts)


def cancel_subscription(command: CancelSubscription, live: Live) -> Sheet:
    """No further deliveries."""
    subscription = live.subscription()
    _require(command, subscription, live)
    return Sheet(command, ActionClass.IRREVERSIBLE, "cancel_subscription", _facts(subscription))


def _require(command: Command, subscription: Subscription, live: Live) -> None:
    """Raises Refused."""
    if isinstance(found := verdict(command, live), Refusal):
        raise refused(found, item=subscription.item)


def _facts(subscription: Subscription) -> dict[str, str]:
    return {"item": " ".join((subscription.item, *subscription.options.values()))}


def _said(day: date, live: Live) -> str:
    return spoken_date(day, language(live.ctx))
