"""Tests of `api.store.proposals`."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text, update

from agent.outcome import OutText, TextKind, Turn
from api.store import proposals, settle
from api.store.database import Database
from api.store.settle import Moment
from api.store.tables import PROPOSALS, TEXTS
from api.store.threads import thread_id_of
from tests.api.store.line import BRAND, NOW, PHONE, cancellation, claimed, database_at, loaded, receive, rows_of
from tools.command import CancelOrder
from tools.money import Money

pytestmark = pytest.mark.both_engines

THREAD = thread_id_of(BRAND, PHONE)


async def proposed(database: Database) -> None:
    """A thread with one open proposal, its preview in the outbox."""
    await receive(database, "cancel it")
    claim = await claimed(database)
    preview = OutText(body="Cancel?", kind=TextKind.PREVIEW, proposal_id="p1")
    turn = Turn(saw=("SM1",), texts=(preview,), proposal=cancellation())
    async with database.writing() as session:
        await settle.settle(session, claim, await loaded(database, claim), turn, Moment(NOW))


async def test_a_proposal_is_used_once_however_many_try(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await proposed(database)

        async def take() -> bool:
            async with database.writing() as session:
                return await proposals.take(session, THREAD, cancellation(), NOW)

        assert sum(await asyncio.gather(*(take() for _ in range(20)))) == 1


async def test_an_expired_changed_or_foreign_proposal_is_not_taken(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await proposed(database)
        changed = cancellation().model_copy(update={"facts": {"order": "12345", "refund": "$1.00"}})
        async with database.writing() as session:
            assert not await proposals.take(session, THREAD, cancellation(), NOW + timedelta(minutes=30))
            assert not await proposals.take(session, THREAD, changed, NOW)
            assert not await proposals.take(session, "another thread", cancellation(), NOW)
            assert await proposals.take(session, THREAD, cancellation(), NOW)


async def test_a_voided_proposal_cannot_be_taken(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await proposed(database)
        async with database.writing() as session:
            assert await proposals.void(session, THREAD, ["p1"]) == 1
            assert not await proposals.take(session, THREAD, cancellation(), NOW)


async def test_an_opt_out_voids_what_was_open(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await proposed(database)
        await receive(database, "STOP", "SM2", NOW + timedelta(minutes=1))
        (row,) = await rows_of(database, PROPOSALS)
        assert row["state"] == "void"


@pytest.mark.parametrize(
    ("state", "delivery", "armed"),
    [
        ("new", None, False),
        ("sending", None, False),
        ("unknown", None, False),
        ("sent", None, True),
        ("sent", "delivered", True),
        ("failed", None, False),
        ("failed", "undelivered", False),
        ("dropped", None, False),
    ],
)
async def test_a_preview_that_the_carrier_did_not_take_arms_nothing(
    tmp_path: Path, state: str, delivery: str | None, armed: bool
) -> None:
    async with database_at(tmp_path) as database:
        await proposed(database)
        sent_at = NOW + timedelta(seconds=3)
        async with database.writing() as session:
            change = update(TEXTS).where(TEXTS.c.proposal_id == "p1")
            await session.execute(change.values(state=state, delivery=delivery, sent_at=sent_at))
        async with database.reading() as session:
            (waiting,) = await proposals.open_of(session, THREAD, NOW)
        assert waiting.previewed_at == (sent_at if armed else None)
        assert waiting.proposal == cancellation()


async def test_what_has_expired_cannot_be_taken_and_is_remembered_for_a_day(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await proposed(database)
        later, much_later = NOW + timedelta(minutes=31), NOW + timedelta(hours=25)
        async with database.writing() as session:
            assert await proposals.expire_overdue(session, later) == 1
            (late,) = await proposals.open_of(session, THREAD, later)
            assert not late.proposal.is_open_at(later)
            assert not await proposals.take(session, THREAD, late.proposal, later)
            assert await proposals.open_of(session, THREAD, much_later) == ()


async def test_marking_the_overdue_reads_no_proposal_that_has_ended(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.reading() as session:
        if not database.sqlite:
            await session.execute(text("SET LOCAL enable_seqscan = off"))  # the table is empty
        compiled = proposals._EXPIRE.compile(dialect=database.engine.dialect)
        values = {"state": "expired", "now": NOW.isoformat()}
        given = tuple(values[name] for name in compiled.positiontup or ()) if compiled.positional else values
        explain = "EXPLAIN QUERY PLAN" if database.sqlite else "EXPLAIN"
        rows = await (await session.connection()).exec_driver_sql(f"{explain} {compiled}", given)
        assert "proposals_open" in " ".join(str(row) for row in rows)


def test_only_what_was_shown_is_offered() -> None:
    shown = CancelOrder(order="12345", refund=Money(amount=Decimal("128.00"), currency="USD"))
    assert proposals.offers(cancellation(), shown)
    assert not proposals.offers(cancellation(), shown.model_copy(update={"order": "12346"}))
