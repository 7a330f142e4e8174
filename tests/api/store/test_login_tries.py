"""Failures under a key add up whoever counts them, begin anew after a while, and are tidied away."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from api.store import login_tries
from api.store.user_tables import LOGIN_TRIES
from tests.api.store.line import NOW, database_at, rows_of

pytestmark = pytest.mark.both_engines

LONG_AGO = NOW - timedelta(hours=1)
LATER = NOW + timedelta(hours=2)


async def test_failures_in_a_row_add_up_under_their_key(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        for keys in (["b", "a"], ["a"]):
            async with database.writing() as session:
                await login_tries.count(session, keys, NOW, LONG_AGO)
        async with database.writing() as session:
            assert await login_tries.of(session, ["a", "b", "c"]) == {"a": (2, NOW), "b": (1, NOW)}


async def test_after_a_while_the_first_failure_is_the_first_again(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        for at in (NOW, NOW, LATER):
            await login_tries.count(session, ["a"], at, at - timedelta(hours=1))
        assert await login_tries.of(session, ["a"]) == {"a": (1, LATER)}


async def test_a_key_is_forgotten_and_what_is_too_old_goes_with_it(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            await login_tries.count(session, ["old"], NOW, LONG_AGO)
            await login_tries.count(session, ["mine", "other"], LATER, NOW)
            await login_tries.forget(session, "mine", LATER - timedelta(hours=1))
        assert [row["key"] for row in await rows_of(database, LOGIN_TRIES)] == ["other"]
