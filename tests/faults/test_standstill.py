"""Two real worker processes, one of which stands still past its lease in the middle of its work, and goes on (D9)."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from api.demo import first_brand
from api.inbox import StoredInbox
from api.main import opened, system_clock
from api.store import demo
from api.store.database import Database
from api.store.tables import THREADS
from tests.api.store.line import rows_of
from tests.engine import ENGINE
from tests.faults.aftermath import aftermath, at_rest
from tests.faults.chaos import settings_of
from tests.faults.crowd import Person, crowd, crowded
from tests.faults.mortal import Mortal
from tests.faults.rough_carrier import RoughTwilio

PAUSES = 2
AT_ONCE = 8
MOST_TRIES = 12
PATIENCE_SECONDS = 60.0
PEOPLE = tuple(one for one in crowd(6 * AT_ONCE * PAUSES * MOST_TRIES) if len(one.plan.bodies) == 1)
WRITES_UNFINISHED = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND state LIKE 'idle in transaction%' AND backend_xid IS NOT NULL"
)


class Luck(random.Random):
    """Dice that never decide against anybody: what is found afterwards is the pause's doing."""

    def random(self) -> float:
        return 1.0


@dataclass
class Workshop:
    """Two workers over one store; the test takes the texts in itself, as a web process does."""

    twilio: RoughTwilio
    database: Database
    inbox: StoredInbox
    workers: tuple[Mortal, Mortal]
    waiting: list[Person]

    async def crowd_texts(self) -> list[Person]:
        """As many as both workers together take at once."""
        people, self.waiting = self.waiting[:AT_ONCE], self.waiting[AT_ONCE:]
        for one in people:
            await self.inbox.take_in(self.twilio.account.receive(one.phone, one.plan.bodies[0]))
        return people

    async def held_by(self, worker: Mortal) -> list[dict[str, Any]]:
        """Threads that a worker has leased and not settled."""
        return [row for row in await rows_of(self.database, THREADS) if f"-{worker.pid}-" in str(row["lease_by"])]

    async def is_in_nobodys_way(self) -> bool:
        """Whether the one that stands still has no write begun: that would hold up every other writer."""
        async with self.database.engine.connect() as connection:
            if not self.database.sqlite:
                return not (await connection.execute(WRITES_UNFINISHED)).scalar_one()
            try:
                await connection.exec_driver_sql("PRAGMA busy_timeout=200")
                await connection.exec_driver_sql("BEGIN IMMEDIATE")
                await connection.exec_driver_sql("ROLLBACK")
            except OperationalError:
                return False
            finally:
                await connection.exec_driver_sql("PRAGMA busy_timeout=5000")
            return True

    async def stopped_at_work(self) -> tuple[Mortal, list[dict[str, Any]]]:
        """A worker that stands still, and the threads that it has in hand; tried until it has some."""
        for _ in range(MOST_TRIES):
            await self.crowd_texts()
            worker = await self._first_at_work()
            worker.stand_still()
            held = await self.held_by(worker)
            if held and await self.is_in_nobodys_way():
                return worker, held
            worker.go_on()
            assert await at_rest(self.database.url, self.twilio.account, PATIENCE_SECONDS)
        raise AssertionError("no worker could be stopped in the middle of a turn")

    async def _first_at_work(self) -> Mortal:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                for worker in self.workers:
                    if await self.held_by(worker):
                        return worker
                await asyncio.sleep(0.002)

    async def taken_over(self, held: list[dict[str, Any]]) -> None:
        """Until the other worker has had every thread of the one that stands still."""
        fences = {row["id"]: row["fence"] for row in held}
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                rows = {row["id"]: row["fence"] for row in await rows_of(self.database, THREADS)}
                if all(rows[thread] > fence for thread, fence in fences.items()):
                    return
                await asyncio.sleep(0.05)


@asynccontextmanager
async def workshop(folder: Path) -> AsyncIterator[Workshop]:
    twilio = RoughTwilio(Luck(), system_clock, "http://127.0.0.1:1")
    twilio.statuses = ()  # no web process is there to hear of them
    async with twilio.serving():
        url = await ENGINE.empty(folder) if ENGINE.name == "postgres" else ""
        settings = settings_of(folder, url, 1, twilio.address)
        database = await opened(settings[0])
        brand = await first_brand(database, settings[0].twilio_from_number, True)
        async with database.writing() as session:
            await demo.reset(session, brand.id, crowded(PEOPLE, system_clock()))
        inbox = StoredInbox(database, lambda _number: brand.id, 0.0, system_clock)
        workers = tuple(Mortal(*settings, folder / "server.log", "worker") for _ in range(2))
        try:
            await asyncio.gather(*(worker.start() for worker in workers))
            yield Workshop(twilio, database, inbox, (workers[0], workers[1]), list(PEOPLE))
        finally:
            for worker in workers:
                worker.go_on()
            await asyncio.gather(*(worker.stop() for worker in workers))
            await database.close()


@pytest.mark.slow
@pytest.mark.both_engines
@pytest.mark.timeout(300)
async def test_a_worker_that_stood_still_past_its_lease_sends_and_does_nothing_a_second_time(tmp_path: Path) -> None:
    async with workshop(tmp_path) as shop:
        for _ in range(PAUSES):
            worker, held = await shop.stopped_at_work()
            await shop.taken_over(held)
            worker.go_on()
            await shop.crowd_texts()
            assert await at_rest(shop.database.url, shop.twilio.account, PATIENCE_SECONDS)
        found = await aftermath(shop.database.url, shop.twilio, PEOPLE)
    assert found.faults == []
    assert found.replies >= 2 * AT_ONCE * PAUSES and found.effects > 0
