"""The stored inbox keeps a text once and wakes the worker for a new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.carrier import Arrival, Media
from api.inbox import StatusNote, StoredInbox
from api.store.tables import CONSENTS, STATUSES, TEXTS
from tests.api.store.line import database_at, rows_of
from tests.api.texts import ACCOUNT, BRAND_NUMBER, DANAI, NOW

pytestmark = pytest.mark.both_engines

PHOTO = Media(sid="ME" + "7" * 32, content_type="image/jpeg")
HI = Arrival(account_sid=ACCOUNT, sid="SM1", phone=DANAI, to=BRAND_NUMBER, body="hi", at=NOW, media=(PHOTO,))


async def test_a_text_is_stored_once_with_its_files_and_wakes_once(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        inbox = StoredInbox(database, lambda _: "smear", 0, lambda: NOW)
        assert await inbox.take_in(HI)
        assert inbox.came.is_set()
        inbox.came.clear()
        assert not await inbox.take_in(HI)
        assert not inbox.came.is_set()
        (row,) = await rows_of(database, TEXTS)
        assert row["media"] == [{"sid": PHOTO.sid, "content_type": "image/jpeg"}]


async def test_an_opt_out_that_the_carrier_answered_is_recorded(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        inbox = StoredInbox(database, lambda _: "smear", 0, lambda: NOW)
        await inbox.take_in(HI.model_copy(update={"body": "adios amigos", "opt_out": "STOP"}))
        (row,) = await rows_of(database, CONSENTS)
        assert row["event"] == "opt_out"


async def test_a_status_of_an_unknown_sid_is_kept(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        inbox = StoredInbox(database, lambda _: "smear", 0, lambda: NOW)
        await inbox.note(StatusNote(sid="SM9", status="delivered"))
        (row,) = await rows_of(database, STATUSES)
        assert (row["sid"], row["status"]) == ("SM9", "delivered")
