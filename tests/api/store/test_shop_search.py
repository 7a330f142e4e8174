"""Who was erased is not found, whatever is looked for; the rest is the contract of every shop (tests/contracts)."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.store import shop_erase, shop_search
from api.store.erasure_tables import ERASED
from api.store.shop_load import load_world
from tests.api.store.line import database_at
from tests.scene import NOW
from tools.demo.people import AVERY
from tools.demo.world import demo_world

pytestmark = pytest.mark.both_engines


async def test_who_was_erased_is_found_by_nothing(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            await load_world(session, demo_world(NOW))
        async with database.reading() as session:
            assert await shop_search.search(session, "Avery", 5)
        async with database.writing() as session:
            await shop_erase.erase(session, AVERY)
        async with database.reading() as session:
            for words in ("Avery", AVERY, ERASED):
                assert await shop_search.search(session, words, 5) == ()
