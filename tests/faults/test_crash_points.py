"""A crash at every boundary of every scenario: before and after each commit, each call, each answer (D2)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from api.store.database import Database
from tests.faults.fuse import NEVER, Fuse
from tests.faults.oracle import faults_of_line, faults_of_shop, moved
from tests.faults.outside import Outside, outside
from tests.faults.scenarios import SCENARIOS, Scenario

MOST_BOUNDARIES = 200


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every table and nothing in it."""
    file = tmp_path_factory.mktemp("empty") / "line.db"
    engine = create_engine(f"sqlite:///{file}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    return file


@dataclass
class Ending:
    """What came of a world: what the customer read, what the shop did, and what is wrong with it."""

    read: list[tuple[str, str]]
    refunds: tuple[str, ...]
    charges: tuple[str, ...]
    effects: int
    faults: list[str]


async def ending(world: Outside) -> Ending:
    database = Database(world.url)
    try:
        faults = await faults_of_line(database, world.account)
    finally:
        await database.close()
    payments = await world.shop.payments()
    opening = len(payments) - sum(one.at.isoformat() >= "2026-06-10T17:00" for one in payments)
    return Ending(
        read=[(kept.text.to, kept.text.body) for kept in world.account.taken],
        refunds=moved(payments, "refund", opening),
        charges=moved(payments, "charge", opening),
        effects=len({key for _, _, key in world.shop.asked}),
        faults=[*faults, *faults_of_shop(world.shop.asked)],
    )


async def undisturbed(scenario: Scenario, folder: Path, empty: Path) -> tuple[Ending, list[str]]:
    """How it ends when nothing breaks, and the boundaries on the way."""
    world, fuse = outside(scenario, folder, empty), Fuse(NEVER)
    assert await world.live(fuse)
    end = await ending(world)
    assert end.faults == []
    assert (len(end.read), end.refunds, end.charges, end.effects) == (
        scenario.replies,
        scenario.refunds,
        scenario.charges,
        scenario.effects,
    ), end.read
    return end, fuse.passed


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
async def test_a_crash_at_any_boundary_loses_nothing_and_does_nothing_twice(
    scenario: Scenario, tmp_path: Path, empty: Path
) -> None:
    expected, boundaries = await undisturbed(scenario, tmp_path / "undisturbed", empty)
    assert 8 <= len(boundaries) <= MOST_BOUNDARIES
    for number, boundary in enumerate(boundaries, start=1):
        world = outside(scenario, tmp_path / str(number), empty)
        world.carrier_tries_again = number % 2 == 1  # else only its lists say what the webhooks have not
        assert not await world.live(Fuse(number))
        assert await world.live(Fuse(NEVER))
        assert await ending(world) == expected, f"crash at boundary {number}: {boundary}"
