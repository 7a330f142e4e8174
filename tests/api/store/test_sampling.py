"""Turns and labels of a brand's period are found, and nobody else's."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from api.store import labels, sampling, turns
from tests.api.console.lived import lived
from tests.scene import NOW, YAN


@pytest.mark.both_engines
async def test_turns_say_how_sure_they_were_and_labels_what_they_are_on(tmp_path: Path) -> None:
    async with lived(tmp_path) as live:
        thread = await live.text("where is my order?", YAN)
        async with live.line.database.writing() as session:
            (turn,) = await turns.of_thread(session, thread)
            await labels.put(session, (thread, turn), "bad", "", "ana@shop.example", NOW)
        async with live.line.database.reading() as session:
            found = await sampling.turns_of(session, "smear", NOW)
            said = await sampling.labels_of(session, "smear", NOW)
            others = await sampling.turns_of(session, "other", NOW)
            later = await sampling.labels_of(session, "smear", NOW + timedelta(days=1))
    assert [(one["id"], one["thread_id"]) for one in found] == [(turn, thread)] and 0 < found[0]["confidence"] <= 1
    assert [(one["author"], one["verdict"], one["turn_id"]) for one in said] == [("ana@shop.example", "bad", turn)]
    assert others == [] and later == []
