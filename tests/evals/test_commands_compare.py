"""The commands say what got worse and how to accept it, and exit 1 only then."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from evals.commands_compare import join
from evals.record import Run
from evals.runs import Runs
from tests.evals.test_summary import whole

app = typer.Typer()
join(app)


@pytest.fixture(autouse=True)
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two finished runs: good, and bad with one required case failing."""
    monkeypatch.setenv("PARLEY_DATA_DIR", str(tmp_path))
    for name, run in (("good", whole()), ("bad", whole("a"))):
        header = run.header.model_copy(update={"id": name})
        runs = Runs(tmp_path / "evals")
        runs.start(header)
        for one in Run(header=header, results=run.results).results:
            runs.append(name, one)


def run(*words: str) -> tuple[int, str]:
    found = CliRunner().invoke(app, list(words))
    return found.exit_code, found.output


def test_the_gate_stops_what_got_worse_and_says_how_to_accept_it() -> None:
    code, said = run("gate", "--candidate", "bad", "--baseline", "good")
    assert code == 1 and "founding/a" in said and "parley eval publish bad" in said


def test_the_gate_lets_an_unchanged_version_through() -> None:
    assert run("gate", "--candidate", "good", "--baseline", "good")[0] == 0


def test_a_run_that_is_not_there_is_an_error_and_no_pass() -> None:
    assert run("gate", "--candidate", "unheard-of", "--baseline", "good")[0] == 2


def test_the_difference_names_the_case() -> None:
    assert "worse  founding/a" in run("diff", "good", "bad")[1]


def test_the_page_and_junit_are_written(tmp_path: Path) -> None:
    run("report", "bad", "--out", str(tmp_path / "r.html"), "--junit", str(tmp_path / "j.xml"))
    assert "came out right" in (tmp_path / "r.html").read_text()
    assert 'failures="1"' in (tmp_path / "j.xml").read_text()


def test_the_page_says_what_changed_since_a_baseline(tmp_path: Path) -> None:
    run("report", "bad", "--out", str(tmp_path / "r.html"), "--baseline", "good")
    assert "What changed since good" in (tmp_path / "r.html").read_text()
    assert run("report", "bad", "--out", str(tmp_path / "r.html"), "--baseline", "unheard-of")[0] == 2
