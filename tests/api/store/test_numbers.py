"""Tests of `api.store.numbers` (S20)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from api.store import numbers
from tests.api.store.line import NOW, PHONE, database_at, receive

pytestmark = pytest.mark.both_engines


async def test_three_failures_in_a_row_make_a_number_stale_until_it_is_proved(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        for _ in range(2):
            await numbers.failed(session, PHONE, 30003, 0, NOW)
        assert (await numbers.of(session, PHONE)).stale_at is None
        await numbers.failed(session, PHONE, 30003, 0, NOW)
        found = await numbers.of(session, PHONE)
        assert (found.failures, found.last_code, found.stale_at, found.suppressed_at) == (3, 30003, NOW, None)
        assert await numbers.takes_texts(session, PHONE)
        await numbers.reached(session, PHONE)
        assert await numbers.of(session, PHONE) == numbers.Number(0, 30003, NOW)  # a text arrived: with whom?
        await numbers.proved(session, PHONE)
        assert await numbers.of(session, PHONE) == numbers.Number(0, 30003)


async def test_a_doubt_is_kept_from_when_it_began(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        await numbers.doubt(session, PHONE, NOW)
        await numbers.doubt(session, PHONE, NOW + timedelta(days=1))
        assert (await numbers.of(session, PHONE)).stale_at == NOW


async def test_a_number_is_out_of_use_until_it_texts_us(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi", "SM1", NOW - timedelta(minutes=1))
        async with database.writing() as session:
            await numbers.failed(session, PHONE, 30005, 2, NOW)
            assert await numbers.takes_texts(session, PHONE)
            await numbers.failed(session, PHONE, 30005, 2, NOW)
            assert not await numbers.takes_texts(session, PHONE)
        await receive(database, "me again", "SM2", NOW + timedelta(minutes=1))
        async with database.writing() as session:
            assert await numbers.takes_texts(session, PHONE)
            assert (await numbers.of(session, PHONE)).failures == 0
