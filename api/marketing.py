"""What a brand starts by itself: it leaves in open hours, within the caps, and while its reason holds (S26-S32, I8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from agent.deps import Deps
from agent.outcome import TextKind
from agent.transcript import Speaker
from api.errors import Conflict, NotFound
from api.event import ABOUT_A_PRODUCT, Newsroom, ShopEvent, notice_of
from api.hours import Place, next_opening, place_of
from api.service import Service
from api.store import stops, told
from api.store.told import Told
from prompts.template import PromptError
from tools.customer import Customer
from tools.shop import ShopError

LATEST: Final = timedelta(hours=48)
"""After this a reminder reminds of nothing any more (S31)."""
JUST_BOUGHT: Final = timedelta(days=7)
TOLD_OF_IT: Final = timedelta(days=7)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
RELIABLE: Final = timedelta(seconds=30)
AGAIN_SECONDS: Final = 60.0
REPLAYED: Final = "event:starter:"
"""Openers that whoever holds the demo's phone has asked for with a tap: they wake nobody and do not count."""


@dataclass(frozen=True)
class Intended:
    """A text that a colleague would start and that is not stored yet, with what the gate reads of a row."""

    thread_id: str
    brand: str
    phone: str
    body: str
    created_at: datetime
    licence: str | None = None
    kind: str = TextKind.PERSON.value
    speaker: str = Speaker.PERSON.value
    template: str | None = None
    cause: dict[str, Any] | None = None


@dataclass(frozen=True)
class Verdict:
    """What the shop and the clock say of a text: it may go, never (``drop``), or not before ``hold_until``."""

    drop: str | None = None
    hold_until: datetime | None = None
    reason: str = ""
    at: datetime | None = None
    most_a_day: int = 3
    most_a_week: int = 2
    counts: bool = True

    def holds(self, now: datetime) -> bool:
        """Whether it may still be relied on: a pause may have come between asking and sending."""
        return self.at is not None and now - self.at < RELIABLE


def is_replayed(service: Service, row: Row[Any] | Intended) -> bool:
    """Whether it is an opener of the demo's phone page."""
    return service.settings.demo and (row.licence or "").startswith(REPLAYED)


async def weigh(service: Service, row: Row[Any] | Intended, now: datetime) -> Verdict:
    """Ask everything that lies outside the database; the caps are asked in the transaction that sends."""
    deps = service.brands.get(row.brand)
    if is_replayed(service, row):
        return Verdict(at=now, counts=False)
    if deps is None or row.created_at + LATEST <= now:
        return Verdict(drop="too_late" if deps else "unknown_brand")
    try:
        customer = await deps.shop.customer(row.phone)
        gone = await _gone(deps, row, customer, now)
    except (ShopError, PromptError) as error:
        reason = "shop_unavailable" if isinstance(error, ShopError) else "broken_page"
        return Verdict(hold_until=now + timedelta(seconds=AGAIN_SECONDS), reason=reason)
    if gone:
        return Verdict(drop=gone)
    place = _place(row.phone, customer)
    opening = next_opening(place, now)
    if opening is None:
        return Verdict(drop="no_open_hours")
    caps = Verdict(most_a_day=place.most_a_day, most_a_week=deps.brand.marketing_per_week)
    if opening > now:
        return replace(caps, hold_until=opening, reason="quiet_hours")
    return replace(caps, at=now)


async def refusal(session: AsyncSession, row: Row[Any] | Intended, verdict: Verdict, now: datetime) -> str | None:
    """Why the database says no, or None: something is stopped, the caps are reached, or it was told already."""
    if await stops.any_of(session, stops.of_marketing(row.brand), stops.of_template(row.brand, row.template or "")):
        return "stopped"
    if not verdict.counts:
        return None
    before = await told.since(session, row.thread_id, now - max(WEEK, TOLD_OF_IT))
    if _count(before, now - DAY) >= verdict.most_a_day:
        return "daily_cap"
    if _count(before, now - WEEK) >= verdict.most_a_week:
        return "weekly_cap"
    return "told_already" if any(_same(one, row) for one in before) else None


def _count(before: Sequence[Told], since: datetime) -> int:
    return sum(one.at is None or one.at > since for one in before)


def _same(one: Told, row: Row[Any] | Intended) -> bool:
    """One reminder for one cart, one text for one price (S31, S32)."""
    if one.template != row.template or not row.cause or not one.cause:
        return False
    return _object(one.cause) == _object(row.cause)


def _object(cause: dict[str, Any]) -> str:
    return str(cause.get("product") or "").casefold()


def _place(phone: str, customer: Customer | None) -> Place:
    if customer is None:
        return place_of(phone)
    return place_of(phone, customer.address.state if customer.address else None, customer.timezone)


async def _gone(deps: Deps, row: Row[Any] | Intended, customer: Customer | None, now: datetime) -> str | None:
    """Why the text is not true any more, as far as its event and the shop tell (S29)."""
    if not row.cause:
        return None
    try:
        event = ShopEvent.model_validate(row.cause)
        notice = await notice_of(event, Newsroom(deps.brand, deps.shop, deps.prompts, deps.clock))
    except (Conflict, NotFound, ValidationError):
        return "reason_gone"
    today = now.astimezone(ZoneInfo(deps.brand.timezone))
    birthday = customer.birthday if customer else None
    if event.type == "birthday" and birthday and (birthday.month, birthday.day) != (today.month, today.day):
        return "reason_gone"
    if notice.text.body != row.body:
        return "reason_changed"
    return "bought" if await _bought(deps, event, row.phone, now) else None


async def _bought(deps: Deps, event: ShopEvent, phone: str, now: datetime) -> bool:
    if event.type not in ABOUT_A_PRODUCT:
        return False
    wanted = (event.product or "").casefold()
    return any(
        wanted in (line.product_id.casefold(), line.item.casefold())
        for order in await deps.shop.orders(phone)
        if order.state != "cancelled" and order.placed_at > now - JUST_BOUGHT
        for line in order.lines
    )
