"""A disk that is full, read-only or locked: the webhook answers 503, and never 200 for what is not stored (D4)."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import event

from api.errors import answer_errors
from api.signature import HEADER, Signature
from api.store.database import Database
from api.store.tables import TEXTS
from api.webhooks import MESSAGES, Line, router
from tests.api.served import Served, served
from tests.api.store.line import rows_of
from tests.api.texts import ACCOUNT, BRAND_NUMBER, TOKEN, text_form

PUBLIC = "https://texts.shop.example"
MANY = 500
QUICK_MS = 20


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path) as made:
        yield made


@asynccontextmanager
async def webhook(scene: Served) -> AsyncIterator[Callable[[int], Awaitable[int]]]:
    """Posts the n-th text, signed; the status that it is answered with."""
    app, signature = FastAPI(), Signature([TOKEN])
    numbers = frozenset({BRAND_NUMBER})
    app.include_router(router(Line(PUBLIC, signature, scene.service.inbox, scene.clock, numbers, ACCOUNT)))
    answer_errors(app)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as client:

        async def post(number: int) -> int:
            form = text_form("x" * 600, phone=f"+1415559{number % 1000:04d}", sid=f"SM{number:032x}")
            headers = {HEADER: signature.sign(PUBLIC + MESSAGES, form)}
            return (await client.post(MESSAGES, data=form, headers=headers)).status_code

        yield post


async def on_every_connection(database: Database, pragma: str) -> None:
    """Connections of the pool are made anew, each under this pragma, as on a disk of that kind."""
    await database.engine.dispose()

    def prepare(connection: Any, _entry: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    event.listen(database.engine.sync_engine, "connect", prepare)


async def stored(scene: Served) -> set[int]:
    return {int(str(row["sid"])[2:], 16) for row in await rows_of(scene.service.database, TEXTS)}


@pytest.mark.slow
async def test_a_disk_that_fills_up_is_answered_with_503_from_then_on(scene: Served) -> None:
    pages = 120
    async with scene.service.database.reading() as session:
        connection = await session.connection()
        pages += int((await connection.exec_driver_sql("PRAGMA page_count")).scalar_one())
    await on_every_connection(scene.service.database, f"max_page_count={pages}")
    async with webhook(scene) as post:
        answers = {number: await post(number) for number in range(MANY)}
    assert set(answers.values()) == {200, 503}
    assert {number for number, answer in answers.items() if answer == 200} == await stored(scene)


async def test_a_store_that_cannot_be_written_is_answered_with_503_and_recovers(scene: Served) -> None:
    async with webhook(scene) as post:
        assert await post(0) == 200
        database = scene.service.database
        read_only = Database(database.url)
        await on_every_connection(read_only, "query_only=ON")
        object.__setattr__(scene.service, "database", read_only)
        async with webhook(scene) as hopeless:
            answers = Counter([await hopeless(number) for number in range(1, 50)])
        assert answers == {503: 49}
        await read_only.close()
        object.__setattr__(scene.service, "database", database)
        assert await post(1) == 200
    assert await stored(scene) == {0, 1}


async def test_a_store_that_somebody_locks_is_answered_with_503_by_all_that_wait(scene: Served) -> None:
    await on_every_connection(scene.service.database, f"busy_timeout={QUICK_MS}")
    path = str(scene.service.database.engine.url.database)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    async with webhook(scene) as post:
        answers = Counter(await asyncio.gather(*(post(number) for number in range(20))))
        holder.execute("ROLLBACK")
        holder.close()
        assert answers == {503: 20}
        assert await post(20) == 200
    assert await stored(scene) == {20}


async def test_a_file_that_is_broken_is_answered_with_503(scene: Served, tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database, however long one looks at it" * 100)
    database = Database(f"sqlite+aiosqlite:///{broken}")
    object.__setattr__(scene.service, "database", database)
    async with webhook(scene) as post:
        assert await post(0) == 503
    await database.close()


async def test_a_pool_without_a_free_connection_is_answered_with_503(scene: Served) -> None:
    engine = scene.service.database.engine
    engine.sync_engine.pool._timeout = 0.05  # type: ignore[attr-defined]
    held = [await engine.connect() for _ in range(15)]
    async with webhook(scene) as post:
        assert await post(0) == 503
        for connection in held:
            await connection.close()
        assert await post(0) == 200
