"""A crash at every boundary of every scenario: before and after each commit, each call, each answer (D2)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import pytest

from tests.engine import ENGINE
from tests.faults.crashes import crashes
from tests.faults.ground import Ground
from tests.faults.scenarios import SCENARIOS, Scenario

FEWEST_BOUNDARIES, MOST_BOUNDARIES = 8, 200
EVERY = 9
"""On the other grounds each ninth boundary is enough for each commit; ``python -m tests.faults.crashes`` takes all."""

pytestmark = pytest.mark.slow
by_name = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)


@pytest.fixture
def elsewhere(scenario: Scenario) -> Iterator[Ground]:
    """The shop lives on while the process dies."""
    ground = Ground(ENGINE.name, "memory", scenario)
    yield ground
    ground.clear()


@pytest.fixture
def embedded(scenario: Scenario) -> Iterator[Ground]:
    """The shop is in our own tables, and dies with the process."""
    ground = Ground(ENGINE.name, "sql", scenario)
    yield ground
    ground.clear()


@by_name
async def test_a_crash_at_any_boundary_loses_nothing_and_does_nothing_twice(
    scenario: Scenario, elsewhere: Ground
) -> None:
    many, wrong = await crashes(elsewhere)
    assert FEWEST_BOUNDARIES <= many <= MOST_BOUNDARIES
    assert wrong == []


@pytest.mark.both_engines
@by_name
async def test_the_shop_in_our_own_tables_survives_the_same(scenario: Scenario, embedded: Ground) -> None:
    first = 1 + zlib.crc32(scenario.name.encode()) % EVERY
    many, wrong = await crashes(embedded, range(first, MOST_BOUNDARIES, EVERY))
    assert FEWEST_BOUNDARIES <= many <= MOST_BOUNDARIES
    assert wrong == []
