"""The oracle sees what it is there for: a lost text, a text taken twice, a turn too many, silence, and two keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from api.account import Account
from api.outbox import Outbox
from api.simulator import Simulator
from api.store.tables import TEXTS, TURNS
from tests.api.line import Line, Script, line_at, replies
from tests.faults.oracle import faults_of_line, faults_of_shop
from tests.scene import STEPHANIE


def account_of(line: Line) -> Account:
    carrier = line.service.carrier
    assert isinstance(carrier, Simulator)
    return carrier.account


async def answered(line: Line) -> None:
    arrival = account_of(line).receive(STEPHANIE, "where is my order")
    await line.service.take_in(arrival)
    line.clock.advance(seconds=1)
    await line.worker(Script([replies("On its way.")])).work_once()
    await Outbox(line.service).send_due()


async def faults(line: Line) -> list[str]:
    return await faults_of_line(line.database, account_of(line))


async def test_an_answered_text_is_well(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await answered(line)
        assert await faults(line) == []


async def test_a_text_that_never_arrived_is_lost(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await answered(line)
        account_of(line).receive(STEPHANIE, "hello?")
        assert [fault[:15] for fault in await faults(line)] == ["lost: 'hello?' "]


async def test_a_text_that_the_carrier_took_twice_is_seen(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await answered(line)
        account_of(line).taken.append(account_of(line).taken[0])
        assert ["2 times" in fault for fault in await faults(line)] == [True]


@pytest.mark.parametrize(
    ("table", "values", "seen"),
    [
        (TEXTS, {"state": "unknown"}, "still unknown"),
        (TURNS, {"saw": ["SM1", "SM1"]}, "2 turns"),
    ],
)
async def test_what_is_left_undone_or_done_again_is_seen(
    tmp_path: Path, table: object, values: dict[str, object], seen: str
) -> None:
    async with line_at(tmp_path) as line:
        await answered(line)
        async with line.database.writing() as session:
            changed = update(TEXTS if table is TEXTS else TURNS).values(**values)
            await session.execute(changed.where(TEXTS.c.direction == "out") if table is TEXTS else changed)
        assert any(seen in fault for fault in await faults(line))


async def test_a_text_that_nobody_answered_is_silence(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await answered(line)
        account_of(line).taken.clear()
        assert await faults(line) == [f"{STEPHANIE} was left in silence"]


def test_one_thing_under_two_keys_is_seen() -> None:
    assert faults_of_shop([("+1", "cancel", "k1"), ("+1", "cancel", "k1")]) == []
    assert faults_of_shop([("+1", "cancel", "k1"), ("+1", "cancel", "k2")]) == ["cancel was asked under 2 keys"]
