"""Crashes at every boundary of a scenario, and whether what came of it is what comes of it undisturbed (D2).

All of it, by hand: ``python -m tests.faults.crashes --engine postgres --shop sql``. Exits with 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from api.store.database import Database
from api.store.shop import SqlShop
from tests.faults.fuse import CLOCK, NEVER, Fuse
from tests.faults.ground import Ground
from tests.faults.oracle import faults_of_line, faults_of_shop, moved
from tests.faults.outside import Outside, outside
from tests.faults.scenarios import SCENARIOS
from tests.scene import NOW


@dataclass
class Ending:
    """What came of a world: what the customer read, what the shop did, and what is wrong with it."""

    read: list[tuple[str, str]]
    refunds: tuple[str, ...]
    charges: tuple[str, ...]
    effects: int
    faults: list[str]


async def ending(world: Outside) -> Ending:
    """Look at a world in which nobody lives any more."""
    database = Database(world.url)
    try:
        faults = await faults_of_line(database, world.account)
        shop = world.shop or SqlShop(database, CLOCK)
        payments = await shop.payments()
    finally:
        await database.close()
    opening = len(payments) - sum(one.at >= NOW for one in payments)
    return Ending(
        read=[(kept.text.to, kept.text.body) for kept in world.account.taken],
        refunds=moved(payments, "refund", opening),
        charges=moved(payments, "charge", opening),
        effects=len({key for _, _, key in world.asked}),
        faults=[*faults, *faults_of_shop(world.asked)],
    )


async def undisturbed(ground: Ground, folder: Path) -> tuple[Ending, list[str]]:
    """How it ends when nothing breaks, and the boundaries on the way. Raises AssertionError if it ends otherwise."""
    world, fuse, scenario = await outside(ground, folder), Fuse(NEVER), ground.scenario
    assert await world.live(fuse)
    end = await ending(world)
    assert end.faults == []
    reached = (len(end.read), end.refunds, end.charges, end.effects)
    assert reached == (scenario.replies, scenario.refunds, scenario.charges, scenario.effects), end.read
    return end, fuse.passed


async def crashed_at(number: int, ground: Ground, folder: Path) -> Ending:
    """How it ends when the process dies at the ``number``-th boundary, and another one comes after it."""
    world = await outside(ground, folder)
    world.carrier_tries_again = number % 2 == 1  # else only its lists say what the webhooks have not
    assert not await world.live(Fuse(number))
    assert await world.live(Fuse(NEVER))
    return await ending(world)


async def crashes(ground: Ground, numbers: Iterable[int] | None = None) -> tuple[int, list[str]]:
    """Crash a scenario at these boundaries, or at all; how many there were to choose from, and what ended otherwise."""
    expected, boundaries = await undisturbed(ground, ground.folder / "undisturbed")
    wrong = []
    for number in range(1, len(boundaries) + 1) if numbers is None else numbers:
        if number <= len(boundaries):
            end = await crashed_at(number, ground, ground.folder / str(number))
            if end != expected:
                wrong.append(f"crash at boundary {number} ({boundaries[number - 1]}): {end} instead of {expected}")
    return len(boundaries), wrong


async def all_crashes(asked: argparse.Namespace) -> int:
    """Every boundary of every scenario; how many ended otherwise."""
    total, wrong = 0, []
    for scenario in SCENARIOS:
        ground = Ground(asked.engine, asked.shop, scenario)
        try:
            many, faults = await crashes(ground)
        finally:
            ground.clear()
        total += many
        wrong += faults
        sys.stdout.write(f"{scenario.name}: {many} crashes, {len(faults)} wrong\n")
        sys.stdout.flush()
    sys.stdout.write("\n".join([f"{asked.engine}, {asked.shop} shop: {total} crashes, {len(wrong)} wrong", *wrong, ""]))
    return len(wrong)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Crash every scenario at every boundary.")
    parser.add_argument("--engine", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--shop", choices=("memory", "sql"), default="memory")
    sys.exit(bool(asyncio.run(all_crashes(parser.parse_args()))))


if __name__ == "__main__":
    main()
