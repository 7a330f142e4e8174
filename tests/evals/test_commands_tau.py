"""`parley eval tau` replays gold actions and exits by whether they end where they should."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from typer.testing import CliRunner

from evals.commands import app
from tests.evals.tau.small import DATABASE

GOOD = {"id": "1", "user_id": "ann", "gold_actions": [], "expected_end_state": {}}
BAD = {**GOOD, "id": "2", "expected_end_state": {"orders": {"#W1000001": {"status": "cancelled"}}}}


def replay(tmp_path: Path, *tasks: Mapping[str, object], extra: tuple[str, ...] = ()) -> tuple[int, str]:
    (tmp_path / "db.json").write_text(DATABASE.model_dump_json())
    (tmp_path / "tasks.jsonl").write_text("\n".join(json.dumps(task) for task in tasks))
    files = ["--database", str(tmp_path / "db.json"), "--tasks", str(tmp_path / "tasks.jsonl")]
    result = CliRunner().invoke(app, ["tau", *files, *extra])
    return result.exit_code, result.output


def test_exact_end_states_are_a_0(tmp_path: Path) -> None:
    code, said = replay(tmp_path, GOOD)
    assert code == 0 and "of 1 tasks that upstream itself can execute, 1 end exactly" in said


def test_another_end_state_is_a_1_and_told(tmp_path: Path) -> None:
    code, said = replay(tmp_path, GOOD, BAD)
    assert code == 1 and "2: other end state" in said and "#W1000001 status" in said


def test_json_lines_are_for_programs(tmp_path: Path) -> None:
    _, said = replay(tmp_path, BAD, extra=("--json",))
    assert json.loads(said)["exact"] is False


def test_a_file_that_cannot_be_read_is_a_2(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["tau", "--database", str(tmp_path / "no.json"), "--tasks", str(tmp_path / "no")])
    assert result.exit_code == 2
