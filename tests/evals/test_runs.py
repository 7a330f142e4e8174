"""The store of runs survives a crash in the middle of a line, and never overwrites."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from evals.runs import RESULTS, RunNotFound, Runs
from tests.evals.test_record import STARTED, header, result


def test_results_come_back_in_the_order_of_the_cases(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    runs.start(header())
    for one in (result("c", "texting"), result("b"), result("a")):
        runs.append("run-1", one)
    assert [one.case for one in runs.load("run-1").results] == ["a", "b", "c"]


def test_a_torn_line_is_played_again_and_tears_no_other(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    runs.start(header())
    runs.append("run-1", result("a"))
    with (tmp_path / "run-1" / RESULTS).open("ab") as file:
        file.write(result("b").model_dump_json().encode()[:40])
    assert [one.case for one in runs.load("run-1").results] == ["a"]
    runs.append("run-1", result("c", "texting"))
    assert [one.case for one in runs.load("run-1").results] == ["a", "c"]


def test_a_result_that_comes_twice_counts_once_the_later(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    runs.start(header())
    runs.append("run-1", result("a", passed_=False))
    runs.append("run-1", result("a"))
    assert [one.passed for one in runs.load("run-1").results] == [True]


def test_resume_leaves_out_what_is_done_but_not_what_failed_to_play(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    runs.start(header())
    runs.append("run-1", result("a", passed_=False))
    runs.append("run-1", result("b").model_copy(update={"passed": False, "error": "the model is down"}))
    _, done = runs.resume("run-1")
    assert done == {("founding", "a", 0)}


def test_a_run_is_never_overwritten(tmp_path: Path) -> None:
    Runs(tmp_path).start(header())
    with pytest.raises(FileExistsError):
        Runs(tmp_path).start(header())


def test_the_latest_run_is_the_one_started_last(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    assert runs.latest() is None and runs.list() == ()
    runs.start(header("new", STARTED + timedelta(hours=1)))
    runs.start(header("old"))
    assert [one.id for one in runs.list()] == ["new", "old"]
    assert runs.load("latest").header.id == "new"
    assert runs.latest("texting") is not None and runs.latest("unheard of") is None


@pytest.mark.parametrize("run_id", ["missing", "../run-1", "/etc", "", "a b"])
def test_an_id_that_is_no_run_is_refused_by_name(tmp_path: Path, run_id: str) -> None:
    runs = Runs(tmp_path)
    runs.start(header())
    with pytest.raises(RunNotFound, match="run-1"):
        runs.load(run_id)
