"""The table of proofs."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.store.database import StorageUnavailable
from api.store.proof_table import PROOFS
from tests.api.store.line import NOW, PHONE, database_at


@pytest.mark.both_engines
async def test_a_thread_is_asked_for_one_code_at_most(tmp_path: Path) -> None:
    row = {"thread_id": "t", "phone": PHONE, "seal": "x", "state": "asked", "tries": 0, "asked": [], "at": NOW}
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            await session.execute(PROOFS.insert(), {"id": "a", **row})
            await session.execute(PROOFS.insert(), {"id": "b", **row, "state": "replaced"})
            await session.execute(PROOFS.insert(), {"id": "c", **row, "thread_id": "u"})
        with pytest.raises(Exception, match="(?i)unique") as raised:
            async with database.writing() as session:
                await session.execute(PROOFS.insert(), {"id": "d", **row})
        assert not isinstance(raised.value, StorageUnavailable)
