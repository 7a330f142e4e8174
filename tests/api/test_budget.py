"""Whoever is over a budget gets one plain text and a person: no model is asked, and nobody else notices (P6)."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.model import Usage
from agent.outcome import Basis, OutText, Turn
from agent.transcript import Transcript
from api.store import handoffs
from api.store.tables import HANDOFFS, TEXTS
from tests.api.line import Line, Script, line_at, replies
from tests.api.store.line import rows_of
from tests.scene import MAYA, STEPHANIE

pytestmark = pytest.mark.both_engines


async def costs(transcript: Transcript) -> Turn:
    """An answer of a model that took a thousand tokens."""
    basis = Basis(decided_by="model", usage=Usage(prompt_tokens=900, completion_tokens=100))
    return Turn(saw=tuple(text.id for text in transcript.new), texts=(OutText(body="Here."),), basis=basis)


async def reasons(line: Line) -> list[tuple[object, object]]:
    return [(row["reason"], row["tried"]) for row in await rows_of(line.database, HANDOFFS)]


async def test_a_phone_with_too_many_texts_goes_to_a_person_with_one_plain_text(tmp_path: Path) -> None:
    async with line_at(tmp_path, PARLEY_TEXTS_PER_DAY=3) as line:
        script = Script([replies()])
        for number in range(3):
            await line.receive(f"text {number}")
            await line.worker(script).work_once()
        assert len(script.asked) == 3
        await line.receive("one more")
        await line.receive("and another")
        await line.worker(script).work_once()
        assert len(script.asked) == 3
        assert await reasons(line) == [("over_cap", ["texts_per_day"])]
        assert len(await line.sent()) == 4
        assert {row["state"] for row in await rows_of(line.database, TEXTS) if row["direction"] == "in"} == {
            "handled",
            "human",
        }


async def test_others_are_answered_as_before_and_the_next_day_so_is_the_first(tmp_path: Path) -> None:
    async with line_at(tmp_path, PARLEY_TEXTS_PER_DAY=1) as line:
        script = Script([replies()])
        for number in range(300):
            await line.receive(f"text {number}", STEPHANIE)
        await line.receive("where is my order", MAYA)
        assert await line.worker(script).work_once() == 2
        assert [one.phone for one in script.asked] == [MAYA]
        (row,) = await rows_of(line.database, HANDOFFS)
        async with line.database.writing() as session:
            await handoffs.hand_back(session, str(row["thread_id"]), "Ana", line.clock())
        line.clock.advance(days=1, minutes=1)
        await line.receive("hello again", STEPHANIE)
        await line.worker(script).work_once()
        assert script.asked[-1].phone == STEPHANIE


async def test_a_phone_that_has_used_up_its_tokens_asks_no_model(tmp_path: Path) -> None:
    async with line_at(tmp_path, PARLEY_TOKENS_PER_DAY=2_000) as line:
        script = Script([costs])
        for number in range(4):
            await line.receive(f"text {number}")
            await line.worker(script).work_once()
        assert len(script.asked) >= 2
        assert (await reasons(line))[0] == ("over_cap", ["tokens_per_day"])
        asked = len([one for one in script.asked if one.owner == "agent"])
        assert asked == 2


async def test_a_brand_that_has_used_up_its_tokens_asks_no_model_for_anybody(tmp_path: Path) -> None:
    async with line_at(tmp_path, PARLEY_BRAND_TOKENS_PER_DAY=1_000) as line:
        script = Script([costs])
        await line.receive("hi", STEPHANIE)
        worker = line.worker(script)
        await worker.work_once()
        line.clock.advance(minutes=1)
        await line.receive("hi", MAYA)
        await worker.work_once()
        assert [one.phone for one in script.asked] == [STEPHANIE]
        assert await reasons(line) == [("over_cap", ["brand_tokens_per_day"])]


async def test_without_limits_nothing_is_counted(tmp_path: Path) -> None:
    limits = {"PARLEY_TEXTS_PER_DAY": 0, "PARLEY_TOKENS_PER_DAY": 0, "PARLEY_BRAND_TOKENS_PER_DAY": 0}
    async with line_at(tmp_path, **limits) as line:
        script = Script([costs])
        for number in range(5):
            await line.receive(f"text {number}")
            await line.worker(script).work_once()
        assert len(script.asked) == 5
