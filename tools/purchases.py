"""Buying by text: live offers, what a purchase would cost, and the purchase itself for those enrolled."""

from __future__ import annotations

from dataclasses import dataclass

from tools.arguments import NoArguments, Purchase
from tools.base import Answer, Effect, Tool, ToolContext, ToolResult
from tools.catalog import Product, Variant
from tools.command import Buy
from tools.customer import Offer
from tools.drafts.refusal import refused
from tools.facts import offer_facts
from tools.money import ZERO
from tools.order import Address
from tools.propose import propose
from tools.resolve.product import resolve_product
from tools.resolve.question import question
from tools.resolve.variant import Wish, resolve_variant
from tools.shopkeeping.refusal import Refusal

MOST_PIECES = 99
NOWHERE = Address(street="", city="", state="", postcode="")


@dataclass(frozen=True)
class Basket:
    """What is to be bought, on which offer if there is one."""

    product: Product
    variant: Variant
    quantity: int
    offer: Offer | None


async def _list_offers(arguments: NoArguments, ctx: ToolContext) -> ToolResult:
    products = {product.id: product for product in await ctx.shop.products()}
    live = [offer for offer in await live_offers(ctx) if offer.product_id in products]
    return Answer({"offers": [offer_facts(offer, products[offer.product_id], ctx) for offer in live]})


async def _quote_purchase(arguments: Purchase, ctx: ToolContext) -> ToolResult:
    basket = await _fill(arguments, ctx)
    quote = await ctx.shop.quote(basket.variant.id, basket.quantity, basket.offer)
    facts = {
        "item": " ".join((basket.product.title, *basket.variant.options.values())),
        "quantity": quote.quantity,
        "unit_price": quote.unit_price.text,
        "subtotal": quote.subtotal.text,
        "shipping": quote.shipping.text,
        "tax": quote.tax.text,
        "total": quote.total.text,
        "in_stock": basket.variant.stock >= basket.quantity,
        "can_buy_by_text": _is_enrolled(ctx),
    }
    if basket.offer:
        facts["offer"] = basket.offer.keyword
    if _is_enrolled(ctx) and ctx.customer and ctx.customer.card:
        facts["card_ending"] = ctx.customer.card.last4
    return Answer({"quote": facts})


async def _buy(arguments: Purchase, ctx: ToolContext) -> ToolResult:
    """Amounts, card and address are the draft's to fill in."""
    if not _is_enrolled(ctx):
        raise refused(Refusal.NOT_ENROLLED, item=(arguments.product or "").strip())
    basket = await _fill(arguments, ctx)
    command = Buy(
        variant_id=basket.variant.id,
        quantity=basket.quantity,
        unit_price=ZERO,
        shipping=ZERO,
        tax=ZERO,
        total=ZERO,
        card_id="",
        address=NOWHERE,
        offer_id=basket.offer.id if basket.offer else None,
    )
    return await propose(command, ctx)


async def live_offers(ctx: ToolContext) -> list[Offer]:
    """Offers to this phone that are neither used nor over."""
    return [one for one in await ctx.shop.offers(ctx.phone) if one.used_at is None and ctx.now < one.expires_at]


async def _fill(arguments: Purchase, ctx: ToolContext) -> Basket:
    """Raises BadArguments, and Refused for an offer that is over."""
    quantity = 1 if arguments.quantity is None else arguments.quantity
    if not 1 <= quantity <= MOST_PIECES:
        raise question("bad_quantity", wanted=str(quantity))
    products = await ctx.shop.products()
    offers = await live_offers(ctx)
    offer = await _offer_named(arguments.keyword, offers, ctx) if arguments.keyword else None
    if offer is None and not (arguments.product or "").strip():
        offer = _only_offer(offers, products)
    product = _offered(offer, products) if offer else resolve_product(arguments.product, products)
    # A price that was promised to this customer holds however they ask for the product (S76).
    offer = offer or next((one for one in offers if one.product_id == product.id), None)
    variant = resolve_variant(product, Wish(arguments.size, arguments.color, words=arguments.product or ""))
    return Basket(product, variant, quantity, offer)


async def _offer_named(keyword: str, live: list[Offer], ctx: ToolContext) -> Offer:
    wanted = keyword.strip().casefold()
    if (found := next((one for one in live if one.keyword.casefold() == wanted), None)) is not None:
        return found
    if any(one.keyword.casefold() == wanted for one in await ctx.shop.offers(ctx.phone)):
        raise refused(Refusal.OFFER_GONE, item=keyword.strip())
    raise question("no_offer", [one.keyword for one in live], wanted=keyword.strip())


def _only_offer(live: list[Offer], products: tuple[Product, ...]) -> Offer:
    if len(live) != 1:
        raise question("which_product", [_offered(one, products).title for one in live])
    return live[0]


def _offered(offer: Offer, products: tuple[Product, ...]) -> Product:
    found = next((product for product in products if product.id == offer.product_id), None)
    if found is None:
        raise refused(Refusal.OFFER_GONE, item=offer.keyword)
    return found


def _is_enrolled(ctx: ToolContext) -> bool:
    customer = ctx.customer
    return bool(customer and customer.text_to_buy and customer.card and customer.address)


list_offers = Tool(
    name="list_offers",
    effect=Effect.READS,
    description="The offers made to this customer that still hold.",
    arguments=NoArguments,
    run=_list_offers,
)
quote_purchase = Tool(
    name="quote_purchase",
    effect=Effect.READS,
    description="What a purchase would cost: unit price, shipping, total. By product or by the keyword of an offer.",
    arguments=Purchase,
    run=_quote_purchase,
)
buy = Tool(
    name="buy",
    effect=Effect.PROPOSES,
    description="Propose a purchase by text with the card on file. By product or by the keyword of an offer.",
    arguments=Purchase,
    run=_buy,
)
