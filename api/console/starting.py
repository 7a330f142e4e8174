"""The page of a new text: look a customer up, see what they allow, write first; the thread is then the writer's."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Final, NamedTuple

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from agent.texting import segments
from api import first_text, sent_photo
from api.auth import LoggedIn
from api.bubble import clock_time, day_and_time, visible
from api.console import words
from api.console.access import LoginOf
from api.console.composing import LONGEST_BODY, closing, key_of, photo_of
from api.console.concierge import product_text
from api.console.doing import ServiceOf
from api.console.pages import show
from api.errors import NotFound
from api.first_text import Permission
from api.people import shown
from api.picture import NotAPicture
from api.service import Service
from api.store import audit, consent, starts, texts, threads
from api.store.consent import ConsentState
from api.store.starts import FirstText, HeldBySomebody
from api.store.threads import thread_id_of
from tools.customer import Customer
from tools.order import Order
from tools.shop import ShopError

PAGE: Final = "/console/new"
NEWS: Final = "news"
"""What a text is about that is about no order."""
LONGEST_WORDS: Final = 120

routes = APIRouter(dependencies=[Depends(closing)])


class Somebody(NamedTuple):
    """The customer that a page is about."""

    brand: str
    customer: Customer
    orders: list[Order]

    @property
    def whose(self) -> tuple[str, str]:
        return self.brand, self.customer.phone


class Written(NamedTuple):
    """What a page has in its fields."""

    body: str = ""
    about: str = ""
    said: str = ""

    @property
    def order(self) -> str:
        """The number of the order that it is about, or nothing for news of ours."""
        return "" if self.about == NEWS else self.about


@routes.get(PAGE)
async def page(service: ServiceOf, login: LoginOf, thread: str = "") -> Response:
    """An empty search, or the customer of a thread. Raises NotFound."""
    if not thread:
        return _search_page(login, "", None)
    async with service.database.reading() as session:
        row = await threads.by_id(session, thread)
    if row is None:
        raise NotFound("There is no such thread.")
    return await _composer(service, login, await _somebody(service, row["brand"], row["phone"]), None)


@routes.post(PAGE)
async def act(request: Request, service: ServiceOf, login: LoginOf) -> Response:
    """Search, open a customer, put a product into the text, or send. Customers' names and numbers are in no URL."""
    form = await request.form()
    then = str(form.get("then", ""))
    if then == "search":
        return await _searched(service, login, str(form.get("q", ""))[:LONGEST_WORDS])
    one = await _somebody(service, str(form.get("brand", "")), str(form.get("phone", "")))
    if then == "open":
        return await _composer(service, login, one, None)
    written = Written(str(form.get("body", "")), str(form.get("about", "")))
    if then == "card":
        return await _composer(service, login, one, await _with_card(service, one, written, str(form.get("product"))))
    return await _send(service, login, one, (form, written))


async def _send(service: Service, login: LoggedIn, one: Somebody, what: tuple[FormData, Written]) -> Response:
    """Ask the gate, then store the text with its thread; the outbox asks the gate again when it leaves (I7)."""
    form, written = what
    key, deps = key_of(form), service.brands[one.brand]
    person = first_text.person_of(one.brand, one.customer)
    thread_id, text_id = thread_id_of(*one.whose), starts.text_id_of(person, key)
    if await _was_sent(service, text_id):
        return RedirectResponse(f"/console/threads/{thread_id}", status_code=303)
    body = first_text.whole(deps, one.customer, written.body, written.order)
    if said := await _refused(service, one, written, body):
        return await _composer(service, login, one, written._replace(said=said))
    try:
        photo = await photo_of(service, form)
    except NotAPicture:
        return await _composer(service, login, one, written._replace(said=words.SAID["photo"]))
    first = FirstText(key, body, first_text.licence_of(written.order), login.user.email, login.user.name)
    try:
        async with service.database.writing() as session:
            if await starts.start(session, person, first, service.clock()):
                if photo is not None:
                    file = await sent_photo.attach(session, service, (thread_id, text_id), photo)
                    await texts.with_media(session, text_id, file)
                detail = {"text": text_id, "segments": segments(body).count, "order": written.order}
                await audit.record(session, login.user.email, "start", thread_id, detail, service.clock())
    except HeldBySomebody:
        return await _composer(service, login, one, written._replace(said=words.SAID["held"]))
    finally:
        if photo is not None:
            await sent_photo.drop_unused(service, text_id, photo)
    service.texts_leave.set()
    return RedirectResponse(f"/console/threads/{thread_id}", status_code=303)


async def _was_sent(service: Service, text_id: str) -> bool:
    async with service.database.reading() as session:
        return await starts.was_sent(session, text_id)


