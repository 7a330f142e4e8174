"""Tests of `api.service`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from agent.outcome import OutText
from api.carrier import Arrival, Media
from api.inbox import Inbox, StatusNote, UnknownNumber
from api.store import texts
from api.store.tables import STATUSES, TEXTS
from tests.api.line import line_at
from tests.api.store.line import rows_of
from tests.scene import SMEAR, STEPHANIE

pytestmark = pytest.mark.both_engines


async def test_a_text_is_taken_in_once_and_wakes_the_worker_once(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        inbox: Inbox = line.service
        arrival = Arrival(
            account_sid="AC1",
            sid="SM1",
            phone=STEPHANIE,
            to=SMEAR.number,
            body="",
            media=(Media(sid="ME1", content_type="image/jpeg"),),
            at=line.clock(),
        )
        assert await inbox.take_in(arrival)
        assert line.service.texts_came.is_set()
        line.service.texts_came.clear()
        assert not await inbox.take_in(arrival)
        assert not line.service.texts_came.is_set()
        (row,) = await rows_of(line.database, TEXTS)
        assert row["media"] == [{"sid": "ME1", "content_type": "image/jpeg"}]


async def test_a_status_is_noted_for_its_text(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await line.receive("hi")
        (inbound,) = await rows_of(line.database, TEXTS)
        async with line.database.writing() as session:
            row = texts.outbound_row(str(inbound["thread_id"]), "T1", OutText(body="Hello"), line.clock())
            await texts.send(session, [row])
        await line.service.note(StatusNote(sid="SMout", status="delivered", text_id="T1"))
        await line.service.note(StatusNote(sid="SMnobody", status="sent"))
        found = {row["id"]: row["delivery"] for row in await rows_of(line.database, TEXTS)}
        assert found["T1"] == "delivered"
        assert len(await rows_of(line.database, STATUSES)) == 2


async def test_a_number_leads_to_its_brand(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        assert line.service.brand_of_number("+19995550000") == "smear"
        other = replace(line.deps, brand=SMEAR.model_copy(update={"id": "other", "number": "+14155550111"}))
        two = replace(line.service, brands={"smear": line.deps, "other": other})
        assert two.brand_of_number("+14155550111") == "other"
        with pytest.raises(UnknownNumber):
            two.brand_of_number("+19995550000")
