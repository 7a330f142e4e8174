"""A run of tasks: its header, which tries it has, and each result on disk before the next is waited for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from evals.equipment import Equipment
from evals.record import RunHeader, SuiteHeader
from evals.running import Contents, Heard, Plan, Prices, headed, play_all
from evals.runs import Runs
from evals.tau.database import BadWorld
from evals.tau.playing import Retail, TauTry, name_of, play_task
from evals.tau.task import Task

WORLD: Final = "tau_world"
Tasks = Mapping[str, Sequence[Task]]
"""By the name of their file."""


def tau_header(run_id: str, now: datetime, tasks: Tasks, equipment: Equipment, plan: Plan) -> RunHeader:
    """Everything that is needed to run the same again, besides the world, which `with_world` adds."""
    suites = tuple(SuiteHeader(name=_suite(name), cases=len(held)) for name, held in tasks.items())
    hashes = {f"{_suite(name)}/{name_of(one)}": _hash(one) for name, held in tasks.items() for one in held}
    if len(hashes) < sum(len(held) for held in tasks.values()):
        raise BadWorld("two tasks of a file have the same id: give each its own.")
    return headed(run_id, now, Contents(suites, hashes), equipment, plan)


def with_world(header: RunHeader, retail: Retail) -> RunHeader:
    return header.model_copy(update={"settings": {**header.settings, WORLD: _digest(retail)}})


def goes_on(found: RunHeader, tasks: Tasks, retail: Retail) -> None:
    """Raises BadWorld where a run would go on with another world or other tasks than it was begun with."""
    if found.settings.get(WORLD) != _digest(retail):
        raise BadWorld(f"run {found.id} was begun with another database or policy: start a new one.")
    hashes = {f"{_suite(name)}/{name_of(one)}": _hash(one) for name, held in tasks.items() for one in held}
    if hashes != found.case_hashes:
        raise BadWorld(f"run {found.id} was begun with other tasks: name the same files, or start a new one.")


def tau_tries(tasks: Tasks, plan: Plan) -> list[TauTry]:
    """Every task once before any is played again."""
    return [
        TauTry(_suite(name), one, number, plan.seed)
        for number in range(plan.repeat)
        for name, held in tasks.items()
        for one in held
    ]


@dataclass(frozen=True)
class TauStage:
    """Where tasks are played and kept."""

    run_id: str
    store: Runs
    retail: Retail
    equipment: Equipment
    prices: Prices
    heard: Heard

    async def play(self, wanted: Sequence[TauTry], jobs: int) -> None:
        """Play and store, at most ``jobs`` at a time."""

        async def one(wants: TauTry) -> None:
            result = await play_task(wants, self.retail, self.equipment, self.prices)
            self.store.append(self.run_id, result)
            self.heard(result)

        await play_all(wanted, one, jobs)


def _suite(file: str) -> str:
    return f"tau-{file}"


def _hash(task: Task) -> str:
    return hashlib.sha256(task.model_dump_json().encode()).hexdigest()[:16]


def _digest(retail: Retail) -> str:
    return f"{hashlib.sha256(retail.database.model_dump_json().encode()).hexdigest()[:12]}-{retail.policy.digest}"
