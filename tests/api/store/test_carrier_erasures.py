"""What the carrier has still to delete is kept until it is done, and those asked for least come first."""

from __future__ import annotations

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
