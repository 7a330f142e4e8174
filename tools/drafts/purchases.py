"""The draft of a purchase by text: the price, the card on file and the address, as they are now (S76)."""

from __future__ import annotations

from tools.command import Buy
from tools.customer import Offer
from tools.drafts.live import Live
from tools.drafts.refusal import refused, sold_out
from tools.drafts.sheet import Sheet, require_cap, verdict
from tools.facts import variant_label
from tools.proposal import ActionClass
from tools.resolve.variant import available, size_option
from tools.shopkeeping.pricing import quote_for
from tools.shopkeeping.refusal import Refusal


def buy(command: Buy, live: Live) -> Sheet:
    """For people enrolled in text-to-buy only; the address is shown as its street."""
    product, variant = live.variant(command.variant_id)
    label = " ".join(one for one in (product.title, variant_label(variant)) if one)
    customer = live.ctx.customer
    if customer is None or not customer.text_to_buy or customer.card is None or customer.address is None:
        raise refused(Refusal.NOT_ENROLLED, item=label)
    quote = quote_for(variant, command.quantity, _offer(command, live), live.ctx.policy)
    drafted = Buy(
        variant_id=variant.id,
        quantity=command.quantity,
        unit_price=quote.unit_price,
        shipping=quote.shipping,
        tax=quote.tax,
        total=quote.total,
        card_id=customer.card.id,
        address=customer.address,
        offer_id=command.offer_id,
    )
    found = verdict(drafted, live)
    if found is Refusal.SOLD_OUT:
        name = size_option(product)
        raise sold_out("", product, available(product, name, variant.options) if name else (), label)
    if isinstance(found, Refusal):
        raise refused(found, item=label)
    require_cap(quote.total, live.ctx.policy.purchase_cap, f"Buy {command.quantity} x {label}")
    facts = {
        "item": label,
        "quantity": str(command.quantity),
        "unit_price": quote.unit_price.text,
        "shipping": quote.shipping.text,
        "tax": quote.tax.text,
        "total": quote.total.text,
        "card": f"{customer.card.brand} {customer.card.last4}",
        "street": customer.address.street,
    }
    return Sheet(drafted, ActionClass.IRREVERSIBLE, "buy", facts, "BUY")


def _offer(command: Buy, live: Live) -> Offer | None:
    """The offer of the command; whether it still holds is the shop's rule."""
    return next((one for one in live.state.offers if one.id == command.offer_id), None)
