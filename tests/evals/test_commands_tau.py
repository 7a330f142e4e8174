"""`parley eval tau` replays gold actions, or has them played by a model, and exits by what that came to."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from evals.commands import app
from tests.encoder import DATA_DIR, shared_encoder
from tests.evals.tau.small import DATABASE
from tests.evals.tau.test_playing import WELL
from tests.evals.tau.test_policy import PAGE
from tests.fakes.openai_server import KEY, openai_server

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


LAMP = {
    "id": "lamp",
    "user_id": "ann",
    "reason_for_call": "You want to return the lamp of #W1000002 to your gift card.",
    "scriptable": False,
    "gold_actions": [],
    "communicate_info": ["label"],
    "expected_end_state": {
        "orders": {
            "#W1000002": {
                "status": "return requested",
                "return_items": ["11"],
                "return_payment_method_id": "gift_card_1",
            }
        }
    },
}
CANCEL = {
    "id": "cancel",
    "user_id": "ann",
    "derived_opener_1p": "cancel my order #W1000001, i ordered it by mistake",
    "gold_actions": [],
    "expected_end_state": {"orders": {"#W1000001": {"status": "cancelled"}}},
}


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shared_encoder()
    monkeypatch.chdir(tmp_path)
    for name in ("OPENAI_API_KEY", "PARLEY_MODEL", "PARLEY_CUSTOMER_MODEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PARLEY_DATA_DIR", str(tmp_path / "var"))
    (tmp_path / "var").mkdir()
    for name in ("encoder", "embedded", "chroma"):
        (DATA_DIR / name).mkdir(exist_ok=True)
        (tmp_path / "var" / name).symlink_to(DATA_DIR / name)


def played(tmp_path: Path, *tasks: Mapping[str, object], extra: tuple[str, ...] = ()) -> Result:
    (tmp_path / "db.json").write_text(DATABASE.model_dump_json())
    (tmp_path / "tasks.jsonl").write_text("\n".join(json.dumps(task) for task in tasks))
    (tmp_path / "policy.md").write_text(PAGE)
    named = {"--database": "db.json", "--tasks": "tasks.jsonl", "--policy": "policy.md"}
    files = [part for option, name in named.items() for part in (option, str(tmp_path / name))]
    return CliRunner().invoke(app, ["tau", *files, "--play", *extra])


async def test_tasks_are_played_by_models_repeated_and_told_with_pass_hat_and_n(
    bare: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with openai_server([*WELL, *WELL]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        options = ("--model", "agent", "--customer-model", "actor", "--repeat", "2", "--jobs", "1")
        ran = await asyncio.to_thread(played, tmp_path, LAMP, extra=options)
        assert [one["model"] for one in server.requests[:4]] == ["actor", "agent", "actor", "actor"]
    assert ran.exit_code == 0, ran.output
    assert "pass^1 1.000 (n=1), pass^2 1.000 (n=1)" in ran.output
    assert "changed what nobody asked for: 0 of 2 tries" in ran.output
    assert "customers: actor, 300 tokens read" in ran.output and "not known (no price of actor)" in ran.output


def test_the_embedded_model_plays_what_is_one_message_and_the_rest_is_said_to_be_skipped(
    bare: None, tmp_path: Path
) -> None:
    ran = played(tmp_path, CANCEL, LAMP, extra=("--model", "embedded"))
    assert ran.exit_code == 0, ran.output
    assert "NOT PLAYED, 1 tries: no model plays the customer" in ran.output and "(n=1)" in ran.output
    assert "changed what nobody asked for: 0 of 1 tries" in ran.output
    again = played(tmp_path, CANCEL, LAMP, extra=("--model", "embedded", "--resume", "latest", "--json"))
    rows = [json.loads(line) for line in again.stdout.splitlines()]
    assert [row["case"] for row in rows] == ["cancel", "lamp"] and rows[0]["customer"]["ended"] == "done"


def test_a_run_does_not_go_on_with_other_tasks(bare: None, tmp_path: Path) -> None:
    played(tmp_path, CANCEL, extra=("--model", "embedded"))
    assert played(tmp_path, CANCEL, LAMP, extra=("--model", "embedded", "--resume", "latest")).exit_code == 2


def test_to_play_needs_a_policy_and_a_model_that_can(bare: None, tmp_path: Path) -> None:
    assert replay(tmp_path, GOOD, extra=("--play",))[0] == 2
    assert played(tmp_path, CANCEL, extra=("--model", "embedded", "--customer-model", "embedded")).exit_code == 2
