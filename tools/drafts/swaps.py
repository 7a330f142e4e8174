"""Drafts of several lines at once: each is checked by itself, so that a refusal names the item that it is about."""

from __future__ import annotations

from tools.catalog import Variant
from tools.command import ChangeItems, ExchangeItems, Swap
from tools.drafts.live import Live
from tools.drafts.refusal import order_refused, refused, sold_out
from tools.drafts.sheet import Sheet, card_label, price_sheet, require_difference_cap, verdict
from tools.facts import variant_label
from tools.money import ZERO
from tools.order import OrderLine
from tools.proposal import ActionClass
from tools.resolve.variant import available, size_option
from tools.shopkeeping.pricing import variant_difference
from tools.shopkeeping.refusal import Refusal

Several = ChangeItems | ExchangeItems


def change_items(command: ChangeItems, live: Live) -> Sheet:
    """Other sizes, colors or options of several lines before the first scan."""
    return _several(command, ActionClass.REVERSIBLE, f"Change items of order #{command.order}", live)


def exchange_items(command: ExchangeItems, live: Live) -> Sheet:
    """Several lines of a delivered order against other variants."""
    return _several(command, ActionClass.EXTERNALLY_REVERSIBLE, f"Exchange items of order #{command.order}", live)


def _several(command: Several, equal: ActionClass, ask: str, live: Live) -> Sheet:
    order = live.order()
    pairs = [_pair(swap, live) for swap in command.swaps]
    difference = ZERO
    swaps: list[Swap] = []
    for line, variant in pairs:
        swap = Swap(line_id=line.id, from_variant_id=line.variant_id, to_variant_id=variant.id)
        one = variant_difference(line, variant)
        _require(command.model_copy(update={"swaps": (swap,), "difference": one}), line, variant, live)
        swaps.append(swap)
        difference = difference + one
    drafted = command.model_copy(update={"swaps": tuple(swaps), "difference": difference})
    if isinstance(found := verdict(drafted, live), Refusal):
        raise order_refused(found, order, None, live.ctx, command.action)
    require_difference_cap(difference, live, ask)
    facts = {
        "order": order.number,
        "changes": ", ".join(f"{line.label} to {variant_label(variant)}" for line, variant in pairs),
        "card": card_label(command.card_id, live),
    }
    return price_sheet(drafted, difference, equal, facts)


def _pair(swap: Swap, live: Live) -> tuple[OrderLine, Variant]:
    return live.line(swap.line_id), live.variant(swap.to_variant_id)[1]


def _require(command: Several, line: OrderLine, variant: Variant, live: Live) -> None:
    """Raises Refused for one line; what only the sum decides, such as a gift card, is left to the whole."""
    found = verdict(command, live)
    if found is Refusal.SOLD_OUT:
        product = live.variant(variant.id)[0]
        name = size_option(product) or "color"
        values = [value for value in available(product, name, variant.options) if value != line.options.get(name)]
        raise sold_out(command.order, product, values, f"{product.title} {variant_label(variant)}")
    if found in (Refusal.GIFT_CARD_SHORT, Refusal.REFUND_ELSEWHERE):
        return
    if found is Refusal.UNKNOWN_CARD:
        raise refused(found, order=command.order)
    if isinstance(found, Refusal):
        raise order_refused(found, live.order(), line, live.ctx, command.action)
