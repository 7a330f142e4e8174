"""A case is kept once, and counted for its thread."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.store import cases
from api.store.cases import Case
from tests.api.store.line import NOW, database_at


@pytest.mark.both_engines
async def test_a_case_is_kept_once(tmp_path: Path) -> None:
    case = Case("c1", "t1", "smear", "bad", "wrong size", "Ana", {"transcript": {"texts": []}})
    async with database_at(tmp_path) as database, database.writing() as session:
        assert await cases.add(session, case, NOW)
        assert not await cases.add(session, case, NOW)
        (row,) = await cases.listed(session)
        assert (row["label"], row["why"], row["body"]) == ("bad", "wrong size", {"transcript": {"texts": []}})
        assert (await cases.count(session, "t1"), await cases.count(session, "t2")) == (1, 0)
