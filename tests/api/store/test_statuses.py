"""Tests of `api.store.statuses`."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from agent.outcome import OutText
from api.store import statuses, texts
from api.store.database import Database
from api.store.tables import STATUSES, TEXTS
from api.store.threads import thread_id_of
from tests.api.store.line import BRAND, NOW, PHONE, database_at, receive, rows_of

pytestmark = pytest.mark.both_engines

THREAD = thread_id_of(BRAND, PHONE)


async def waiting_text(database: Database, text_id: str = "T1") -> None:
    await receive(database, "hi")
    async with database.writing() as session:
        await texts.send(session, [texts.outbound_row(THREAD, text_id, OutText(body="Hello"), NOW)])


async def told(database: Database, status: str, text_id: str | None = "T1", code: int | None = None) -> None:
    async with database.writing() as session:
        await statuses.record(session, "SMout", status, code, text_id, NOW)


async def outbound(database: Database) -> dict[str, object]:
    return next(row for row in await rows_of(database, TEXTS) if row["direction"] == "out")


@pytest.mark.parametrize("order", list(itertools.permutations(["queued", "sent", "delivered", "undelivered"])))
async def test_in_every_order_delivered_wins(tmp_path: Path, order: tuple[str, ...]) -> None:
    async with database_at(tmp_path) as database:
        await waiting_text(database)
        ranks = []
        for status in order:
            await told(database, status)
            ranks.append(statuses.RANK[str((await outbound(database))["delivery"])])
        assert ranks == sorted(ranks)
        row = await outbound(database)
        assert (row["delivery"], row["state"]) == ("delivered", "sent")


async def test_a_callback_before_the_call_returns_names_the_sid(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await waiting_text(database)
        await told(database, "queued")
        row = await outbound(database)
        assert (row["sid"], row["state"], row["sent_at"]) == ("SMout", "sent", NOW)


async def test_a_status_for_an_unknown_sid_is_attached_later(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await told(database, "delivered", text_id=None)
        await waiting_text(database)
        assert (await outbound(database))["delivery"] is None
        async with database.writing() as session:
            assert await statuses.attach(session, "SMout", "T1", NOW)
        assert (await outbound(database))["delivery"] == "delivered"


async def test_a_failure_keeps_its_code_and_a_word_we_do_not_know_changes_nothing(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await waiting_text(database)
        await told(database, "undelivered", code=30003)
        await told(database, "teleported")
        row = await outbound(database)
        assert (row["state"], row["delivery"], row["error_code"]) == ("failed", "undelivered", 30003)
        assert len(await rows_of(database, STATUSES)) == 2


async def test_the_same_status_twice_is_kept_once(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await waiting_text(database)
        await told(database, "sent")
        await told(database, "sent")
        assert len(await rows_of(database, STATUSES)) == 1


async def test_a_text_id_does_not_overwrite_another_sid(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await waiting_text(database)
        await told(database, "sent")
        async with database.writing() as session:
            assert not await statuses.record(session, "SMother", "failed", None, "T1", NOW)
        assert (await outbound(database))["delivery"] == "sent"
