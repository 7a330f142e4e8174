"""What one text costs the database, from its webhook to the carrier's yes: it may not creep up unseen.

Every number below has its reason beside it. Whoever needs one more statement changes the number and says why; what must
not change is what the commits keep apart: a text is stored before it is acknowledged, a lease before the turn, a turn
before its reply is handed over, and a reply is marked before the call and after it (I1, I4, D9).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from agent.testing import ScriptedModel
from api.loops import AGENT
from api.outbox import Outbox
from api.service import Service
from api.store import demo
from api.store.shop import SqlShop
from api.worker import Worker
from tests.api.line import Line, line_at
from tests.scene import DANAI, SMEAR, calls, says
from tools.demo.world import demo_world

pytestmark = pytest.mark.both_engines

QUESTION = "Where is my order 12345?"
ARRIVAL = 4
"""Is it erased, do earlier texts hold half a card number (it has digits), the text, its thread."""
TURN = 12
"""Claim; window, what the thread has used, what the brand has (once in 30 s); customer, policy, subscriptions; her
orders, for the tool; then what the turn decided: thread, texts that leave, texts that it saw, its row."""
SENDING = 7
"""Which are ready, consent, block, number, marked; then sent, and whether a status came before."""
COMMITS = {"arrival": 1, "turn": 2, "sending": 2}
SAME_ON_POSTGRES = ("pg_advisory_xact_lock", "pg_notify")
"""Locks and wake-ups, which SQLite does without."""


@dataclass
class Count:
    """What a database was asked."""

    statements: list[str] = field(default_factory=list)
    commits: int = 0
    units: int = 0


@asynccontextmanager
async def counted(line: Line) -> AsyncIterator[Count]:
    count, engine = Count(), line.database.engine.sync_engine

    def executed(*seen: Any) -> None:
        if not any(name in seen[2] for name in (*SAME_ON_POSTGRES, "BEGIN", "SAVEPOINT")):
            count.statements.append(" ".join(seen[2].split()))

    def committed(_connection: Any) -> None:
        count.commits += 1

    def lent(*_seen: Any) -> None:
        count.units += 1

    listeners = (("before_cursor_execute", executed), ("commit", committed), ("checkout", lent))
    for name, listener in listeners:
        event.listen(engine, name, listener)
    yield count
    for name, listener in listeners:
        event.remove(engine, name, listener)


@asynccontextmanager
async def shop_in_tables(folder: Path) -> AsyncIterator[Line]:
    """The line with the shop in its own database, and a model that looks an order up and says where it is."""
    async with line_at(folder) as line:
        async with line.database.writing() as session:
            await demo.reset(session, SMEAR.id, demo_world(line.clock()))
        model = ScriptedModel([calls("track_order", order="12345"), says("Order 12345 is on its way.")] * 3)
        deps = replace(line.deps, shop=SqlShop(line.database, line.clock), model=model)
        yield replace(line, service=replace(line.service, brands={SMEAR.id: deps}))


async def answered(service: Service) -> int:
    return await Worker(service, AGENT, "w1").work_once()


@pytest.mark.parametrize("texts_before", [0, 1])
async def test_a_text_costs_so_many_statements_and_commits(tmp_path: Path, texts_before: int) -> None:
    async with shop_in_tables(tmp_path) as line:
        for _ in range(texts_before):  # the second text of a thread costs what the first does
            await line.receive(QUESTION, DANAI)
            assert await answered(line.service) == 1
            await Outbox(line.service).send_due()
        async with counted(line) as arrival:
            await line.receive(QUESTION, DANAI)
        async with counted(line) as turn:
            assert await answered(line.service) == 1
        async with counted(line) as sending:
            assert await Outbox(line.service).send_due() == 1
        assert (await line.sent())[-1].endswith("Order 12345 is on its way.")
        commits = {"arrival": arrival.commits, "turn": turn.commits, "sending": sending.commits}
        assert commits == COMMITS
        assert len(arrival.statements) <= ARRIVAL, arrival.statements
        assert len(turn.statements) <= TURN, turn.statements
        assert len(sending.statements) <= SENDING, sending.statements


async def test_a_turn_takes_six_units_of_work(tmp_path: Path) -> None:
    async with shop_in_tables(tmp_path) as line:
        await line.receive(QUESTION, DANAI)
        async with counted(line) as turn:
            await answered(line.service)
        # Claim; the thread and what it used; what the brand used; the shop's opening; the tool's orders; the turn.
        assert turn.units == 6, turn.statements
