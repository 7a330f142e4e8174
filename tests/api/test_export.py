"""An export is everything that is held about one phone, and is itself written down."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from api.export import export
from api.store import audit, brands, seals
from tests.api.served import served
from tests.api.texts import DANAI
from tests.scene import SMEAR

pytestmark = pytest.mark.both_engines

OTHER = "+14155550177"


async def test_it_holds_the_texts_the_consent_and_the_files_of_one_phone(tmp_path: Path) -> None:
    async with served(tmp_path) as scene:
        database = scene.service.database
        await seals.agree(database)
        async with database.writing() as session:
            await brands.save(session, SMEAR)
        await scene.receive("please stop texting me, zebulon", "SM" + "1" * 32)
        await scene.receive("somebody else's quokka", "SM" + "2" * 32, phone=OTHER)
        found = await export(scene.service, DANAI, "api")
        assert found is not None
        document = orjson.dumps(found).decode()
        assert "zebulon" in document and "quokka" not in document and OTHER not in document
        assert found["consent"]["smear"]["opted_out"] is True
        assert [row["wording"] for row in found["conversation"]["consents"]] == ["please stop texting me, zebulon"]
        async with database.reading() as session:
            (row,) = await audit.trail(session)
        assert (row["actor"], row["action"]) == ("api", "export") and DANAI[1:] not in repr(row)


async def test_of_a_number_that_nobody_knows_there_is_nothing(tmp_path: Path) -> None:
    async with served(tmp_path) as scene:
        assert await export(scene.service, DANAI, "api") is None
        async with scene.service.database.reading() as session:
            assert await audit.trail(session) == []
