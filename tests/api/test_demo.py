"""The demo world is loaded into an empty database only, and reset gives it back exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

from api import demo
from api.store.shop import SqlShop
from api.store.tables import CONSENTS, TEXTS, THREADS
from tests.api.store.line import database_at, receive, rows_of
from tests.scene import DANAI, MAYA, NOW
from tools.command import CancelOrder

pytestmark = pytest.mark.both_engines


async def test_it_is_loaded_once_and_never_over_a_conversation(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        assert await demo.load_if_empty(database, "smear", NOW)
        assert not await demo.load_if_empty(database, "smear", NOW)
        assert len(await SqlShop(database, lambda: NOW).orders(DANAI)) == 2
    async with database_at(tmp_path, "talked.db") as database:
        await receive(database, "hi")
        assert not await demo.load_if_empty(database, "smear", NOW)


async def test_reset_undoes_sales_and_talk(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        shop = SqlShop(database, lambda: NOW)
        await demo.reset(database, "smear", NOW)
        before, consents = await shop.order("12347"), await rows_of(database, CONSENTS)
        assert before is not None
        await receive(database, "STOP")
        await shop.perform(MAYA, CancelOrder(order="12347", refund=before.total), "key")
        assert await shop.order("12347") != before
        await demo.reset(database, "smear", NOW)
        assert await shop.order("12347") == before
        assert await rows_of(database, THREADS) == await rows_of(database, TEXTS) == []
        assert len(await rows_of(database, CONSENTS)) == len(consents)


async def test_the_brand_is_kept_and_follows_the_carrier(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        first = await demo.first_brand(database, "+14155559999", carrier_confirms=False)
        assert (first.number, first.carrier_confirms) == ("+14155559999", False)
        second = await demo.first_brand(database, "", carrier_confirms=True)
        assert (second.number, second.carrier_confirms) == ("+14155559999", True)
