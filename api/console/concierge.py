"""Selling by hand: products as cards for the composer, and offers that the customer buys by text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from agent.texting import normalise
from api.bubble import day_and_time, visible
from api.console.access import LoginOf
from api.console.doing import Act, NotDone, ServiceOf, back, done, is_mine
from api.console.pages import show
from api.console.proposing import Declined, Desk, desk_of, propose
from api.console.wish import Wish
from api.errors import NotFound
from api.store.rows import id_of
from tools.catalog import Product, Variant
from tools.customer import Offer
from tools.money import Money
from tools.shop import Promising, ShopError

KIND: Final = "concierge"
MOST_SHOWN: Final = 24
MOST_DAYS: Final = 30
WORD: Final = re.compile(r"[A-Za-z]{3,12}")
RESERVED: Final = frozenset(
    "stop stopall unsubscribe cancel end quit revoke optout start unstop yes help info confirm buy no".split()
)
"""Words that mean something else in a text (S9 to S12)."""

Field = Annotated[str, Form(max_length=120)]

routes = APIRouter(prefix="/console/threads/{thread_id}")


@routes.get("/products")
async def products(service: ServiceOf, login: LoginOf, thread_id: str, q: str = "") -> Response:
    """The catalogue, searched by words."""
    desk = await _desk(service, thread_id)
    found = search(await desk.ctx.shop.products(), q)
    zone = desk.deps.brand.timezone
    return show(
        "products.html",
        login,
        thread_id=thread_id,
        q=q[:120],
        found=[_seen(one) for one in found[:MOST_SHOWN]],
        more=max(len(found) - MOST_SHOWN, 0),
        enrolled=bool(desk.ctx.customer and desk.ctx.customer.text_to_buy),
        customer=desk.ctx.customer is not None,
        until=day_and_time(service.clock() + timedelta(days=3), zone),
    )


@routes.post("/offer")
async def offer(request: Request, service: ServiceOf, login: LoginOf, thread_id: str) -> Response:
    """A price for this customer alone, under the colleague's name; then its text in the composer, or a proposal."""
    form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    try:
        desk = await desk_of(service, thread_id)
        made = await _promised(service, desk, login, form)
        if form.get("then") != "propose":
            return RedirectResponse(f"/console/threads/{thread_id}?offer={made.id}#body", status_code=303)
        fields = {"variant": form.get("variant", ""), "offer": made.id}
        await propose(service, desk, Wish("buy", fields), login)
    except NotDone as refused:
        return back(request, thread_id, refused.said)
    except Declined as declined:
        return show("refused.html", login, thread_id=thread_id, words=declined.words)
    except ShopError:
        return back(request, thread_id, "shop-away")
    return RedirectResponse(f"/console/threads/{thread_id}#proposal", status_code=303)


async def _promised(service: ServiceOf, desk: Desk, login: LoginOf, form: dict[str, str]) -> Offer:
    """The offer, stored in the shop and written down. Raises NotDone, ShopError."""
    made = _offer_of(desk, form)
    catalogue = {product.id: product for product in await desk.ctx.shop.products()}
    if made.product_id not in catalogue:
        raise NotDone("offer")

    async with service.database.reading() as session:
        await is_mine(session, desk.thread_id, login.user.email)
    if not isinstance(desk.deps.shop, Promising) or not await desk.deps.shop.promise(made):
        raise NotDone("offer-taken")

    async def written(_session: AsyncSession) -> dict[str, Any]:
        return {"offer": made.id, "keyword": made.keyword, "product": made.product_id, "price": made.price.text}

    await done(service, Act(login.user.email, "offer", desk.thread_id), written)
    return made


def _offer_of(desk: Desk, form: dict[str, str]) -> Offer:
    """Raises NotDone for a price, a word or a time that cannot be."""
    word, days = form.get("keyword", "").strip(), form.get("days", "")
    try:
        price = Money(amount=Decimal(form.get("price", "").strip().lstrip("$")), currency="USD")
    except (InvalidOperation, ValueError) as error:
        raise NotDone("offer") from error
    fits = WORD.fullmatch(word) and word.casefold() not in RESERVED
    lasts = int(days) if days.isascii() and days.isdigit() and len(days) <= 2 else 0
    if not fits or not 1 <= lasts <= MOST_DAYS or not 0 < price.amount < 100_000:
        raise NotDone("offer")
    return Offer(
        id=id_of("offer", desk.thread_id, word.casefold(), desk.ctx.now.isoformat()),
        phone=desk.phone,
        keyword=word.upper(),
        product_id=form.get("product", ""),
        price=price,
        kind=KIND,
        expires_at=desk.ctx.now + timedelta(days=lasts),
    )


def search(catalogue: Sequence[Product], q: str) -> list[Product]:
    """Products that have every word, those that have it in their title first; all of them for no words."""
    words = [word for word in re.split(r"\W+", q.casefold()) if word]
    fits = [one for one in catalogue if all(word in f"{one.title} {one.description}".casefold() for word in words)]
    return sorted(fits, key=lambda one: not all(word in one.title.casefold() for word in words))


def product_text(product: Product) -> str:
    """A product as words for a text: name, price, what there is, and the way to it."""
    prices = sorted({variant.price.amount for variant in product.variants})
    first = product.variants[0].price.model_copy(update={"amount": prices[0]}).text if prices else ""
    price = f"from {first}" if len(prices) > 1 else first
    there = [" ".join(one.options.values()) for one in product.variants if one.stock > 0 and one.options]
    stock = f" In stock: {', '.join(there[:8])}." if there else ""
    return normalise(f"{product.title}, {price}.{stock} {product.url}".strip())


async def inserted(desk: Desk, product_id: str = "", offer_id: str = "") -> str:
    """What the composer begins with after a product or an offer was chosen; empty for what there is not."""
    catalogue = {product.id: product for product in await desk.ctx.shop.products()}
    if product_id in catalogue:
        return product_text(catalogue[product_id])
    found = next((one for one in await desk.ctx.shop.offers(desk.phone) if one.id == offer_id), None)
    if found is None or found.product_id not in catalogue:
        return ""
    until = day_and_time(found.expires_at, desk.deps.brand.timezone).replace(" · ", ", ")
    title = catalogue[found.product_id].title
    return normalise(f"{title} for {found.price.text}, just for you until {until}. Text {found.keyword} to buy it.")


def _seen(product: Product) -> dict[str, Any]:
    return {
        "id": product.id,
        "title": visible(product.title),
        "description": visible(product.description),
        "was": product.was_price.text if product.was_price else "",
        "text": product_text(product),
        "final": product.final_sale,
        "word": re.sub(r"[^A-Z]", "", product.title.upper().split()[-1])[:12],
        "price": str(product.variants[0].price.amount) if product.variants else "",
        "variants": [(one.id, _kind(one), one.stock < 1) for one in product.variants],
    }


def _kind(one: Variant) -> str:
    return f"{' '.join(one.options.values()) or 'One kind'}, {one.price.text}, {one.stock} left"


async def _desk(service: ServiceOf, thread_id: str) -> Desk:
    try:
        return await desk_of(service, thread_id)
    except ShopError as error:
        raise NotFound("The shop does not answer. Try again in a moment.") from error
