"""A stale number's proof through the whole service: kept in the turn's own commit, on both engines (S20, S80)."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from agent.effect import run
from agent.model import Model
from agent.testing import ScriptedModel
from agent.transcript import Proof
from agent.turn import take_turn
from agent.voice import handoff_text
from api.effects import Agent
from api.store import intake, numbers, proofs
from api.store.proof_table import PROOFS
from api.worker import Worker
from tests.api.line import Line, line_at
from tests.api.store.line import NOW, PHONE, database_at, inbound, rows_of
from tests.scene import MAYA, SMEAR, YAN, calls, says

pytestmark = pytest.mark.both_engines

FINDS = calls("find_orders", order=None)
THREAD = "thread"


@asynccontextmanager
async def shop_line(folder: Path, model: Model) -> AsyncIterator[tuple[Line, Worker]]:
    """A whole service with the real agent; its codes are 000001, 000002, and so on."""
    async with line_at(folder) as made:
        digits = itertools.count(1)
        deps = replace(made.deps, model=model, new_code=lambda: f"{next(digits):06d}")
        line = replace(made, deps=deps, service=replace(made.service, brands={SMEAR.id: deps}))
        yield line, Worker(line.service, Agent(take_turn, run, handoff_text), "w1")


async def answered(line: Line, worker: Worker, body: str, phone: str = MAYA) -> list[str]:
    """What the service says to a text."""
    before = len(await line.sent())
    line.clock.advance(seconds=1)
    await line.receive(body, phone)
    assert await worker.work_once() == 1
    return (await line.sent())[before:]


async def fail_three_times(line: Line, phone: str = MAYA) -> None:
    async with line.database.writing() as session:
        for _ in range(3):
            await numbers.failed(session, phone, 30003, 0, line.clock())


async def test_three_failures_then_where_is_my_order_needs_the_code_and_one_code_is_enough(tmp_path: Path) -> None:
    model = ScriptedModel([FINDS, FINDS, says("Order #12347 is on its way.", 0.9), says("Bye.", 0.9)])
    async with shop_line(tmp_path, model) as (line, worker):
        await fail_three_times(line)
        (asked,) = await answered(line, worker, "where is my order")
        assert "6 digits" in asked and "12347" not in asked
        thanks, shown = await answered(line, worker, "000001")
        assert "Thank you" in thanks and "12347" in shown
        (row,) = await rows_of(line.database, PROOFS)
        assert (row["state"], row["tries"], row["ended_at"]) == ("proved", 0, line.clock())
        assert all(value != "000001" for value in row.values())
        async with line.database.reading() as session:
            assert (await numbers.of(session, MAYA)).stale_at is None
        assert await answered(line, worker, "bye") == ["Bye."]


async def test_tries_are_kept_and_end_with_a_person(tmp_path: Path) -> None:
    async with shop_line(tmp_path, ScriptedModel([FINDS])) as (line, worker):
        await fail_three_times(line)
        await answered(line, worker, "where is my order")
        for left in (2, 1):
            assert f"left: {left}" in (await answered(line, worker, "999999"))[0]
        assert "A person" in (await answered(line, worker, "999999"))[0]
        assert await answered(line, worker, "000001") == []
        (row,) = await rows_of(line.database, PROOFS)
        assert (row["state"], row["tries"]) == ("failed", 2)
        async with line.database.reading() as session:
            assert (await numbers.of(session, MAYA)).stale_at is not None


async def test_a_code_of_another_thread_opens_nothing(tmp_path: Path) -> None:
    async with shop_line(tmp_path, ScriptedModel([FINDS, FINDS])) as (line, worker):
        await fail_three_times(line, MAYA)
        await fail_three_times(line, YAN)
        await answered(line, worker, "where is my order", MAYA)
        await answered(line, worker, "where is my order", YAN)
        assert "left: 2" in (await answered(line, worker, "000001", YAN))[0]
        assert "left: 2" in (await answered(line, worker, "000002", MAYA))[0]


async def test_a_silence_that_asked_for_the_proof_is_not_forgotten_with_the_next_text(tmp_path: Path) -> None:
    model = ScriptedModel([says("Hi!", 0.9), FINDS, FINDS])
    async with shop_line(tmp_path, model) as (line, worker):
        await answered(line, worker, "hi")
        line.clock.advance(days=46)
        assert "6 digits" in (await answered(line, worker, "where is my order"))[0]
        assert "I'll go on" in (await answered(line, worker, "hello? my order"))[0]
        (row,) = await rows_of(line.database, PROOFS)
        assert str(row["asked"]).count("SM") == 2 or str(row["asked"]).count(",") == 1


async def test_who_says_wrong_number_makes_it_stale(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            await intake.accept(session, inbound("wrong number"), NOW, 0)
        async with database.reading() as session:
            assert (await numbers.of(session, PHONE)).stale_at == NOW


async def test_a_new_code_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    async with shop_line(tmp_path, ScriptedModel([FINDS])) as (line, worker):
        await fail_three_times(line)
        await answered(line, worker, "where is my order")
        await answered(line, worker, "send another code")
        rows = {str(row["state"]): row for row in await rows_of(line.database, PROOFS)}
        assert set(rows) == {"asked", "replaced"}
        async with line.database.reading() as session:
            known = await proofs.of(session, str(rows["asked"]["thread_id"]), line.clock())
        assert known.code is not None and known.letters_lately == 2
        assert list(known.code.waiting) == rows["replaced"]["asked"]


async def test_a_thread_without_a_code_only_needs_one(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.reading() as session:
        assert await proofs.of(session, THREAD, NOW) == Proof(needed=True)
