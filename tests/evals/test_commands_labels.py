"""`parley eval labels` says what labels come to, for readers and for programs."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from evals.commands import app
from tests.evals.production.test_labels import label


def run(folder: Path, *arguments: str) -> Result:
    rows = [label(1, "good"), label(1, "good", 2), label(2, "bad", confidence=0.2), label(2, "bad", 2, confidence=0.2)]
    (folder / "labels.jsonl").write_text("\n".join(one.model_dump_json() for one in rows))
    return CliRunner().invoke(app, ["labels", str(folder / "labels.jsonl"), *arguments])


def test_figures_have_their_n_and_their_error(tmp_path: Path) -> None:
    told = run(tmp_path).output
    assert "4 labels of 2 people; 0 turns undecided" in told
    assert "turns good: 1 of 2 (50%, within" in told and "1 of 2 good, stands for 90" in told
    assert "people agree: 100% of 2 pairs, kappa 1.00 +- 0.00" in told and "2 turns, ECE 0.150" in told


def test_programs_get_json_and_a_broken_file_is_a_2(tmp_path: Path) -> None:
    assert json.loads(run(tmp_path, "--json").output)["agreement"][0] == 2
    (tmp_path / "no.jsonl").write_text("{}")
    assert CliRunner().invoke(app, ["labels", str(tmp_path / "no.jsonl")]).exit_code == 2
