"""Tests of `api.store.tables`."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Dialect, insert
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from api.store.tables import EFFECTS, HANDOFFS, TEXTS, THREADS
from tests.api.store.line import NOW, database_at, receive, rows_of

pytestmark = pytest.mark.both_engines


async def test_one_proposal_has_one_effect_whatever_its_key(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi")
        (thread,) = await rows_of(database, THREADS)
        row = dict.fromkeys(("turn_id", "phone", "action", "command", "digest", "basis", "confirming_text_id"), "x")
        with pytest.raises(IntegrityError):
            async with database.writing() as session:
                for key in ("k1", "k2"):
                    values = {**row, "key": key, "proposal_id": "p1", "thread_id": thread["id"], "created_at": NOW}
                    await session.execute(insert(EFFECTS), values)


async def test_one_thread_has_one_open_handoff(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi")
        (thread,) = await rows_of(database, THREADS)
        row = {"thread_id": thread["id"], "reason": "anger", "ask": "x", "waiting_since": NOW}
        async with database.writing() as session:
            await session.execute(insert(HANDOFFS), {**row, "id": "h1", "status": "resolved"})
            await session.execute(insert(HANDOFFS), {**row, "id": "h2"})
        with pytest.raises(IntegrityError):
            async with database.writing() as session:
                await session.execute(insert(HANDOFFS), {**row, "id": "h3"})


async def test_one_sid_is_one_text(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi", "SM1")
        (text,) = await rows_of(database, TEXTS)
        with pytest.raises(IntegrityError):
            async with database.writing() as session:
                await session.execute(insert(TEXTS), {**text, "id": "another"})


def test_every_table_can_be_made_on_postgresql() -> None:
    from_code = [str(CreateTable(table).compile(dialect=_postgresql())) for table in SQLModel.metadata.sorted_tables]
    indexes = [
        str(CreateIndex(index).compile(dialect=_postgresql()))
        for table in SQLModel.metadata.sorted_tables
        for index in table.indexes
    ]
    assert all("TIMESTAMP WITH TIME ZONE" in one for one in from_code if "_at" in one)
    assert any("WHERE status <> 'resolved'" in one for one in indexes)


def _postgresql() -> Dialect:
    return postgresql.dialect()  # type: ignore[no-untyped-call]
