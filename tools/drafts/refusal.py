"""A refusal with everything that its page may say: the order, the item, what there is, and the way that is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from tools.base import Refused, ToolContext
from tools.catalog import Product
from tools.facts import moment_facts
from tools.order import Order, OrderLine
from tools.policy import within_return_window
from tools.shopkeeping.refusal import Refusal

NO_OTHER_OPTION = "no_other_option"
OVER_CAP = "over_cap"


class OverCap(Refused):
    """The amount is above the brand's cap: a person decides (S77). ``ask`` is one line for that person."""

    def __init__(self, ask: str) -> None:
        super().__init__(OVER_CAP, ask=ask)
        self.ask = ask


def refused(code: str, *, order: str = "", item: str = "", options: Sequence[str] = (), instead: str = "") -> Refused:
    """``code`` is a section of ``prompts/base/refusals.md``; every key is always there, so that any page renders.

    ``instead`` is the way that is open: change, cancel, exchange, return, wait, or empty for none (`open_way`).
    """
    facts = {"order": order, "item": item, "options": list(options), "instead": instead}
    return Refused(str(code), **facts, days="", last_day="")


def order_refused(code: str, order: Order, line: OrderLine | None, ctx: ToolContext, action: str) -> Refused:
    """A refusal of an action on an order, with its return window and the way that is open instead."""
    instead = open_way(order, line, ctx, "return_items" if code == NO_OTHER_OPTION else action)
    error = refused(code, order=order.number, item=line.label if line else _labels(order), instead=instead)
    error.facts["days"] = str(ctx.policy.return_window_days)
    if order.delivered_at:
        window = timedelta(days=ctx.policy.return_window_days)
        error.facts["last_day"] = moment_facts("day", order.delivered_at + window, ctx)["day_text"]
    return error


def sold_out(order: str, product: Product, options: Sequence[str], item: str) -> Refused:
    """``options`` are the values that are there instead."""
    return refused(Refusal.SOLD_OUT, order=order, item=item or product.title, options=options)


def open_way(order: Order, line: OrderLine | None, ctx: ToolContext, action: str) -> str:
    """What comes nearest to the action that cannot be: edit the order, wait for it, or send it back (S71)."""
    if order.state == "cancelled" or (action == "change_address" and not order.editable):
        return ""
    if order.editable:
        return "cancel" if action == "return_items" else "change"
    lines = (line,) if line else order.lines
    if not any(goes_back(one) for one in lines):
        return ""
    if order.state != "delivered":
        return "wait"
    if not within_return_window(order, ctx.policy, ctx.now):
        return ""
    return "exchange" if action in ("change_item", "exchange_item") else "return"


def goes_back(line: OrderLine) -> bool:
    """Nothing was done to the line yet, and its kind may come back at all."""
    return line.state == "open" and line.returnable and not line.final_sale


def can_go_back(order: Order, ctx: ToolContext) -> bool:
    """Delivered, within the window, and something in it may come back."""
    in_time = order.state == "delivered" and within_return_window(order, ctx.policy, ctx.now)
    return in_time and any(goes_back(line) for line in order.lines)


def _labels(order: Order) -> str:
    return ", ".join(line.label for line in order.lines)
