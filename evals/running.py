"""A run: every case of some suites, so often, some at a time; each result is on disk before the next is waited for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from agent.errors import ModelError
from evals.case import Case, Suite
from evals.equipment import Equipment
from evals.judging import judged
from evals.playing import play_case
from evals.prices import Price
from evals.record import CaseResult, RunHeader, SuiteHeader
from evals.runs import Runs
from evals.suite import content_hash
from evals.world import PatchError
from tools.shop import ShopError

SHAPING = ("max_steps", "max_tool_calls", "context_tokens")
Heard = Callable[[CaseResult], None]


@dataclass(frozen=True)
class Try:
    """One case once more."""

    suite: str
    case: Case
    repeat: int

    @property
    def key(self) -> tuple[str, str, int]:
        return self.suite, self.case.id, self.repeat


@dataclass(frozen=True)
class Plan:
    """How often each case is played, how many at a time, and from which seed."""

    repeat: int = 1
    jobs: int = 4
    seed: int = 0


def header(run_id: str, now: datetime, suites: Sequence[Suite], equipment: Equipment, plan: Plan) -> RunHeader:
    """Everything that is needed to run the same again."""
    settings = equipment.settings
    return RunHeader(
        id=run_id,
        started_at=now,
        model=equipment.model.name,
        versions=equipment.versions,
        settings={name: str(getattr(settings, name)) for name in SHAPING},
        thresholds=dict(equipment.thresholds),
        seed=plan.seed,
        repeat=plan.repeat,
        suites=tuple(SuiteHeader(name=one.suite, required=one.required, cases=len(one.cases)) for one in suites),
        case_hashes={f"{one.suite}/{case.id}": content_hash(case) for one in suites for case in one.cases},
    )


def tries(suites: Iterable[Suite], repeat: int) -> list[Try]:
    """Every case once before any is played again, so that a run that is stopped has seen all."""
    return [Try(suite.suite, case, number) for number in range(repeat) for suite in suites for case in suite.cases]


@dataclass(frozen=True)
class Stage:
    """Where a run is played and kept. ``heard`` is told of every result once it is on disk."""

    run_id: str
    store: Runs
    equipment: Equipment
    price: Price | None
    heard: Heard

    async def play(self, wanted: Sequence[Try], jobs: int) -> None:
        """Play and store. An error of a case is its result; what breaks the run itself is raised."""
        places = asyncio.Semaphore(jobs)
        async with asyncio.TaskGroup() as group:
            for one in wanted:
                group.create_task(self._play(one, places))

    async def _play(self, wants: Try, places: asyncio.Semaphore) -> None:
        async with places:
            result = await play_one(wants, self.equipment, self.price)
            self.store.append(self.run_id, result)
        self.heard(result)


async def play_one(wants: Try, equipment: Equipment, price: Price | None = None) -> CaseResult:
    """One conversation from start to end. It never raises for what a case, a shop or a model does wrong."""
    try:
        played = await play_case(wants.case, equipment.make_deps)
    except (PatchError, ValidationError, ShopError, ModelError) as error:
        first = str(error).splitlines()[0]
        return CaseResult(
            suite=wants.suite,
            case=wants.case.id,
            shows=wants.case.shows,
            tags=wants.case.tags,
            repeat=wants.repeat,
            passed=False,
            error=f"{type(error).__name__}: {first}",
        )
    return judged(played, wants.suite, wants.repeat, price)
