"""Text-to-buy: a purchase at exactly the price that was shown, on the card on file (S76)."""

from __future__ import annotations

from tools.catalog import Product, Variant
from tools.command import Buy
from tools.customer import Offer
from tools.order import Card, Order, OrderLine
from tools.payment import Payment
from tools.shopkeeping.change import Change
from tools.shopkeeping.pricing import quote_for
from tools.shopkeeping.refusal import CommandRefused, Refusal
from tools.shopkeeping.state import ShopState


def buy(command: Buy, state: ShopState) -> Change:
    """A new order under the next number. Stock, price and card are checked last before the charge."""
    card = _card_on_file(command, state)
    if command.quantity < 1:
        raise CommandRefused(Refusal.BAD_QUANTITY)
    product, variant = state.variant(command.variant_id)
    offer = _live_offer(command, product, state)
    state.require_stock(variant, command.quantity)
    _require_quoted(command, variant, offer, state)
    state.require_good_card(card.id)
    order = _new_order(command, product, variant, card, state)
    charge = Payment(
        kind="charge",
        phone=state.phone,
        order_number=order.number,
        card_id=card.id,
        amount=command.total,
        at=state.now,
    )
    return Change(
        reference=order.number,
        order=order,
        stock={variant.id: -command.quantity},
        payments=(charge,),
        used_offer_id=offer.id if offer else None,
    )


def _card_on_file(command: Buy, state: ShopState) -> Card:
    customer = state.customer
    if customer is None or not customer.text_to_buy or customer.card is None:
        raise CommandRefused(Refusal.NOT_ENROLLED)
    if customer.card.id != command.card_id:
        raise CommandRefused(Refusal.UNKNOWN_CARD)
    return customer.card


def _live_offer(command: Buy, product: Product, state: ShopState) -> Offer | None:
    if command.offer_id is None:
        return None
    offer = next((one for one in state.offers if one.id == command.offer_id and one.phone == state.phone), None)
    if offer is None or offer.product_id != product.id:
        raise CommandRefused(Refusal.OFFER_GONE)
    if offer.used_at is not None or offer.expires_at <= state.now:
        raise CommandRefused(Refusal.OFFER_GONE)
    return offer


def _require_quoted(command: Buy, variant: Variant, offer: Offer | None, state: ShopState) -> None:
    quote = quote_for(variant, command.quantity, offer, state.policy)
    if command.unit_price != quote.unit_price:
        raise CommandRefused(Refusal.PRICE_CHANGED)
    if (command.shipping, command.tax, command.total) != (quote.shipping, quote.tax, quote.total):
        raise CommandRefused(Refusal.AMOUNT_MISMATCH)


def _new_order(command: Buy, product: Product, variant: Variant, card: Card, state: ShopState) -> Order:
    number = state.next_order_number
    line = OrderLine(
        id=f"{number}-1",
        product_id=product.id,
        variant_id=variant.id,
        item=product.title,
        options=variant.options,
        quantity=command.quantity,
        price=command.unit_price,
        final_sale=product.final_sale,
        returnable=product.returnable,
    )
    return Order(
        number=number,
        customer_phone=state.phone,
        placed_at=state.now,
        state="unfulfilled",
        lines=(line,),
        address=command.address,
        card=card,
        shipping=command.shipping,
        total=command.total,
    )
