"""Drafts of what can be done after delivery: return and exchange, also with the size still open."""

from __future__ import annotations

from tools.catalog import Product, Variant
from tools.command import ExchangeItem, ReturnItems
from tools.drafts.live import Live
from tools.drafts.refusal import NO_OTHER_OPTION, order_refused, sold_out
from tools.drafts.sheet import Sheet, card_label, price_sheet, require_cap, require_difference_cap, verdict
from tools.facts import variant_label
from tools.money import ZERO
from tools.order import Order, OrderLine
from tools.proposal import ActionClass, Choice
from tools.resolve.variant import available, size_option
from tools.shopkeeping.pricing import return_refund, variant_difference
from tools.shopkeeping.refusal import Refusal


def return_items(command: ReturnItems, live: Live) -> Sheet:
    """Lines against the price that was paid for them; the label comes with the receipt."""
    order = live.order()
    lines = [live.line(line_id) for line_id in command.line_ids]
    drafted = command.model_copy(update={"refund": return_refund(lines)})
    if isinstance(found := verdict(drafted, live), Refusal):
        raise order_refused(found, order, lines[0] if len(lines) == 1 else None, live.ctx, command.action)
    require_cap(drafted.refund, live.ctx.policy.refund_cap, f"Return from order #{order.number}")
    facts = {
        "order": order.number,
        "items": ", ".join(line.label for line in lines),
        "refund": drafted.refund.text,
        "days": span(live.ctx.policy.return_refund_business_days),
        "card": card_label(command.refund_card_id, live),
    }
    return Sheet(drafted, ActionClass.EXTERNALLY_REVERSIBLE, "return_items", facts)


def exchange_item(command: ExchangeItem, live: Live) -> Sheet:
    """One line against another size or color."""
    order, line = live.order(), live.line(command.line_id)
    product, variant = live.variant(command.to_variant_id)
    difference = variant_difference(line, variant)
    drafted = command.model_copy(update={"difference": difference})
    found = verdict(drafted, live)
    if found is Refusal.SOLD_OUT:
        raise _sold_out(order, line, product, variant)
    if isinstance(found, Refusal):
        raise order_refused(found, order, line, live.ctx, command.action)
    require_difference_cap(difference, live, f"Exchange {line.label} of order #{order.number}")
    facts = _facts(order, line) | {"to": variant_label(variant), "card": card_label(command.card_id, live)}
    return price_sheet(drafted, difference, ActionClass.EXTERNALLY_REVERSIBLE, facts)


def open_exchange(order: Order, line: OrderLine, product: Product, live: Live) -> tuple[Sheet, Choice]:
    """An exchange whose size (or color) the customer still names: every other value in stock at an equal price.

    The sheet's command is the first of them, and stands for the action only. Raises Refused.
    """
    name, others = _others(product, line)
    if not others:
        raise order_refused(NO_OTHER_OPTION, order, line, live.ctx, "exchange_item")
    values: dict[str, ExchangeItem] = {}
    verdicts: list[Refusal] = []
    for variant in others:
        command = ExchangeItem(order=order.number, line_id=line.id, to_variant_id=variant.id, difference=ZERO)
        found = verdict(command, live)
        if isinstance(found, Refusal):
            verdicts.append(found)
        else:
            values[variant.options[name]] = command
    if not values:
        raise order_refused(_telling(verdicts), order, line, live.ctx, "exchange_item")
    current = line.options[name]
    example = _neighbor(list(values), [variant.options[name] for variant in others], product, name, current)
    facts = _facts(order, line) | {"option": name, "values": ", ".join(values), "example": example}
    sheet = Sheet(values[example], ActionClass.EXTERNALLY_REVERSIBLE, "exchange_choice", facts)
    return sheet, Choice(option=name, current=current, values=dict(values))


def span(days: tuple[int, int]) -> str:
    """``3-5``."""
    return f"{days[0]}-{days[1]}"


def _others(product: Product, line: OrderLine) -> tuple[str, list[Variant]]:
    name = size_option(product) or "color"
    rest = {key: value for key, value in line.options.items() if key != name}
    same_rest = (v for v in product.variants if {k: o for k, o in v.options.items() if k != name} == rest)
    return name, [v for v in same_rest if name in v.options and v.id != line.variant_id]


def _telling(verdicts: list[Refusal]) -> Refusal:
    """The refusal to give where every value was refused: one about the order before one about a value."""
    about_value = (Refusal.SOLD_OUT, Refusal.PRICE_CHANGED)
    return next((one for one in verdicts if one not in about_value), Refusal.SOLD_OUT)


def _neighbor(values: list[str], others: list[str], product: Product, name: str, current: str) -> str:
    """The value after the current one, as an example that makes sense; else the last there is."""
    order = list(dict.fromkeys(variant.options[name] for variant in product.variants))
    later = [value for value in values if order.index(value) > order.index(current)] if current in order else values
    return later[0] if later else values[-1]


def _facts(order: Order, line: OrderLine) -> dict[str, str]:
    """No figure stands here that a customer could mean as a size."""
    return {"order": order.number, "item": line.item, "from": " ".join(line.options.values())}


def _sold_out(order: Order, line: OrderLine, product: Product, variant: Variant) -> Exception:
    name = size_option(product) or "color"
    values = [value for value in available(product, name, variant.options) if value != line.options.get(name)]
    return sold_out(order.number, product, values, f"{product.title} {variant_label(variant)}")
