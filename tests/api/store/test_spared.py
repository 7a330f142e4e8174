"""Tests of `api.store.spared`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from agent.confidence import SHADOW
from agent.model import Usage
from agent.outcome import Basis, Turn
from api.store import settle, spared
from api.store.settle import Moment
from tests.api.store.line import NOW, claimed, database_at, loaded, receive

pytestmark = pytest.mark.both_engines

USED = Usage(prompt_tokens=900, cached_tokens=300, completion_tokens=40)


async def test_spared_and_shadowed_turns_of_the_day_are_counted(tmp_path: Path) -> None:
    bases = (
        Basis(decided_by="embedded", spared=USED),
        Basis(decided_by="embedded", spared=USED, reasons=("start=0.30", f"{SHADOW}<0.35")),
        Basis(decided_by="gpt", usage=USED, reasons=("cascade:large,0.50<0.80",)),
    )
    async with database_at(tmp_path) as database:
        for number, basis in enumerate(bases):
            now = NOW + timedelta(minutes=number)
            await receive(database, "hi", f"SM{number}", now)
            claim = await claimed(database, now)
            transcript = await loaded(database, claim, now)
            async with database.writing() as session:
                turn = Turn(saw=(f"SM{number}",), basis=basis)
                assert await settle.settle(session, claim, transcript, turn, Moment(now))
        async with database.reading() as session:
            found = await spared.since(session, NOW - timedelta(hours=24))
            assert (found.turns, found.spared, found.shadowed) == (3, 2, 1)
            assert found.tokens == USED + USED
            later = await spared.since(session, NOW + timedelta(days=1))
            assert (later.turns, later.spared, later.tokens) == (0, 0, Usage())
