"""`parley eval replay` says what comes out differently, as a table, as JSON and in the report, and by its exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from evals.commands import app
from evals.commands_replay import chosen
from evals.equipment import BadThreshold
from tests.encoder import DATA_DIR, shared_encoder
from tests.evals.production.talks import agent, customer, raw
from tests.scene import YAN


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shared_encoder()
    monkeypatch.chdir(tmp_path)
    for name in ("OPENAI_API_KEY", "PARLEY_MODEL", "PARLEY_CUSTOMER_MODEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PARLEY_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("PARLEY_DATABASE_URL", "")
    (tmp_path / "var").mkdir()
    for name in ("encoder", "embedded", "chroma"):
        (tmp_path / "var" / name).symlink_to(DATA_DIR / name)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["replay", *arguments])


def written(folder: Path, **keys: Any) -> str:
    stop = raw(customer("HELP"), agent("Help costs $1.00"), id="stop1", label="good", **keys)
    unknown = raw(customer("hi"), id="unknown1", start={"shop": None, "unknown": "order 90001 has changed since"})
    (folder / "records.jsonl").write_text("\n".join(json.dumps(one) for one in (stop, unknown)))
    return str(folder / "records.jsonl")


def test_it_tells_what_differs_what_was_not_played_and_writes_a_page(tmp_path: Path) -> None:
    found = run(written(tmp_path))
    assert found.exit_code == 0, found.output
    assert "stop1 [good] " in found.output and "facts: step 0: without amount: 1.00" in found.output
    assert "not played, 1: order 90001 has changed since" in found.output
    page = CliRunner().invoke(app, ["report", "latest", "--out", str(tmp_path / "page.html")])
    assert page.exit_code == 0, page.output
    html = (tmp_path / "page.html").read_text()
    assert "Real conversations, played again" in html and "amount: 1.00" in html and "has changed since" in html


def test_programs_get_json(tmp_path: Path) -> None:
    found = json.loads(run(written(tmp_path), "--json").output)
    assert {one["id"]: one["verdict"] for one in found["talks"]} == {"stop1": "differs", "unknown1": "abstains"}


def test_strict_plays_no_guess(tmp_path: Path) -> None:
    found = run(written(tmp_path, start={"assumed": ["order 12348 was in transit"]}), "--strict")
    assert "not played, 1: rests on a guess: order 12348 was in transit" in found.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["nothing.jsonl"], "No such file"), ([], "there is no"), (["--threshold", "nope=0.4", "FILE"], "no threshold")],
)
def test_what_cannot_be_asked_for_is_a_2(tmp_path: Path, arguments: list[str], says: str) -> None:
    path = written(tmp_path)
    found = run(*(path if one == "FILE" else one for one in arguments))
    assert found.exit_code == 2 and says in " ".join(found.output.replace("│", " ").split()), found.output
    assert YAN not in found.output


def test_thresholds_come_from_a_file_and_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_text("handoff_below = 0.5\nat_once_above = 1\n")
    found = dict(chosen(["handoff_below=0.6"], tmp_path / "t.toml"))
    assert found == {"handoff_below": 0.6, "at_once_above": 1.0}
    for content, says in (("x", "is no TOML"), ("shadow = true", "shadow is no number")):
        (tmp_path / "t.toml").write_text(content)
        with pytest.raises(BadThreshold, match=says):
            chosen([], tmp_path / "t.toml")
