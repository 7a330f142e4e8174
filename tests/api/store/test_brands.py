"""Tests of `api.store.brands`."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.store import brands
from tests.api.store.line import database_at
from tests.scene import SMEAR

pytestmark = pytest.mark.both_engines


async def test_a_brand_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        await brands.save(session, SMEAR)
        await brands.save(session, SMEAR.model_copy(update={"name": "SMEAR"}))
        assert await brands.listed(session) == (SMEAR.model_copy(update={"name": "SMEAR"}),)


async def test_saving_does_not_start_a_brand_that_was_stopped(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        await brands.save(session, SMEAR)
        assert await brands.pause(session, "smear", True)
        await brands.save(session, SMEAR)
        assert await brands.paused(session) == {"smear"}
        assert not await brands.pause(session, "nobody", True)