async def _refused(service: Service, one: Somebody, written: Written, body: str) -> str:
    """Why this may not be sent, in words; nothing where it may, now or in its hour."""
    if not written.body.strip() or len(body) > LONGEST_BODY:
        return words.SAID["length"]
    if not written.about:
        return words.SAID["about"]
    if written.order and written.order not in [order.number for order in one.orders]:
        return words.SAID["not-theirs"]
    allowed = await first_text.permission(service, one.whose, written.order)
    return words.NOT_SENT.get(allowed.refused, allowed.refused)


async def _with_card(service: Service, one: Somebody, written: Written, product: str) -> Written:
    """The words with a product behind them."""
    catalogue = {each.id: each for each in await service.brands[one.brand].shop.products()}
    card = product_text(catalogue[product]) if product in catalogue else ""
    return written._replace(body="\n".join(part for part in (written.body.strip(), card) if part))


async def _somebody(service: Service, brand: str, phone: str) -> Somebody:
    """Raises NotFound for nobody's number, and for a brand that is not this colleague's."""
    deps = service.brands.get(brand)
    try:
        customer = await deps.shop.customer(phone) if deps else None
        if deps is None or customer is None:
            raise NotFound("There is no such customer.")
        return Somebody(brand, customer, first_text.texted_about(await deps.shop.orders(phone), service.clock()))
    except ShopError as error:
        raise NotFound("The shop does not answer. Try again in a moment.") from error


async def _searched(service: Service, login: LoggedIn, asked: str) -> Response:
    """Whoever fits. That somebody looked is written down, the words are not: the trail cannot forget them (K11)."""
    try:
        found = await first_text.found(service, asked)
    except ShopError:
        return _search_page(login, asked, None, "shop-away")
    async with service.database.writing() as session:
        detail = {"found": len(found)}
        await audit.record(session, login.user.email, "customers_searched", starts.NO_THREAD, detail, service.clock())
    several = len(service.brands) > 1
    people = [
        {
            "brand": brand,
            "phone": one.phone,
            "name": visible(one.name),
            "shown": shown(one.phone),
            "email": visible(one.email),
            "of": service.brands[brand].brand.name if several else "",
        }
        for brand, one in found
    ]
    return _search_page(login, asked, people)


def _search_page(login: LoggedIn, q: str, found: list[dict[str, str]] | None, said: str = "") -> Response:
    return show("new.html", login, said, q=q, found=found)


async def _composer(service: Service, login: LoggedIn, one: Somebody, written: Written | None) -> Response:
    deps, zone = service.brands[one.brand], one.customer.timezone
    async with service.database.writing() as session:
        state = await consent.state(session, *one.whose)
        known = await threads.find(session, *one.whose)
        subject = known["id"] if known else starts.NO_THREAD  # an id made of a number would outlive its erasure (I19)
        await audit.record(session, login.user.email, "customer_read", subject, {}, service.clock())
    held = await first_text.holder(service, one.whose)
    ours, theirs = await first_text.permission(service, one.whose, ""), None
    if one.orders:
        theirs = await first_text.permission(service, one.whose, one.orders[0].number)
    fields = written or Written(first_text.greeting(deps, one.customer, login.user.name))
    return show(
        "new_text.html",
        login,
        seen={
            "name": visible(one.customer.name),
            "phone": one.customer.phone,
            "shown": shown(one.customer.phone),
            "brand": one.brand,
            "time": clock_time(service.clock(), zone),
            "zone": zone.replace("_", " "),
            "consent": _allows(state),
            "thread": thread_id_of(*one.whose) if held else "",
            "ours": _when(ours, service.clock(), zone),
            "theirs": _when(theirs, service.clock(), zone) if theirs else "",
            "may": not ours.refused or bool(theirs and not theirs.refused),
            "orders": [_order(each) for each in one.orders],
        },
        fields=fields,
        products=[(each.id, each.title) for each in await deps.shop.products()],
        key=secrets.token_hex(16),
        price=str(service.settings.segment_price),
    )


def _allows(state: ConsentState) -> str:
    if state.opted_out:
        return "Wants no texts at all"
    if state.marketing_hold:
        return "No marketing for now: it was doubtful what they said"
    return "Agreed to marketing" if state.marketing_consent else "Did not agree to marketing"


def _when(allowed: Permission, now: datetime, zone: str) -> str:
    """Whether and when such a text leaves, in words."""
    if allowed.refused:
        return words.NOT_SENT.get(allowed.refused, allowed.refused)
    if allowed.leaves_at is None or allowed.leaves_at <= now:
        return "Leaves at once."
    return f"Leaves {day_and_time(allowed.leaves_at, zone)}, in their hours."


def _order(one: Order) -> dict[str, str]:
    items = ", ".join(line.label for line in one.lines)
    return {"number": one.number, "words": f"#{one.number}: {visible(items)}, {one.state.replace('_', ' ')}"}
