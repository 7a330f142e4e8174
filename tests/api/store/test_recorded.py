"""A thread's rows are read whole, and the shop's ledger with them, also of what was done elsewhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from api.store import consent, recorded, threads
from api.store.recorded import SHOP_EFFECTS
from api.store.tables import TEXTS
from tests.api.console.lived import lived
from tests.api.store.line import rows_of
from tests.scene import MAYA, NOW, YAN

pytestmark = pytest.mark.both_engines


async def test_the_ledger_names_what_was_done_and_for_what(tmp_path: Path) -> None:
    async with lived(tmp_path) as live:
        await live.text("cancel my order 12347 please, ordered by mistake", MAYA)
        await live.text("CONFIRM", MAYA)
        async with live.line.database.reading() as session:
            ours = await recorded.ledger_since(session, NOW - timedelta(seconds=1))
            later = await recorded.ledger_since(session, NOW + timedelta(days=1))
        async with live.line.database.writing() as session:
            await session.execute(delete(SHOP_EFFECTS))
        async with live.line.database.reading() as session:
            elsewhere = await recorded.ledger_since(session, NOW - timedelta(seconds=1))
    (done,) = ours.done
    assert (done.phone, done.command.action, done.reference, ours.lost) == (MAYA, "cancel_order", "12347", 0)
    assert later.done == () and [one.command for one in elsewhere.done] == [done.command]


async def test_a_text_keeps_what_the_agent_sees_of_it_and_loses_the_carriers_id(tmp_path: Path) -> None:
    async with lived(tmp_path) as live:
        thread = await live.text("where is my order?", YAN)
        async with live.line.database.reading() as session:
            row = await threads.by_id(session, thread)
            assert row is not None
            rows = await recorded.rows_of(session, row)
            lively = [one["id"] for one in await recorded.lively(session, NOW)]
            quiet = await recorded.lively(session, NOW + timedelta(days=1))
        sids = [str(one["sid"]) for one in await rows_of(live.line.database, TEXTS) if one["sid"]]
    texts = [recorded.text_of(one, f"text-{place}") for place, one in enumerate(rows.texts)]
    assert [one.speaker for one in texts] == ["customer", "agent"] and texts[1].accepted
    assert sids and not any(sid in text.model_dump_json() for sid in sids for text in texts)
    assert lively == [thread] and quiet == []


async def test_consent_is_what_it_was_at_the_moment(tmp_path: Path) -> None:
    async with lived(tmp_path) as live:
        live.line.clock.advance(minutes=5)
        await live.text("STOP", YAN)
        async with live.line.database.reading() as session:
            before = await recorded.opted_out_before(session, "smear", YAN, NOW + timedelta(minutes=5))
            after = await recorded.opted_out_before(session, "smear", YAN, live.line.clock())
            now = await consent.state(session, "smear", YAN)
    assert (before, after) == (False, now.opted_out) == (False, True)
