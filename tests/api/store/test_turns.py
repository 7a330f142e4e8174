"""Turns are found by their thread."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.outcome import Basis, Turn
from api.store import settle, turns
from tests.api.store.line import NOW, claimed, database_at, loaded, receive

pytestmark = pytest.mark.both_engines


async def test_the_turns_of_a_thread_say_what_they_rest_on(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        accepted = await receive(database, "hi")
        claim = await claimed(database)
        turn = Turn(saw=("SM1",), basis=Basis(decided_by="embedded", passages=("returns#1",)))
        async with database.writing() as session:
            assert await settle.settle(session, claim, await loaded(database, claim), turn, settle.Moment(NOW))
        async with database.reading() as session:
            (found,) = (await turns.of_thread(session, accepted.thread_id)).values()
            assert await turns.of_thread(session, "another") == {}
        assert (found["decided_by"], found["passages"]) == ("embedded", ["returns#1"])
