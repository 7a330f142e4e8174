"""The routes of a colleague's proposals: propose, send the preview, approve, decline."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from agent.outcome import EffectOrder
from agent.preview import preview_text
from api.auth import LoggedIn
from api.console import order_page
from api.console.access import LoginOf
from api.console.doing import Act, NotDone, ServiceOf, answered, back, is_mine
from api.console.pages import show
from api.console.proposing import Declined, Desk, act_on, desk_of, propose
from api.console.wish import Wish
from api.effects import BY_A_PERSON
from api.errors import NotFound
from api.service import Service
from api.store import pending, texts
from api.store.effects import LedgerEntry
from api.store.pending import Shown
from api.store.rows import id_of
from tools.proposal import Proposal, effect_key
from tools.shop import ShopError

MOST_FIELD: Final = 120
PROPOSED: Final = "#proposal"

Id = Annotated[str, Form(max_length=64)]


def shown_of(proposal: Id, digest: Id) -> Shown:
    """The proposal that a form is about, as its page had it."""
    return Shown(proposal, digest)


ShownOf = Annotated[Shown, Depends(shown_of)]

routes = APIRouter(prefix="/console/threads/{thread_id}")


@routes.get("/orders/{number}")
async def order(service: ServiceOf, login: LoginOf, thread_id: str, number: str) -> Response:
    """One order, with everything that can be done to it now. Raises NotFound for a stranger's."""
    return await _page(service, login, thread_id, ("order", number))


@routes.get("/subscriptions/{subscription_id}")
async def subscription(service: ServiceOf, login: LoginOf, thread_id: str, subscription_id: str) -> Response:
    """One subscription, with everything that can be done to it now. Raises NotFound for a stranger's."""
    return await _page(service, login, thread_id, ("subscription", subscription_id))


@routes.post("/propose")
async def ask(request: Request, service: ServiceOf, login: LoginOf, thread_id: str) -> Response:
    """A change that was asked for in a form; what cannot be is said on the page that it was asked on."""
    form = await request.form()
    fields = {name: value[:MOST_FIELD] for name, value in form.items() if isinstance(value, str)}
    ticked = tuple(str(value)[:MOST_FIELD] for value in form.getlist("lines"))
    wish = Wish(fields.get("action", ""), fields, ticked)
    try:
        await propose(service, await desk_of(service, thread_id), wish, login)
    except Declined as declined:
        what = ("order", fields["order"]) if fields.get("order") else ("subscription", fields.get("subscription", ""))
        return await _page(service, login, thread_id, what, (declined.words, fields))
    except NotDone as refused:
        return back(request, thread_id, refused.said)
    except ShopError:
        return back(request, thread_id, "shop-away")
    return RedirectResponse(f"/console/threads/{thread_id}{PROPOSED}", status_code=303)


@routes.post("/proposal/send")
async def send(request: Request, service: ServiceOf, login: LoginOf, thread_id: str, shown: ShownOf) -> Response:
    """The preview leaves under the colleague's name, and waits for the customer's own word."""
    desk = await _desk(service, thread_id)

    async def then(session: AsyncSession, fresh: Proposal) -> dict[str, Any]:
        preview = preview_text(desk.deps, fresh, desk.ctx.language)
        who = (login.user.email, login.user.name)
        await pending.send_preview(session, thread_id, fresh, preview, who, service.clock())
        return {"action": fresh.action, "digest": fresh.digest}

    act = Act(login.user.email, "proposal_sent", thread_id)
    return await _acted(request, service, act, (shown, login, then))


@routes.post("/proposal/approve")
async def approve(
    request: Request,
    service: ServiceOf,
    login: LoginOf,
    thread_id: str,
    shown: ShownOf,
    asked: Id = "",
) -> Response:
    """Done on the colleague's word, because the customer asked for it in the text ``asked``; never a charge (I11)."""
    desk = await _desk(service, thread_id)

    async def then(session: AsyncSession, fresh: Proposal) -> dict[str, Any]:
        if fresh.word == "BUY":
            raise NotDone("needs-buy")
        if not await texts.is_inbound_of(session, thread_id, asked):
            raise NotDone("no-word")
        if not await pending.approve(session, _entry(desk, fresh, asked, login), service.clock()):
            raise NotDone("proposal-changed")
        return {"action": fresh.action, "digest": fresh.digest, "asked": asked}

    act = Act(login.user.email, "proposal_approved", thread_id)
    return await _acted(request, service, act, (shown, login, then))


@routes.post("/proposal/decline")
async def decline(request: Request, service: ServiceOf, login: LoginOf, thread_id: str, shown: ShownOf) -> Response:
    """It waits no longer; a yes that comes later changes nothing."""

    async def do(session: AsyncSession) -> dict[str, Any]:
        await is_mine(session, thread_id, login.user.email)
        if not await pending.close(session, thread_id, shown):
            raise NotDone("proposal-changed")
        return {"digest": shown.digest}

    return await answered(request, service, Act(login.user.email, "proposal_declined", thread_id), do)


async def _acted(request: Request, service: Service, act: Act, what: tuple[Shown, LoggedIn, Any]) -> Response:
    shown, login, then = what
    try:
        await act_on(service, act, shown, login, then)
    except NotDone as refused:
        return back(request, act.thread_id, refused.said)
    except Declined as declined:
        return show("refused.html", login, thread_id=act.thread_id, words=declined.words)
    except ShopError:
        return back(request, act.thread_id, "shop-away")
    return back(request, act.thread_id)


async def _page(
    service: Service,
    login: LoggedIn,
    thread_id: str,
    what: tuple[str, str],
    declined: tuple[str, dict[str, str]] | None = None,
) -> Response:
    desk = await _desk(service, thread_id)
    kind, which = what
    async with service.database.reading() as session:
        held = await pending.of_thread(session, thread_id)
    command = held.proposal.command if held else None
    words, fields = declined or ("", order_page.chosen(command, which))
    view = await (order_page.order(desk, which) if kind == "order" else order_page.subscription(desk, which))
    if view is None:
        raise NotFound("This customer has no such thing.")
    return show(f"{kind}.html", login, seen=view, thread_id=thread_id, refused=words, chosen=fields)


async def _desk(service: Service, thread_id: str) -> Desk:
    try:
        return await desk_of(service, thread_id)
    except ShopError as error:
        raise NotFound("The shop does not answer. Try again in a moment.") from error


def _entry(desk: Desk, fresh: Proposal, asked: str, login: LoggedIn) -> LedgerEntry:
    """Its attempts are counted by the worker."""
    if fresh.command is None:
        raise NotDone("still-open")
    order = EffectOrder(proposal=fresh, command=fresh.command, basis=BY_A_PERSON, confirming_text_id=asked)
    return LedgerEntry(
        order=order,
        key=effect_key(desk.brand, desk.phone, fresh, fresh.command),
        thread_id=desk.thread_id,
        phone=desk.phone,
        turn_id=id_of("person", fresh.id),
        saw=(),
        attempts=0,
        actor=f"{login.user.name} <{login.user.email}>",
    )
