"""What every contract test gets: a clock, and the shop on one adapter after the other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contracts.shops import WORLD, Clock, Opener, OpenShop, open_database, open_memory_shop, open_sql_shop
from tests.engine import ENGINE
from tools.demo.world import World


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "sqlite", "postgres"])
async def open_shop(request: pytest.FixtureRequest, clock: Clock, tmp_path: Path) -> AsyncIterator[Opener]:
    if request.param == "memory":
        yield lambda world: open_memory_shop(world, clock)
        return
    with ENGINE.chosen(request.param):
        database = await open_database(tmp_path)

        async def opened(world: World) -> OpenShop:
            return await open_sql_shop(database, world, clock)

        yield opened
        await database.close()


@pytest.fixture
async def shop(open_shop: Opener) -> OpenShop:
    return await open_shop(WORLD)
