"""Seals tell apart what is not alike, hide what they stand for, and are made with one key a database."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.store import seals, tombstones
from api.store.database import Database, StorageUnavailable
from tests.api.store.line import BRAND, NOW, PHONE, database_at

pytestmark = pytest.mark.both_engines


async def sealed(database: Database, phone: str = PHONE, brand: str = BRAND) -> str:
    async with database.reading() as session:
        return seals.of_person(session, brand, phone)


async def test_a_seal_depends_on_the_key_the_brand_and_the_phone(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        other = Database(database.url, seal_key=b"another")
        same = await sealed(database)
        assert same == await sealed(database)
        assert (
            len({same, await sealed(other), await sealed(database, "+13475550143"), await sealed(database, brand="b")})
            == 4
        )
        assert PHONE[1:] not in same
        await other.close()


async def test_a_process_with_another_key_does_not_start_once_somebody_was_erased(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await seals.agree(database)
        other = Database(database.url, seal_key=b"another")
        await seals.agree(other)  # nobody was erased yet: the newer key holds
        await seals.agree(database)
        async with database.writing() as session:
            await seals.insist(session)
            await tombstones.add(session, ["SM1"], NOW)
        await seals.agree(database)
        with pytest.raises(StorageUnavailable, match="PARLEY_SEAL_KEY"):
            await seals.agree(other)
        async with other.reading() as session:
            with pytest.raises(seals.WrongSealKey):
                await seals.insist(session)
        await other.close()
