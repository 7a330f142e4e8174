"""The newest conversations of a period are chosen, or those that people corrected."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from api.console.choosing import NoSuchThread
from api.store import handoffs, labels, turns
from tests.api.console.lived import Lived, lived
from tests.scene import MAYA, NOW, STEPHANIE, YAN


async def three(live: Lived) -> dict[str, str]:
    """Three conversations, a minute apart; their threads."""
    return {
        "stephanie": await live.text("where is my order?", STEPHANIE),
        "maya": await live.text("what are your support hours?", MAYA),
        "yan": await live.text("I want to talk to a human", YAN),
    }


async def verdict(live: Lived, thread: str, said: labels.Verdict) -> None:
    async with live.line.database.writing() as session:
        for turn in await turns.of_thread(session, thread):
            await labels.put(session, (thread, turn), said, "", "ana@shop.example", live.line.clock())


def asked(records: tuple[dict[str, Any], ...]) -> list[str]:
    return [one["transcript"]["texts"][0]["body"] for one in records]


async def test_the_newest_of_the_period_come_first_and_no_more_than_wanted(tmp_path: Path) -> None:
    async with lived(tmp_path) as live:
        threads = await three(live)
        two = await live.chosen(most=2)
        one = await live.chosen(threads=(threads["stephanie"],))
        none = await live.chosen(days=0)
        other = await live.chosen(brand="other")
    assert asked(two.records) == ["I want to talk to a human", "what are your support hours?"]
    assert asked(one.records) == ["where is my order?"] and two.left_out == 0
    assert none.records == other.records == ()


async def test_corrected_are_those_called_bad_and_those_given_back(tmp_path: Path) -> None:
    async with lived(tmp_path) as live:
        threads = await three(live)
        await verdict(live, threads["stephanie"], "good")
        await verdict(live, threads["maya"], "bad")
        before = await live.chosen(corrected=True)
        async with live.line.database.writing() as session:
            await handoffs.hand_back(session, threads["yan"], "Kim", live.line.clock())
        after = await live.chosen(corrected=True)
    assert asked(before.records) == ["what are your support hours?"]
    assert [one["label"] for one in before.records] == ["bad"]
    assert asked(after.records) == ["I want to talk to a human", "what are your support hours?"]


async def test_a_thread_that_is_not_there_is_named(tmp_path: Path) -> None:
    async with lived(tmp_path) as live:
        with pytest.raises(NoSuchThread, match="nope"):
            await live.chosen(threads=("nope",))


async def test_a_conversation_keeps_its_name(tmp_path: Path) -> None:
    async with lived(tmp_path) as live:
        await three(live)
        first = [one["id"] for one in (await live.chosen()).records]
        live.line.clock.at += timedelta(hours=1)
        second = [one["id"] for one in (await live.chosen()).records]
    assert first == second and len(set(first)) == 3
    assert NOW < live.line.clock()
