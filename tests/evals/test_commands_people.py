"""`parley eval simulate`, `import` and `agreement`, as their user calls them; the model is asked over HTTP."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from evals.commands import app
from tests.encoder import DATA_DIR, shared_encoder
from tests.fakes.openai_replies import says
from tests.fakes.openai_server import openai_server


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shared_encoder()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PARLEY_MODEL", raising=False)
    monkeypatch.setenv("PARLEY_DATA_DIR", str(DATA_DIR))
    monkeypatch.setenv("OPENAI_API_KEY", "the-fake-servers-own-test-key")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


async def simulated(monkeypatch: pytest.MonkeyPatch, *said: str) -> Result:
    async with openai_server([says(one) for one in said]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        wants = ["simulate", "Return the shoes of order 12348.", "--from", "+14155550104", "--fact", "order=12348"]
        return await asyncio.to_thread(run, *wants, "--model", "embedded", "--persona", "careful")


async def test_a_model_texts_as_a_customer_and_the_embedded_one_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = await simulated(monkeypatch, "I want to return order 12348.", "CONFIRM", "[DONE]")
    assert shown.exit_code == 0, shown.output
    assert "ended: done; done: return_items" in shown.output


async def test_a_customer_who_contradicts_what_they_know_is_a_1(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = await simulated(monkeypatch, "I want to return order 12999.")
    assert shown.exit_code == 1 and "the customer's own mistake" in shown.output


def test_a_persona_that_nobody_wrote_is_a_2() -> None:
    assert run("simulate", "x", "--from", "+14155550104", "--persona", "nobody", "--model", "embedded").exit_code == 2


def test_transcripts_become_cases_to_complete(tmp_path: Path) -> None:
    rows = [{"thread": "t", "speaker": "customer", "text": "where is it, mail me at a@b.example"}]
    (tmp_path / "t.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    shown = run("import", str(tmp_path / "t.jsonl"), "--suite", "ours")
    assert shown.exit_code == 0 and 'suite: "ours"' in shown.output and "a@b.example" not in shown.output
    (tmp_path / "t.jsonl").write_text('{"thread": "t"}')
    assert run("import", str(tmp_path / "t.jsonl")).exit_code == 2


def test_how_far_a_judge_agrees_is_told_with_its_error(tmp_path: Path) -> None:
    rows = [("a", "pass", "pass"), ("b", "fail", "fail"), ("c", "pass", "fail"), ("d", "fail", "fail")]
    lines = [json.dumps({"case": case, "label": label, "verdict": verdict}) for case, label, verdict in rows]
    (tmp_path / "l.jsonl").write_text("\n".join(lines))
    shown = run("agreement", str(tmp_path / "l.jsonl"))
    assert shown.exit_code == 0 and "75% agree, kappa 0.50" in shown.output
    (tmp_path / "l.jsonl").write_text("{")
    assert run("agreement", str(tmp_path / "l.jsonl")).exit_code == 2
