"""What the carrier has still to delete is kept until it is done, and those asked for least come first."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from api.store import carrier_erasures
from tests.api.store.line import NOW, database_at

pytestmark = pytest.mark.both_engines


async def test_a_text_stays_on_the_list_until_it_is_gone(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        await carrier_erasures.ask(session, [], NOW)
        await carrier_erasures.ask(session, ["SM1", "SM2", "SM3"], NOW)
        await carrier_erasures.ask(session, ["SM1"], NOW)
        await carrier_erasures.failed(session, "SM1", "code_20009")
        await carrier_erasures.done(session, "SM2")
        assert await carrier_erasures.due(session, 10) == ("SM3", "SM1")
        assert await carrier_erasures.due(session, 1) == ("SM3",)
        assert await carrier_erasures.left(session) == 2
        assert await carrier_erasures.failures(session) == {"code_20009": 1}


async def test_a_file_comes_after_the_texts_and_is_not_counted_as_one(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        for _ in range(2):
            await carrier_erasures.ask_for_file(session, "MM1", "ME1", NOW)
        await carrier_erasures.ask(session, ["SM2"], NOW + timedelta(hours=1))
        await carrier_erasures.failed(session, "MM1/ME1", "CarrierSilent")
        await carrier_erasures.failed(session, "SM2", "code_20009")
        due = await carrier_erasures.due(session, 10)
        assert [carrier_erasures.parts(sid) for sid in due] == [("SM2", ""), ("MM1", "ME1")]
        assert await carrier_erasures.left(session) == 1
        assert await carrier_erasures.failures(session) == {"code_20009": 1}
        await carrier_erasures.done(session, "MM1/ME1")
        assert await carrier_erasures.due(session, 10) == ("SM2",)
