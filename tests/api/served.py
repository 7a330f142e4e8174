"""A service over SQLite and the simulated carrier, for the tests of this folder."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import update

from agent.outcome import OutText, TextKind
from agent.testing import FixedClock
from api.carrier import Carrier
from api.config import ApiSettings
from api.service import Service
from api.simulator import Simulator
from api.store import consent, intake, texts
from api.store.tables import TEXTS
from api.testing import MemoryInbox
from tests.api.store.line import database_at, rows_of
from tests.api.texts import ACCOUNT, BRAND_NUMBER, DANAI
from tests.scene import NOW, scene

BRAND = "smear"


def settings_of(**values: Any) -> ApiSettings:
    """Settings from these values alone, whatever the machine's environment says of the rest."""
    quiet = {
        "PARLEY_CARRIER": "simulator",
        "PARLEY_BURST_WAIT_S": 0,
        "PARLEY_API_TOKEN": "",
        "TWILIO_AUTH_TOKEN": "",
        "TWILIO_ACCOUNT_SID": "",
        "TWILIO_FROM_NUMBER": "",
        "TWILIO_MESSAGING_SERVICE_SID": "",
        "PARLEY_PUBLIC_URL": "",
    }
    return ApiSettings(_env_file=None, **{**quiet, **values})


class Served:
    """The service, its clock and its simulated carrier; and what tests ask of its tables."""

    def __init__(self, service: Service, clock: FixedClock, simulator: Simulator, inbox: MemoryInbox) -> None:
        self.service = service
        self.clock = clock
        self.simulator = simulator
        self.notes = inbox.notes

    async def receive(self, body: str, sid: str = "SM" + "1" * 32, phone: str = DANAI) -> str:
        """A text of a customer is stored; the id of its thread."""
        came = intake.Inbound(account_sid=ACCOUNT, sid=sid, phone=phone, brand=BRAND, body=body, at=self.clock())
        async with self.service.database.writing() as session:
            return (await intake.accept(session, came, self.clock(), 0)).thread_id

    async def put(self, thread_id: str, body: str, kind: TextKind = TextKind.REPLY, text_id: str = "") -> str:
        """A text for the outbox; its id. Each is a little later than the one before."""
        at = self.clock.advance(seconds=0.001)
        row = texts.outbound_row(
            thread_id, text_id or f"t-{body[:20]}".replace(" ", "-"), OutText(body=body, kind=kind), at
        )
        async with self.service.database.writing() as session:
            await texts.send(session, [row])
        return str(row["id"])

    async def texts(self) -> dict[str, dict[str, Any]]:
        """Outbound rows by id."""
        rows = await rows_of(self.service.database, TEXTS)
        return {str(row["id"]): row for row in rows if row["direction"] == "out"}

    async def states(self) -> dict[str, Any]:
        return {text_id: row["state"] for text_id, row in (await self.texts()).items()}

    async def consents(self, event: str, phone: str = DANAI) -> None:
        entry = consent.Entry(
            brand=BRAND,
            phone=phone,
            event=event,
            wording="",
            channel="api",
            source=event,
            actor="test",
            at=self.clock(),
        )
        async with self.service.database.writing() as session:
            await consent.record(session, entry)

    async def change_text(self, text_id: str, **values: Any) -> None:
        async with self.service.database.writing() as session:
            await session.execute(update(TEXTS).where(TEXTS.c.id == text_id).values(**values))

    def sent(self) -> list[str]:
        """The bodies that the carrier took, in order."""
        return [kept.text.body for kept in self.simulator.account.taken]


@asynccontextmanager
async def served(folder: Path, carrier: Carrier | None = None, **settings: Any) -> AsyncIterator[Served]:
    """A service that nothing runs in yet. The simulator reports to a memory inbox, so that states move only by us."""
    clock = FixedClock(NOW)
    inbox = MemoryInbox()
    simulator = Simulator(inbox, BRAND_NUMBER, clock, delivery=())
    numbers = itertools.count(1)
    async with database_at(folder) as database:
        deps, _ = scene(clock=clock)
        service = Service(
            settings=settings_of(PARLEY_DATA_DIR=str(folder), **settings),
            database=database,
            brands={BRAND: deps},
            carrier=carrier or simulator,
            clock=clock,
            new_id=lambda: f"n{next(numbers)}",
        )
        try:
            yield Served(service, clock, simulator, inbox)
        finally:
            await simulator.close()


LATER = timedelta(minutes=2)
