"""The ground that a world stands on: the engine that keeps its rows, and a shop in our tables or elsewhere."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from sqlmodel import SQLModel

from api.store.database import Database
from api.store.shop_load import load_world
from tests.faults.fuse import CLOCK
from tests.faults.scenarios import Scenario
from tests.postgres import server
from tests.scene import NOW
from tools.demo.world import demo_world

ShopKind = Literal["memory", "sql"]
EngineName = Literal["sqlite", "postgres"]


@dataclass
class Ground:
    """Makes databases for one scenario, each a copy of one that was prepared once. `clear` removes what it made."""

    engine: EngineName
    shop: ShopKind
    scenario: Scenario
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="parley-ground-")))
    prepared: str = ""

    async def fresh(self, place: Path) -> str:
        """The address of a database in which the scenario has not begun."""
        if not self.prepared:
            self.prepared = await self._prepare()
        await asyncio.to_thread(place.mkdir, parents=True)
        if self.engine == "postgres":
            return await server().empty(place, self.prepared.partition("@/")[2].partition("?")[0])
        return f"sqlite+aiosqlite:///{shutil.copy(self.prepared.partition('///')[2], place / 'line.db')}"

    def clear(self) -> None:
        """Everything of this ground is gone."""
        if self.engine == "postgres":
            server().drop_all()
        shutil.rmtree(self.folder, ignore_errors=True)

    async def _prepare(self) -> str:
        postgres = self.engine == "postgres"
        url = await server().database(self.folder) if postgres else f"sqlite+aiosqlite:///{self.folder}/prepared.db"
        database = Database(url)
        try:
            if not postgres:
                async with database.engine.begin() as connection:
                    await connection.run_sync(SQLModel.metadata.create_all)
            if self.shop == "sql":
                CLOCK.at = NOW
                async with database.writing() as session:
                    await load_world(session, self.scenario.world(demo_world(NOW)))
            if not postgres:
                async with database.engine.connect() as connection:
                    await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            await database.close()
        return url
