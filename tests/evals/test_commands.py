"""`parley eval` runs suites, shows conversations and refuses what cannot be played, by exit codes."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from evals.commands import app
from tests.encoder import DATA_DIR, shared_encoder
from tests.fakes.openai_replies import says
from tests.fakes.openai_server import KEY, openai_server

STOP = """
suite: {name}
shows: One.
required: true
cases:
  - id: stop
    shows: STOP is obeyed.
    from: "+14155550101"
    steps: [{{text: STOP}}]
    end: {{consent: {consent}}}
"""


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shared_encoder()
    monkeypatch.chdir(tmp_path)
    for name in ("OPENAI_API_KEY", "PARLEY_MODEL", "PARLEY_CUSTOMER_MODEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PARLEY_DATA_DIR", str(tmp_path / "var"))
    (tmp_path / "var").mkdir()
    for name in ("encoder", "embedded", "chroma"):
        (tmp_path / "var" / name).symlink_to(DATA_DIR / name)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def suite(tmp_path: Path, consent: str = "opt_out", name: str = "small") -> str:
    (tmp_path / f"{name}.yaml").write_text(STOP.format(name=name, consent=consent))
    return str(tmp_path / f"{name}.yaml")


def test_a_suite_is_run_stored_shown_and_compared_with_itself(tmp_path: Path) -> None:
    ran = run("run", suite(tmp_path), "--repeat", "2")
    assert ran.exit_code == 0 and "1.000" in ran.output and "pass^2" in ran.output
    shown = run("show", "latest", "stop")
    assert shown.exit_code == 0 and "customer: STOP" in shown.output and "passed" in shown.output
    assert run("gate", "--baseline", "latest").exit_code == 0
    assert "small" in run("list").output or "embedded" in run("list").output


def test_what_got_worse_is_a_1_of_the_gate(tmp_path: Path) -> None:
    path = suite(tmp_path)
    run("run", path)
    before = next((tmp_path / "var" / "evals").glob("2*")).name
    suite(tmp_path, consent="opt_in")
    assert run("run", path).exit_code == 0
    assert run("gate", "--baseline", before).exit_code == 1


def test_results_are_printed_for_programs(tmp_path: Path) -> None:
    ran = run("run", suite(tmp_path), "--json")
    assert json.loads(ran.stdout.strip().splitlines()[-1])["case"] == "stop"


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "no-such-suite"),
        ("run", "--threshold", "handoff_below"),
        ("run", "--threshold", "nonsense=0.4"),
        ("run", "--prompts", "no-such-version"),
        ("run", "--resume", "no-such-run"),
        ("show", "no-such-run", "stop"),
    ],
)
def test_what_cannot_be_played_is_a_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_broken_suite_is_told_with_its_place(tmp_path: Path) -> None:
    path = suite(tmp_path)
    Path(path).write_text(Path(path).read_text().replace("consent", "consend"))
    checked = run("check", path)
    assert checked.exit_code == 1 and "small.yaml, case stop" in checked.output


def test_a_world_that_cannot_be_is_told_before_anything_is_played(tmp_path: Path) -> None:
    path = suite(tmp_path)
    Path(path).write_text(Path(path).read_text() + "    world: {orders: {'99999': {state: delivered}}}\n")
    checked = run("check", path)
    assert checked.exit_code == 1 and "99999" in checked.output


def test_the_shipped_suites_can_be_played() -> None:
    assert run("check").exit_code == 0


SIMULATED = """
suite: talk
shows: One.
cases:
  - id: yan
    shows: Yan returns the shoes.
    from: "+14155550104"
    customer: {persona: careful, wants: Return order 12348., facts: {order: "12348"}}
    end: {effects: [return_items]}
"""


def test_a_simulated_customer_without_a_model_is_not_played_and_the_run_says_so(tmp_path: Path) -> None:
    (tmp_path / "talk.yaml").write_text(SIMULATED)
    ran = run("run", str(tmp_path / "talk.yaml"))
    assert ran.exit_code == 0 and "NOT PLAYED, 1 tries: no model plays the customer" in ran.output
    assert "1.000" not in ran.output


async def test_a_simulated_customer_is_played_with_the_model_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "talk.yaml").write_text(SIMULATED)
    (tmp_path / "mine.toml").write_text("[actor]\ninput = 1\ncached = 1\noutput = 1\n")
    said = ["I want to return order 12348.", "CONFIRM", "[DONE]"]
    asked = ("run", str(tmp_path / "talk.yaml"), "--model", "embedded", "--customer-model", "actor")
    async with openai_server([says(one) for one in said]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        ran = await asyncio.to_thread(run, *asked, "--prices", str(tmp_path / "mine.toml"))
        assert {one["model"] for one in server.requests} == {"actor"}
    assert ran.exit_code == 0 and "1.000" in ran.output, ran.output
    assert "customers: actor, 150 tokens read, 21 written, cost $0.0002" in ran.output


def test_a_persona_that_nobody_wrote_is_told_by_the_check(tmp_path: Path) -> None:
    (tmp_path / "talk.yaml").write_text(SIMULATED.replace("careful", "nobody"))
    checked = run("check", str(tmp_path / "talk.yaml"))
    assert checked.exit_code == 1 and "talk.yaml, case yan, customer.persona" in checked.output


@pytest.mark.parametrize("wrong", [("--customer-model", "embedded"), ("--cascade",), ("--prices", "no-such.toml")])
def test_models_and_prices_that_cannot_be_are_a_2(tmp_path: Path, wrong: tuple[str, ...]) -> None:
    assert run("run", suite(tmp_path), *wrong).exit_code == 2


CASCADE = """
suite: both
shows: Two.
cases:
  - id: sure
    shows: The embedded model takes it.
    from: "+14155550101"
    steps: [{text: "where is my order?", expect: {says: ["12345"]}}]
  - id: unsure
    shows: The large model is asked.
    from: "+14155550101"
    steps: [{text: so what about that thing from before, expect: {says: [which thing]}}]
"""


async def test_a_cascade_asks_the_large_model_only_where_the_embedded_one_is_not_sure_and_says_what_it_spared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "both.yaml").write_text(CASCADE)
    async with openai_server([says("Happy to help! Which thing do you mean?")]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        asked = ("run", str(tmp_path / "both.yaml"), "--model", "large", "--cascade", "--jobs", "1")
        ran = await asyncio.to_thread(run, *asked)
        assert server.asked == 1, f"the tracking question costs nothing: {ran.output}"
    assert ran.exit_code == 0 and "1.000" in ran.output, ran.output
    assert "spared by the cascade: large," in ran.output and "not known (no price of large)" in ran.output
    stored = json.loads(next((tmp_path / "var" / "evals").glob("2*/header.json")).read_text())
    assert (stored["model"], stored["cascade"]) == ("large", True)
    page = tmp_path / "page.html"
    assert run("report", "latest", "--out", str(page)).exit_code == 0
    assert "at a loss" in page.read_text() and "Who answered" in page.read_text()
