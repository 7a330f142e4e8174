"""The embedded shop's post."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.testing import FixedClock
from api.store.shop import SqlShop
from api.store.shop_load import load_world
from tests.api.store.line import NOW, database_at
from tests.scene import DANAI, MAYA, NOBODY
from tools.demo.world import demo_world
from tools.shop import Mailing


@pytest.mark.both_engines
async def test_a_letter_goes_to_who_has_an_address_and_is_kept_the_newest_first(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        shop = SqlShop(database, FixedClock(NOW))
        async with database.writing() as session:
            await load_world(session, demo_world(NOW))
        assert isinstance(shop, Mailing)
        assert await shop.mail(MAYA, "Your code", "111111")
        assert await shop.mail(MAYA, "Your code", "222222")
        assert not await shop.mail(NOBODY, "Your code", "333333")
        assert await shop.letters(MAYA, 1) == ("Your code\n222222",)
        assert await shop.letters(DANAI, 9) == ()
