"""A line with the real agent over a shop in the same database: conversations that really happened."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import update

from agent.effect import run
from agent.embedded.model import EmbeddedModel
from agent.turn import take_turn
from agent.voice import handoff_text
from api.console.choosing import Chosen, Wanted, choose
from api.console.recording import Recorder, talks
from api.effects import Agent
from api.store import threads
from api.store.shop import SqlShop
from api.store.shop_load import load_world
from api.store.tables import TEXTS
from api.worker import Worker
from tests.api.line import Line, line_at
from tests.encoder import DATA_DIR, shared_encoder
from tests.scene import SMEAR
from tools.demo.world import demo_world


@dataclass
class Lived:
    """What customers did, and what is kept of it."""

    line: Line

    async def text(self, body: str, phone: str, minutes: int = 1) -> str:
        """A customer texts and is answered; the thread."""
        await self.line.receive(body, phone)
        await Worker(self.line.service, Agent(take_turn, run, handoff_text), "w1").work_once()
        async with self.line.database.writing() as session:
            await session.execute(
                update(TEXTS).where(TEXTS.c.direction == "out", TEXTS.c.state == "new").values(state="sent")
            )
        self.line.clock.advance(minutes=minutes)
        return threads.thread_id_of(SMEAR.id, phone)

    async def record(self, thread_id: str) -> dict[str, Any]:
        """The last conversation of a thread."""
        async with self.line.database.reading() as session:
            row = await threads.by_id(session, thread_id)
        assert row is not None
        recorder = Recorder(self.line.database, self.line.service.brands[SMEAR.id].shop, self.line.clock())
        rows = await recorder.rows(row)
        return await recorder.record(rows, talks(rows.texts)[-1])

    async def chosen(self, days: int = 7, **wanted: Any) -> Chosen:
        now = self.line.clock()
        shop = self.line.service.brands[SMEAR.id].shop
        want = Wanted(since=now - timedelta(days=days), until=now, **wanted)
        return await choose(self.line.database, lambda _brand: shop, want, now)


@asynccontextmanager
async def lived(folder: Path) -> AsyncIterator[Lived]:
    async with line_at(folder) as line:
        async with line.database.writing() as session:
            await load_world(session, demo_world(line.clock()))
        shop = SqlShop(line.database, line.clock)
        model = EmbeddedModel(line.deps.prompts, shared_encoder(), line.clock, DATA_DIR)
        deps = replace(line.deps, shop=shop, model=model)
        yield Lived(replace(line, service=replace(line.service, brands={SMEAR.id: deps}), deps=deps))
