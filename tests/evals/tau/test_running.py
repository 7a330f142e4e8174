"""A run of tasks plays each once before any twice, keeps every result, and goes on only in the same world."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evals.record import CaseResult
from evals.running import Plan
from evals.runs import Runs
from evals.tau.database import BadWorld
from evals.tau.policy import RetailPolicy
from evals.tau.running import TauStage, goes_on, tau_header, tau_tries, with_world
from tests.evals.equipped import equipment
from tests.evals.tau.small import NOW
from tests.evals.tau.test_playing import RETAIL, RETURN, agent

OTHER = RETURN.model_copy(update={"id": "lamp_2", "scriptable": False})
TASKS = {"small": (RETURN, OTHER)}
PLAN = Plan(repeat=2, seed=7)


def test_every_task_is_played_once_before_any_is_played_again() -> None:
    tries = tau_tries(TASKS, PLAN)
    assert [(one.task.id, one.repeat, one.seed) for one in tries] == [
        ("lamp_1", 0, 7),
        ("lamp_2", 0, 7),
        ("lamp_1", 1, 7),
        ("lamp_2", 1, 7),
    ]
    assert {one.key for one in tries} == {("tau-small", f"lamp-{n}", k) for n in (1, 2) for k in (0, 1)}


def test_the_header_says_what_is_played_in_which_world() -> None:
    header = with_world(tau_header("run-1", NOW, TASKS, equipment(), PLAN), RETAIL)
    assert (header.total, header.seed, [one.name for one in header.suites]) == (4, 7, ["tau-small"])
    goes_on(header, TASKS, RETAIL)


def test_another_policy_or_other_tasks_are_another_run() -> None:
    header = with_world(tau_header("run-1", NOW, TASKS, equipment(), PLAN), RETAIL)
    with pytest.raises(BadWorld, match="another database or policy"):
        goes_on(header, TASKS, replace(RETAIL, policy=RetailPolicy("No returns.", ())))
    with pytest.raises(BadWorld, match="other tasks"):
        goes_on(header, {"small": (RETURN,)}, RETAIL)


def test_two_tasks_of_one_id_are_refused() -> None:
    with pytest.raises(BadWorld, match="same id"):
        tau_header("run-1", NOW, {"small": (RETURN, RETURN)}, equipment(), PLAN)


async def test_each_result_is_kept_and_what_was_skipped_is_open_still(tmp_path: Path) -> None:
    store, heard = Runs(tmp_path), list[CaseResult]()
    store.start(with_world(tau_header("run-1", NOW, TASKS, equipment(), Plan()), RETAIL))
    stage = TauStage("run-1", store, RETAIL, equipment(agent()), {}, heard.append)
    await stage.play(tau_tries(TASKS, Plan()), jobs=1)
    run = store.load("run-1")
    assert run.finished and [one.case for one in run.results] == ["lamp-1", "lamp-2"] and len(heard) == 2
    assert [one.passed for one in run.results] == [True, False]
    assert store.resume("run-1")[1] == {("tau-small", "lamp-1", 0)}
