"""A conversation is played again, or abstains and says why; nothing that is real can be reached."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import evals.production
from agent.testing import ScriptedModel
from evals.production.replaying import Candidate, abstains, header_of, replay
from tests.evals.equipped import equipment
from tests.evals.production.talks import agent, customer, record
from tests.scene import NOW, SMEAR, says

TALK = customer("how are you?"), agent("Fine.")


async def test_a_replay_is_a_result_of_a_run_and_a_difference() -> None:
    candidate = Candidate(equipment(ScriptedModel([says("Very well.")])), {})
    result, diff = await replay(record(*TALK, label="good"), candidate)
    assert (result.suite, result.case, result.passed, result.tags) == ("replay", "abc123", True, ("good", "smear"))
    assert (diff.verdict, diff.label) == ("same", "good")
    assert [line.body for line in result.lines] == ["how are you?", "Very well."]


@pytest.mark.parametrize(
    ("keys", "strict", "says_why"),
    [
        ({"start": {"shop": None, "unknown": "order 90001 has changed since"}}, False, "order 90001 has changed since"),
        ({"start": {"shop": None}}, False, "is not known"),
        ({"brand": "other"}, False, "brand other"),
        ({"start": {"assumed": ["it was in transit"]}}, True, "rests on a guess: it was in transit"),
        ({"start": {"shop": {"orders": 1}}}, False, "cannot be|ValidationError|policy"),
    ],
)
async def test_what_cannot_be_known_abstains_and_says_so(keys: dict[str, Any], strict: bool, says_why: str) -> None:
    result, diff = await replay(record(*TALK, **keys), Candidate(equipment(), {}, strict))
    assert diff.verdict in ("abstains", "failed") and not result.passed
    assert (result.skipped is not None) == (diff.verdict == "abstains")
    assert any(part in diff.because for part in says_why.split("|")), diff.because


async def test_a_guess_is_played_unless_strict_and_stays_a_guess() -> None:
    found = record(*TALK, start={"assumed": ["it was in transit"]})
    candidate = Candidate(equipment(ScriptedModel([says("Fine.")])), {})
    assert abstains(found, candidate) == "" and abstains(found, replace(candidate, strict=True)) != ""
    assert (await replay(found, candidate))[1].assumed == ("it was in transit",)


async def test_the_brand_is_as_it_was_set_up_there() -> None:
    brand = SMEAR.model_copy(update={"email": "elsewhere@smearshoes.example"})
    found = record(customer("HELP"), agent("Help."), settings=brand.model_dump(mode="json"))
    result, _ = await replay(found, Candidate(equipment(), {}))
    assert "elsewhere@smearshoes.example" in result.lines[-1].body


def test_a_run_of_replays_names_what_it_read() -> None:
    head = header_of("r1", NOW, [record(*TALK)], equipment())
    assert head.total == 1 and list(head.case_hashes) == ["replay/abc123"]


def test_no_carrier_no_database_and_no_network_can_be_reached_from_here() -> None:
    assert evals.production.__file__ is not None
    for path in Path(evals.production.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text())
        names = {one.module or "" for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)}
        names |= {alias.name for one in ast.walk(tree) if isinstance(one, ast.Import) for alias in one.names}
        assert not {name.partition(".")[0] for name in names} & {"api", "sqlalchemy", "httpx", "twilio", "subprocess"}
