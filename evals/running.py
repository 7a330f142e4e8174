"""A run: every case of some suites, so often, some at a time; each result is on disk before the next is waited for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final, NamedTuple, TypeVar

from pydantic import ValidationError

from agent.errors import ModelError
from evals.case import Case, Suite
from evals.equipment import Equipment
from evals.judging import judged
from evals.page import PageError
from evals.playing import play_case
from evals.prices import Price
from evals.record import CaseResult, RunHeader, SuiteHeader
from evals.recording import Told
from evals.runs import Runs
from evals.simulated import Actor
from evals.suite import content_hash
from evals.world import PatchError
from tools.shop import ShopError

SHAPING = ("max_steps", "max_tool_calls", "context_tokens")
Heard = Callable[[CaseResult], None]
Prices = Mapping[str, Price]
UNPRICED: Final[Prices] = MappingProxyType({})
NO_CUSTOMER = "no model plays the customer: name one with --customer-model, or set PARLEY_CUSTOMER_MODEL"
_Wanted = TypeVar("_Wanted")


@dataclass(frozen=True)
class Try:
    """One case once more. ``seed`` is the run's."""

    suite: str
    case: Case
    repeat: int
    seed: int = 0

    @property
    def key(self) -> tuple[str, str, int]:
        return self.suite, self.case.id, self.repeat


@dataclass(frozen=True)
class Plan:
    """How often each case is played, how many at a time, and from which seed."""

    repeat: int = 1
    jobs: int = 4
    seed: int = 0


class Contents(NamedTuple):
    """Which suites a run has, and what each case is: "suite/case" to the hash of its content."""

    suites: tuple[SuiteHeader, ...]
    hashes: dict[str, str]


def header(run_id: str, now: datetime, suites: Sequence[Suite], equipment: Equipment, plan: Plan) -> RunHeader:
    """Everything that is needed to run the same again."""
    named = tuple(SuiteHeader(name=one.suite, required=one.required, cases=len(one.cases)) for one in suites)
    hashes = {f"{one.suite}/{case.id}": content_hash(case) for one in suites for case in one.cases}
    return headed(run_id, now, Contents(named, hashes), equipment, plan)


def headed(run_id: str, now: datetime, contents: Contents, equipment: Equipment, plan: Plan) -> RunHeader:
    """The same, of cases that are in no suite file."""
    settings = equipment.settings
    return RunHeader(
        id=run_id,
        started_at=now,
        model=equipment.model.name,
        customer_model=equipment.customer.name if equipment.customer else None,
        cascade=settings.cascade and settings.model != "embedded",
        versions=equipment.versions,
        settings={name: str(getattr(settings, name)) for name in SHAPING},
        thresholds=dict(equipment.thresholds),
        seed=plan.seed,
        repeat=plan.repeat,
        suites=contents.suites,
        case_hashes=contents.hashes,
    )


def tries(suites: Iterable[Suite], repeat: int, seed: int = 0) -> list[Try]:
    """Every case once before any is played again, so that a run that is stopped has seen all."""
    return [
        Try(suite.suite, case, number, seed) for number in range(repeat) for suite in suites for case in suite.cases
    ]


@dataclass(frozen=True)
class Stage:
    """Where a run is played and kept. ``heard`` is told of every result once it is on disk."""

    run_id: str
    store: Runs
    equipment: Equipment
    prices: Prices
    heard: Heard

    async def play(self, wanted: Sequence[Try], jobs: int) -> None:
        """Play and store. An error of a case is its result; what breaks the run itself is raised."""

        async def one(wants: Try) -> None:
            result = await play_one(wants, self.equipment, self.prices)
            self.store.append(self.run_id, result)
            self.heard(result)

        await play_all(wanted, one, jobs)


async def play_all(wanted: Sequence[_Wanted], play: Callable[[_Wanted], Awaitable[None]], jobs: int) -> None:
    """Each is played once, at most ``jobs`` at a time."""
    places = asyncio.Semaphore(jobs)

    async def one(wants: _Wanted) -> None:
        async with places:
            await play(wants)

    async with asyncio.TaskGroup() as group:
        for wants in wanted:
            group.create_task(one(wants))


async def play_one(wants: Try, equipment: Equipment, prices: Prices = UNPRICED) -> CaseResult:
    """One conversation from start to end. It never raises for what a case, a shop or a model does wrong."""
    if wants.case.customer is not None and equipment.customer is None:
        return _unplayed(wants, skipped=NO_CUSTOMER)
    try:
        played = await play_case(wants.case, equipment.make_deps, _actor(wants, equipment))
    except (PageError, PatchError, ValidationError, ShopError, ModelError) as error:
        first = str(error).splitlines()[0]
        return _unplayed(wants, error=f"{type(error).__name__}: {first}")
    return judged(played, Told(wants.suite, wants.repeat, equipment.model.name, prices))


def _actor(wants: Try, equipment: Equipment) -> Actor | None:
    """Raises PageError for a persona that nobody wrote."""
    customer = wants.case.customer
    if customer is None or equipment.customer is None:
        return None
    return Actor(customer.played_as(), equipment.customer, customer.seed + wants.seed + wants.repeat)


def _unplayed(wants: Try, *, error: str | None = None, skipped: str | None = None) -> CaseResult:
    return CaseResult(
        suite=wants.suite,
        case=wants.case.id,
        shows=wants.case.shows,
        tags=wants.case.tags,
        repeat=wants.repeat,
        passed=False,
        error=error,
        skipped=skipped,
    )
