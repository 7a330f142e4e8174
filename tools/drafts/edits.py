"""Drafts of what can be done before the carrier's first scan: cancel, change an item, a quantity, the address."""

from __future__ import annotations

from tools.command import CancelOrder, ChangeAddress, ChangeItem, ChangeQuantity, Command
from tools.drafts.live import Live
from tools.drafts.refusal import order_refused, sold_out
from tools.drafts.sheet import Sheet, card_label, price_sheet, require_cap, require_difference_cap, verdict
from tools.facts import variant_label
from tools.order import Order, OrderLine
from tools.proposal import ActionClass
from tools.resolve.variant import available, size_option
from tools.shopkeeping.pricing import quantity_difference, variant_difference
from tools.shopkeeping.refusal import Refusal


def cancel_order(command: CancelOrder, live: Live) -> Sheet:
    """The whole order against a full refund."""
    order = live.order()
    drafted = command.model_copy(update={"refund": order.total})
    _require(drafted, order, None, live)
    require_cap(drafted.refund, live.ctx.policy.refund_cap, f"Cancel order #{order.number}")
    facts = {
        "order": order.number,
        "items": ", ".join(line.label for line in order.lines if line.state == "open"),
        "refund": drafted.refund.text,
        "days": str(live.ctx.policy.cancellation_refund_business_days),
    }
    return Sheet(drafted, ActionClass.IRREVERSIBLE, "cancel_order", facts)


def change_item(command: ChangeItem, live: Live) -> Sheet:
    """Another size or color of the same product."""
    order, line = live.order(), live.line(command.line_id)
    product, variant = live.variant(command.to_variant_id)
    difference = variant_difference(line, variant)
    drafted = command.model_copy(update={"from_variant_id": line.variant_id, "difference": difference})
    if verdict(drafted, live) is Refusal.SOLD_OUT:
        name = size_option(product) or "color"
        values = [value for value in available(product, name, variant.options) if value != line.options.get(name)]
        raise sold_out(order.number, product, values, f"{product.title} {variant_label(variant)}")
    _require(drafted, order, line, live)
    require_difference_cap(difference, live, f"Change {line.label} in order #{order.number}")
    facts = {
        "order": order.number,
        "item": line.item,
        "from": " ".join(line.options.values()),
        "to": variant_label(variant),
        "card": card_label(command.card_id, live),
    }
    return price_sheet(drafted, difference, ActionClass.REVERSIBLE, facts)


def change_quantity(command: ChangeQuantity, live: Live) -> Sheet:
    """More or fewer of the same."""
    order, line = live.order(), live.line(command.line_id)
    difference = quantity_difference(line, command.to_quantity)
    drafted = command.model_copy(update={"from_quantity": line.quantity, "difference": difference})
    _require(drafted, order, line, live)
    require_difference_cap(difference, live, f"Change the quantity of {line.label} in order #{order.number}")
    facts = {
        "order": order.number,
        "item": line.label,
        "from": str(line.quantity),
        "to": str(command.to_quantity),
    }
    return price_sheet(drafted, difference, ActionClass.REVERSIBLE, facts)


def change_address(command: ChangeAddress, live: Live) -> Sheet:
    """The preview shows the new address, which the customer wrote, and never the old one (S80)."""
    order = live.order()
    _require(command, order, None, live)
    facts = {"order": order.number, "address": command.address.one_line}
    return Sheet(command, ActionClass.IRREVERSIBLE, "change_address", facts)


def _require(command: Command, order: Order, line: OrderLine | None, live: Live) -> None:
    """Raises Refused."""
    if isinstance(found := verdict(command, live), Refusal):
        raise order_refused(found, order, line, live.ctx, command.action)
