"""Pausing stops every text and effect, keeps what comes in, and is written down (I25)."""

from __future__ import annotations

from pathlib import Path

import pytest

from api import pausing
from api.outbox import Outbox
from api.pausing import Order, UnknownBrand
from api.store import brands
from api.store.tables import TEXTS
from api.store.user_tables import AUDIT
from tests.api.line import Line, Script, confirms, line_at, previews, replies
from tests.api.store.line import rows_of
from tests.scene import SMEAR

pytestmark = pytest.mark.both_engines

EVERYTHING, ONE = Order("test", why="trouble"), Order("test", brand="smear")


async def test_nothing_leaves_while_paused_and_everything_is_handled_after(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        script = Script([replies("here it is")])
        await line.receive("where is my order")
        await line.worker(script).work_once()
        assert await pausing.pause(line.database, EVERYTHING, line.clock())
        await line.receive("hello?")
        assert (await line.worker(script).work_once(), await Outbox(line.service).send_due()) == (0, 0)
        waiting = {row["body"] for row in await rows_of(line.database, TEXTS) if row["state"] == "new"}
        assert waiting == {"hello?", "here it is"}
        assert await pausing.resume(line.database, EVERYTHING, line.clock())
        await Outbox(line.service).send_due()
        assert await line.worker(script).work_once() == 1
        assert {row["state"] for row in await rows_of(line.database, TEXTS)} == {"handled", "sent", "new"}


@pytest.mark.parametrize("order", [EVERYTHING, ONE])
async def test_an_effect_that_was_confirmed_does_not_begin_while_paused(tmp_path: Path, order: Order) -> None:
    async with line_at(tmp_path) as line:
        await _known(line)
        proposal = await line.cancellation()
        script = Script([previews(proposal), confirms(proposal)])
        await line.receive("cancel it")
        await line.worker(script).work_once()
        await Outbox(line.service).send_due()
        await line.receive("CONFIRM")
        await pausing.pause(line.database, order, line.clock())
        await line.worker(script).work_once()
        assert await line.refunds() == 0
        await pausing.resume(line.database, order, line.clock())
        await line.worker(script).work_once()
        assert await line.refunds() == 1


async def test_a_brand_that_was_paused_by_itself_stays_so(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await _known(line)
        now = line.clock()
        assert await pausing.pause(line.database, ONE, now)
        assert not await pausing.pause(line.database, ONE, now)
        await pausing.pause(line.database, EVERYTHING, now)
        assert await pausing.paused(line.database) == ["everything", "brand:smear"]
        await pausing.resume(line.database, EVERYTHING, now)
        assert await pausing.paused(line.database) == ["brand:smear"]
        trail = [(row["actor"], row["action"], row["subject"]) for row in await rows_of(line.database, AUDIT)]
        assert trail[0] == ("test", "pause", "brand:smear") and trail[-1] == ("test", "resume", "everything")


async def test_a_brand_that_does_not_exist_changes_nothing(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        with pytest.raises(UnknownBrand):
            await pausing.pause(line.database, Order("test", brand="nobody"), line.clock())
        assert await rows_of(line.database, AUDIT) == []


async def _known(line: Line) -> None:
    async with line.database.writing() as session:
        await brands.save(session, SMEAR)
