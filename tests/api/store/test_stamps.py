"""Stamps move with what is shown of a thread and of the queue, and with nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.outcome import HandoffOrder
from api.store import handoffs, stamps, statuses
from tests.api.served import Served, served
from tests.scene import MAYA
from tools.base import HandoffReason

pytestmark = pytest.mark.both_engines


async def stamp(scene: Served, thread_id: str) -> str:
    async with scene.service.database.reading() as session:
        return await stamps.of_thread(session, thread_id)


async def queue(scene: Served) -> str:
    async with scene.service.database.reading() as session:
        return await stamps.of_queue(session)


async def test_a_thread_changes_with_texts_statuses_and_people(tmp_path: Path) -> None:
    async with served(tmp_path) as scene:
        thread_id = await scene.receive("help")
        seen = [await stamp(scene, thread_id)]
        text_id = await scene.put(thread_id, "hello")
        seen.append(await stamp(scene, thread_id))
        for status in ("sent", "delivered"):
            async with scene.service.database.writing() as session:
                await statuses.record(session, "SM9", status, None, text_id, scene.clock())
            seen.append(await stamp(scene, thread_id))
        await hand_over(scene, thread_id)
        seen.append(await stamp(scene, thread_id))
        async with scene.service.database.writing() as session:
            await handoffs.reply(session, thread_id, "p1", "Ana here", "Ana", scene.clock())
        seen.append(await stamp(scene, thread_id))
        assert len(set(seen)) == len(seen)


async def test_the_queue_changes_with_its_places_and_with_texts(tmp_path: Path) -> None:
    async with served(tmp_path) as scene:
        seen = [await queue(scene)]
        thread_id = await scene.receive("help")
        seen.append(await queue(scene))
        await hand_over(scene, thread_id)
        seen.append(await queue(scene))
        async with scene.service.database.writing() as session:
            (place,) = await handoffs.listed(session)
            await handoffs.claim(session, place["id"], "Ana", scene.clock())
        seen.append(await queue(scene))
        scene.clock.advance(seconds=5)
        await scene.receive("and?", sid="SM" + "2" * 32, phone=MAYA)
        seen.append(await queue(scene))
        assert len(set(seen)) == len(seen)
        assert await queue(scene) == seen[-1]


async def hand_over(scene: Served, thread_id: str) -> None:
    order = HandoffOrder(reason=HandoffReason.ASKED, ask="Wants a person")
    async with scene.service.database.writing() as session:
        await handoffs.open_new(session, thread_id, "t1", order, handoffs.Waiting(scene.clock(), None))
