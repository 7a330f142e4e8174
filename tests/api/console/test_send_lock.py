"""What a writer must have read before their words go."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from api.console.doing import NotDone
from api.console.send_lock import insist, newest
from tests.api.console.desk import Desk, desk


def stored(text_id: str, speaker: str, direction: str = "in", state: str = "human") -> Mapping[str, Any]:
    return {"id": text_id, "speaker": speaker, "direction": direction, "state": state}


def test_notes_the_agents_words_and_what_was_dropped_are_no_news() -> None:
    others = [stored("b", "agent", "out"), stored("c", "person", "note"), stored("d", "person", "out", "dropped")]
    assert newest([stored("a", "customer"), *others]) == "a"
    assert newest([]) == ""


async def refusal(opened: Desk, thread_id: str, read: str) -> str:
    async with opened.service.database.reading() as session:
        with pytest.raises(NotDone) as refused:
            await insist(session, thread_id, read, "Agent")
    return refused.value.said


async def test_what_the_customer_wrote_meanwhile_holds_a_reply(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened:
        thread_id = await opened.waiting()
        read = newest(await opened.texts(thread_id))
        async with opened.service.database.reading() as session:
            await insist(session, thread_id, read, "Agent")
            await insist(session, thread_id, "", "Agent")
        opened.scene.clock.advance(minutes=1)
        await opened.scene.receive("Never mind!", sid="SM" + "b" * 32)
        assert await refusal(opened, thread_id, read) == "customer-wrote"
