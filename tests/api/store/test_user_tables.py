"""Tests of `api.store.user_tables`."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from api.store.user_tables import LOGINS, USERS
from tests.api.store.line import NOW, database_at

pytestmark = pytest.mark.both_engines

ANA = {"id": "u1", "email": "ana@smear.example", "name": "Ana", "role": "agent", "password_hash": "hash"}


async def test_an_address_belongs_to_one_colleague(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            await session.execute(insert(USERS), ANA)
        with pytest.raises(IntegrityError):
            async with database.writing() as session:
                await session.execute(insert(USERS), {**ANA, "id": "u2"})


async def test_nobody_unknown_is_logged_in(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        with pytest.raises(IntegrityError):
            async with database.writing() as session:
                login = {"id": "hash", "user_id": "nobody", "created_at": NOW, "seen_at": NOW}
                await session.execute(insert(LOGINS), login)
