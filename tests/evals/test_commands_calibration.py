"""`parley eval calibration` measures out of the box, on our own texts; on a team's; on a run; on pairs in a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from evals.commands import app
from evals.intents import read_intents
from evals.record import Run
from evals.runs import Runs
from tests.encoder import DATA_DIR, shared_encoder
from tests.evals.report.played import conversation
from tests.evals.test_record import header


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shared_encoder()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("PARLEY_DATA_DIR", str(tmp_path / "var"))
    (tmp_path / "var").mkdir()
    for name in ("encoder", "embedded"):
        (tmp_path / "var" / name).symlink_to(DATA_DIR / name)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["calibration", *arguments])


def test_out_of_the_box_it_reads_our_own_texts_with_the_embedded_model(tmp_path: Path) -> None:
    ran = run("--out", "page.html", "--json")
    assert ran.exit_code == 0, ran.output
    found = json.loads(ran.stdout)
    assert found["count"] == len(found["texts"]) == len(read_intents())
    assert found["right"] > 0.7 and found["ece"] < 0.15, "a model that knows nothing would be right in one of 45"
    page = (tmp_path / "page.html").read_text()
    assert "intents.tsv" in page and "The surest mistakes" in page and "<script" not in page


def test_a_teams_own_texts_are_read_and_drawn(tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text("order_status\twhere is my order\nlegal\twhere is my package\n")
    ran = run("--source", "own.tsv")
    assert ran.exit_code == 0 and "2 texts of own.tsv" in ran.output and "50.0% right" in ran.output
    assert "sure of order_status, is legal: where is my package" in ran.output
    assert "is legal" not in run("--source", "own.tsv", "--mistakes", "0").output


def test_of_a_run_each_try_is_its_least_sure_turn(tmp_path: Path) -> None:
    store = Runs(tmp_path / "var" / "evals")
    held = Run(header=header(), results=(conversation("a", 0.9), conversation("b", 0.9, right=False)))
    store.start(held.header)
    for one in held.results:
        store.append("run-1", one)
    ran = run("--source", "latest")
    assert ran.exit_code == 0 and "ECE 0.400" in ran.output and "run run-1" in ran.output


def test_a_file_of_pairs_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"confidence": 0.9, "right": true}\n{"confidence": 0.9, "right": false}\n')
    assert "ECE 0.400" in run("--source", str(path)).output


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pairs.jsonl", '{"confidence": 9, "right": true}\n'),
        ("pairs.jsonl", ""),
        ("own.tsv", "no_such_intent\thello\n"),
        ("own.tsv", "# nothing\n"),
        ("own.tsv", "price how much\n"),
    ],
)
def test_what_cannot_be_measured_is_a_2(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    assert run("--source", name).exit_code == 2
    assert run("--source", "unheard-of").exit_code == 2
