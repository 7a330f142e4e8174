"""A run plays what is wanted, keeps each result at once, and goes on where it was stopped."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from agent.errors import ModelUnavailable
from agent.testing import BrokenModel
from evals.case import Case, End, Suite
from evals.record import CaseResult
from evals.running import Plan, Stage, Try, header, play_one, tries
from evals.runs import Runs
from tests.evals.equipped import equipment

NOW = datetime(2026, 11, 25, tzinfo=UTC)
STOP = Case.model_validate(
    {
        "id": "stop",
        "shows": "STOP is obeyed.",
        "from": "+14155550101",
        "steps": [{"text": "STOP"}],
        "end": {"consent": "opt_out", "handoff": "none"},
    }
)
WRONG = STOP.model_copy(update={"id": "wrong", "end": End(consent="opt_in")})
SUITE = Suite(suite="small", shows="Two.", required=True, cases=(STOP, WRONG))


def stage(tmp_path: Path, heard: list[CaseResult]) -> Stage:
    store = Runs(tmp_path)
    store.start(header("run-1", NOW, [SUITE], equipment(), Plan(repeat=2)))
    return Stage("run-1", store, equipment(), {}, heard.append)


async def test_every_try_is_played_once_and_kept(tmp_path: Path) -> None:
    heard: list[CaseResult] = []
    on = stage(tmp_path, heard)
    await on.play(tries([SUITE], 2), jobs=2)
    run = on.store.load("run-1")
    assert run.finished and len(heard) == 4
    assert [(one.case, one.repeat, one.passed) for one in run.results] == [
        ("stop", 0, True),
        ("stop", 1, True),
        ("wrong", 0, False),
        ("wrong", 1, False),
    ]


async def test_a_run_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    heard: list[CaseResult] = []
    on = stage(tmp_path, heard)
    await on.play(tries([SUITE], 2)[:1], jobs=1)
    _, done = on.store.resume("run-1")
    left = [one for one in tries([SUITE], 2) if one.key not in done]
    assert len(left) == 3
    await on.play(left, jobs=1)
    assert on.store.load("run-1").finished and len(heard) == 4


async def test_the_same_case_twice_is_the_same_conversation() -> None:
    first, second = [await play_one(Try("small", STOP, 0), equipment()) for _ in range(2)]
    assert first.model_copy(update={"latency_seconds": 0, "turns": ()}) == second.model_copy(
        update={"latency_seconds": 0, "turns": ()}
    )


async def test_a_world_that_cannot_be_is_an_error_of_its_case_and_not_of_the_run() -> None:
    impossible = STOP.model_copy(update={"world": STOP.world.model_copy(update={"orders": {"99999": {"state": "x"}}})})
    result = await play_one(Try("small", impossible, 0), equipment())
    assert not result.passed and result.error is not None and "99999" in result.error


async def test_a_model_that_fails_is_answered_for_by_the_turn() -> None:
    asks = STOP.model_copy(update={"steps": (STOP.steps[0].model_copy(update={"text": "where is my order"}),)})
    result = await play_one(Try("small", asks, 0), equipment(BrokenModel(ModelUnavailable("no answer"))))
    assert result.error is None and result.handoff_got == "model_failed"


def test_all_cases_are_played_once_before_any_is_played_again() -> None:
    order = [(one.case.id, one.repeat) for one in tries([SUITE], 2)]
    assert order == [("stop", 0), ("wrong", 0), ("stop", 1), ("wrong", 1)]
