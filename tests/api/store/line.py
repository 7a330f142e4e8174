"""A database with one thread's worth of texts, proposals and turns, for the tests of the store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Table, select

from agent.transcript import Transcript
from api.store import intake, threads
from api.store.database import Database
from api.store.threads import Claim
from tests.engine import ENGINE
from tools.command import CancelOrder
from tools.money import Money
from tools.proposal import ActionClass, Proposal

NOW = datetime(2026, 6, 10, 16, 0, tzinfo=UTC)
BRAND = "smear"
PHONE = "+13475550142"


@asynccontextmanager
async def database_at(folder: Path, name: str = "line.db") -> AsyncIterator[Database]:
    """An empty database with every table, on the engine of the test; the same one for the same folder and name."""
    database = await ENGINE.opened(folder / name)
    try:
        yield database
    finally:
        await database.close()


def inbound(body: str, sid: str = "SM1", at: datetime = NOW, phone: str = PHONE) -> intake.Inbound:
    return intake.Inbound(account_sid="AC1", sid=sid, phone=phone, brand=BRAND, body=body, at=at)


async def receive(database: Database, body: str, sid: str = "SM1", at: datetime = NOW) -> intake.Accepted:
    async with database.writing() as session:
        return await intake.accept(session, inbound(body, sid, at), at, 0)


async def claimed(database: Database, now: datetime = NOW, worker: str = "w1") -> Claim:
    async with database.writing() as session:
        (claim,) = await threads.claim_due(session, worker, now, 90)
    return claim


async def loaded(database: Database, claim: Claim, now: datetime = NOW) -> Transcript:
    async with database.reading() as session:
        return await threads.load(session, claim, now)


async def rows_of(database: Database, table: Table) -> list[dict[str, object]]:
    """Every row of a table, oldest first."""
    order = [table.c[name] for name in ("created_at", "direction", "id") if name in table.c]
    async with database.reading() as session:
        return [dict(row) for row in (await session.execute(select(table).order_by(*order))).mappings()]


def cancellation(proposal_id: str = "p1", at: datetime = NOW, order: str = "12345") -> Proposal:
    """A proposal to cancel an order, open for half an hour."""
    refund = Money(amount=Decimal("128.00"), currency="USD")
    return Proposal(
        id=proposal_id,
        action="cancel_order",
        action_class=ActionClass.IRREVERSIBLE,
        word="CONFIRM",
        command=CancelOrder(order=order, refund=refund),
        preview="cancel_order",
        facts={"order": order, "refund": "$128.00"},
        policy_version="1",
        created_at=at,
        expires_at=at + timedelta(minutes=30),
    )
