"""What colleagues do with a place in the queue: give it to somebody, put it off, wake it; written down (K11)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Annotated, Any, Final, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from agent.brand import Brand
from api import support_hours
from api.console.access import AGENTS, LoginOf
from api.console.doing import Act, NotDone, ServiceOf, answered, is_mine
from api.store import handoffs, threads, users, waits
from api.store.users import User

Until = Literal["hour", "afternoon", "morning", "week", "now"]
HOURS: Final = {"hour": 1, "afternoon": 4}

routes = APIRouter(prefix="/console/threads/{thread_id}")


@routes.post("/assign")
async def assign(
    request: Request,
    service: ServiceOf,
    login: LoginOf,
    thread_id: str,
    to: Annotated[str, Form(max_length=254)] = "",
    whom: Annotated[str, Form(max_length=254)] = "",
) -> Response:
    """Give a thread to a colleague, from ``whom``, who has it on the page (nobody: empty)."""

    async def do(session: AsyncSession) -> dict[str, Any]:
        user = await users.by_email(session, to)
        row = await threads.by_id(session, thread_id)
        if row is None or user is None or not can_have(user, row["brand"]):
            raise NotDone("no-user")
        current = await handoffs.current(session, thread_id)
        if current is None:
            raise NotDone("closed")
        now = service.clock()
        if not await handoffs.assign(session, current["id"], whom or None, user.email, now):
            raise NotDone("taken")
        await handoffs.take_over(session, thread_id, now)
        return {"to": user.email, "from": whom}

    return await answered(request, service, Act(login.user.email, "assign", thread_id), do)


def can_have(user: User, brand: str) -> bool:
    """Whether a thread of this brand may be given to a colleague."""
    return user.active and user.role in AGENTS and user.works_for(brand)


@routes.post("/snooze")
async def snooze(
    request: Request,
    service: ServiceOf,
    login: LoginOf,
    thread_id: str,
    until: Annotated[Until, Form()] = "hour",
) -> Response:
    """Out of sight until then, or until the customer texts; their promise is kept all the same."""

    async def do(session: AsyncSession) -> dict[str, Any]:
        await is_mine(session, thread_id, login.user.email)
        row = await threads.by_id(session, thread_id)
        brand = service.brands[row["brand"]].brand if row else None
        moment = wakes_at(until, service.clock(), brand) if brand else None
        if not await waits.snooze(session, thread_id, moment):
            raise NotDone("closed")
        return {"until": moment.isoformat() if moment else ""}

    return await answered(request, service, Act(login.user.email, "snooze", thread_id), do)


def wakes_at(until: Until, now: datetime, brand: Brand) -> datetime | None:
    """When a snooze ends: in an hour or four, when people are back on another day, in a week; None for now."""
    if until == "now":
        return None
    if until in HOURS:
        return now + timedelta(hours=HOURS[until])
    zone = ZoneInfo(brand.timezone)
    day = now.astimezone(zone).date() + timedelta(days=7 if until == "week" else 1)
    return support_hours.after(brand, datetime.combine(day, time(), tzinfo=zone).astimezone(now.tzinfo), 0)
