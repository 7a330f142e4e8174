"""Customers who wait for a person, put into the store at once, and colleagues who are logged in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from agent.brand import Brand
from api.store import users
from api.store.database import Database
from api.store.tables import HANDOFFS, TEXTS, THREADS
from api.store.users import User


async def hand_over(
    database: Database, brand: Brand, phones: Sequence[str], now: datetime, reason: str = "asked_for_person"
) -> None:
    """Each phone wrote now, was handed over, and has the promise that the agent gave."""
    threads = [
        {"id": phone, "brand": brand.id, "phone": phone, "owner": "person", "created_at": now, "updated_at": now}
        for phone in phones
    ]
    places = [
        {
            "id": f"h{phone}",
            "thread_id": phone,
            "reason": reason,
            "ask": "Where is it?",
            "tried": [],
            "waiting_since": now,
            "handed_over_at": now,
            "promised_by": brand.answers_by(now),
        }
        for phone in phones
    ]
    wrote = [
        {
            "id": f"SM{phone}",
            "sid": f"SM{phone}",
            "thread_id": phone,
            "direction": "in",
            "speaker": "customer",
            "body": "Where is it?",
            "state": "human",
            "at": now,
            "created_at": now,
        }
        for phone in phones
    ]
    async with database.writing() as session:
        for table, rows in ((THREADS, threads), (TEXTS, wrote), (HANDOFFS, places)):
            await session.execute(insert(table), rows)


async def colleague(database: Database, name: str, now: datetime) -> str:
    """Somebody who is logged in; their address."""
    email = f"{name}@shop.example"
    user = User(id=name, email=email, name=name.capitalize(), role="agent", password_hash="x")
    async with database.writing() as session:
        await users.add(session, user)
        await users.log_in(session, f"login-{name}", name, now)
    return email


async def is_here(database: Database, name: str, now: datetime) -> None:
    async with database.writing() as session:
        await users.seen(session, f"login-{name}", now)


async def place(database: Database, phone: str) -> dict[str, Any]:
    async with database.reading() as session:
        row = await session.execute(select(HANDOFFS).where(HANDOFFS.c.thread_id == phone))
        return dict(row.mappings().one())


async def said(database: Database, phone: str) -> list[str]:
    """What went to a phone, oldest first."""
    statement = select(TEXTS.c.body).where(TEXTS.c.thread_id == phone, TEXTS.c.direction == "out")
    async with database.reading() as session:
        return list((await session.execute(statement.order_by(TEXTS.c.at))).scalars())


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
