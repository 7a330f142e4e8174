"""What colleagues do with a thread: take it, hand it back, resolve it. Each is written down (K11)."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from agent.outcome import HandoffOrder
from api.console.access import LoginOf
from api.console.doing import Act, NotDone, ServiceOf, answered, is_mine
from api.console.words import OUTCOMES
from api.store import handoffs, texts
from api.store.handoffs import Waiting
from tools.base import HandoffReason

routes = APIRouter(prefix="/console/threads/{thread_id}")


@routes.post("/claim")
async def claim(
    request: Request,
    service: ServiceOf,
    login: LoginOf,
    thread_id: str,
    whom: Annotated[str, Form(max_length=254)] = "",
) -> Response:
    """Take a thread: out of the queue, from the agent, or from ``whom``, the colleague who has it on the page."""
    me = login.user.email

    async def do(session: AsyncSession) -> dict[str, Any]:
        now = service.clock()
        current = await handoffs.current(session, thread_id)
        is_fresh = current is None
        if current is None:
            order = HandoffOrder(reason=HandoffReason.OTHER, ask="Taken over in the console")
            await handoffs.open_new(session, thread_id, service.new_id(), order, Waiting(now, None))
            current = await handoffs.current(session, thread_id)
        if current is None or current["claimed_by"] == me:
            return {}
        if current["status"] == "open":
            taken = await handoffs.claim(session, current["id"], me, now)
        else:
            taken = bool(whom) and await handoffs.take_from(session, thread_id, whom, me, now)
        if not taken:
            raise NotDone("taken")
        if is_fresh and not await texts.waiting(session, thread_id):
            await handoffs.nobody_waits(session, thread_id, now)
        return {"from": whom} if whom else {}

    return await answered(request, service, Act(me, "claim", thread_id), do)


@routes.post("/hand-back")
async def hand_back(request: Request, service: ServiceOf, login: LoginOf, thread_id: str) -> Response:
    """The agent answers again; an end marker stands in the thread (S87)."""

    async def do(session: AsyncSession) -> dict[str, Any]:
        await is_mine(session, thread_id, login.user.email)
        if not await handoffs.hand_back(session, thread_id, login.user.name, service.clock()):
            raise NotDone("closed")
        return {}

    return await answered(request, service, Act(login.user.email, "hand_back", thread_id), do)


@routes.post("/resolve")
async def resolve(
    request: Request,
    service: ServiceOf,
    login: LoginOf,
    thread_id: str,
    outcome: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """It is over, and how; what the customer writes next is the agent's again."""

    async def do(session: AsyncSession) -> dict[str, Any]:
        if outcome not in OUTCOMES:
            raise NotDone("outcome")
        await is_mine(session, thread_id, login.user.email)
        if not await handoffs.resolve(session, thread_id, outcome, login.user.name, service.clock()):
            raise NotDone("closed")
        return {"outcome": outcome}

    return await answered(request, service, Act(login.user.email, "resolve", thread_id), do)
