"""An erasure is complete, written down, repeatable, and goes on at the carrier until that has nothing left."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from api.carrier import Arrival, CarrierSilent, Sent
from api.erasure import MEDIA, ask_carrier, erase
from api.inbox import StatusNote
from api.outbox import Outbox
from api.reconcile import Reconciler
from api.store import audit, seals
from api.store.database import Database
from api.store.erase import UnderWay
from api.store.line_tables import FILES
from api.store.tables import STATUSES, TEXTS
from tests.api.planting import holding
from tests.api.served import Served, served
from tests.api.store.line import rows_of
from tests.api.texts import DANAI

pytestmark = pytest.mark.both_engines

BOSS = "boss@shop.example"
SID = "SM" + "1" * 32


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path) as made:
        await seals.agree(made.service.database)
        yield made


async def conversed(scene: Served, status: str = "delivered") -> str:
    """A text and its answer, which the carrier has in this status; the thread's id."""
    thread_id = await scene.receive("hello, I am zebulon", SID)
    await scene.put(thread_id, "hello zebulon")
    await Outbox(scene.service).send_due()
    scene.simulator.account.taken[-1].status = status
    return thread_id


@pytest.mark.on_sqlite
async def test_what_was_said_is_gone_here_and_at_the_carrier(scene: Served, tmp_path: Path) -> None:
    await conversed(scene)
    assert holding(tmp_path, "zebulon")
    erased = await erase(scene.service, DANAI, BOSS)
    assert (erased.texts, erased.carrier_left, erased.unlisted, erased.scrubbed) == (2, 0, False, True)
    assert holding(tmp_path, "zebulon", DANAI[1:]) == []
    assert scene.simulator.account.taken == []


async def test_it_is_written_down_by_whom_and_not_about_whom(scene: Served) -> None:
    await conversed(scene)
    await erase(scene.service, DANAI, BOSS)
    async with scene.service.database.reading() as session:
        (row,) = await audit.trail(session)
        assert row["subject"] == seals.of_person(session, "", DANAI)
    assert (row["actor"], row["action"], row["detail"]["texts"]) == (BOSS, "erase", 2)
    assert DANAI[1:] not in repr(row)


async def test_a_text_that_is_still_under_way_at_the_carrier_is_asked_for_again(scene: Served) -> None:
    await conversed(scene, status="queued")
    erased = await erase(scene.service, DANAI, BOSS)
    assert (erased.carrier_left, erased.carrier_failures) == (1, {"code_20009": 1})
    scene.simulator.account.taken[0].status = "delivered"
    await Reconciler(scene.service).sweep()
    assert scene.simulator.account.taken == []
    assert await ask_carrier(scene.service) == 0


async def test_what_only_the_carrier_knows_goes_too(scene: Served) -> None:
    """Its own confirmation of an opt-out, and a text that no webhook brought; neither comes back."""
    await conversed(scene)
    missed = scene.simulator.account.receive(DANAI, "zebulon again")
    assert (await erase(scene.service, DANAI, BOSS)).texts == 3
    assert scene.simulator.account.received == []
    scene.simulator.account.received.append(missed)
    assert await Reconciler(scene.service).take_in_missed() == 0


class Silent:
    """A carrier that does not answer."""

    async def list_sent(self, to: str, since: object) -> tuple[Sent, ...]:
        raise CarrierSilent("away")

    async def list_inbound(self, since: object) -> tuple[Arrival, ...]:
        raise CarrierSilent("away")

    async def erase(self, sid: str) -> None:
        raise CarrierSilent("away")

    async def erase_file(self, text_sid: str, media_sid: str) -> None:
        raise CarrierSilent("away")


async def test_a_carrier_that_is_away_holds_nothing_up(tmp_path: Path) -> None:
    async with served(tmp_path, Silent()) as scene:  # type: ignore[arg-type]
        await seals.agree(scene.service.database)
        await scene.receive("hello, I am zebulon", SID)
        erased = await erase(scene.service, DANAI, BOSS)
        assert (erased.carrier_left, erased.carrier_failures, erased.unlisted) == (1, {"CarrierSilent": 1}, True)
        assert holding(tmp_path, "zebulon") == []


async def test_a_command_beside_the_service_leaves_the_carrier_to_it(scene: Served) -> None:
    await conversed(scene)
    erased = await erase(scene.service, DANAI, BOSS, at_carrier=False)
    assert (erased.carrier_left, erased.unlisted) == (2, False)
    assert await ask_carrier(scene.service) == 0


async def test_files_of_the_person_are_removed_and_no_others(scene: Served, tmp_path: Path) -> None:
    thread_id = await conversed(scene)
    folder = tmp_path / MEDIA
    folder.mkdir()
    for name in ("theirs", "another"):
        (folder / name).write_text("zebulon")
    now = scene.clock()
    times = {"created_at": now, "next_try_at": now}
    row = {"id": "f1", "text_id": SID, "thread_id": thread_id, "media_sid": "ME1", "name": "theirs", **times}
    async with scene.service.database.writing() as session:
        await session.execute(insert(FILES), [{**row, "state": "kept", "size_bytes": 7, "attempts": 0}])
    assert (await erase(scene.service, DANAI, BOSS)).files == 1
    assert [path.name for path in folder.iterdir()] == ["another"]


async def test_it_may_be_repeated(scene: Served) -> None:
    await conversed(scene)
    await erase(scene.service, DANAI, BOSS)
    assert (await erase(scene.service, DANAI, BOSS)).texts == 0


async def test_while_a_text_is_being_sent_nothing_is_erased(scene: Served) -> None:
    thread_id = await conversed(scene)
    await scene.change_text(await scene.put(thread_id, "one more"), state="sending")
    with pytest.raises(UnderWay):
        await erase(scene.service, DANAI, BOSS)
    assert len(await rows_of(scene.service.database, TEXTS)) == 3


async def test_a_status_that_comes_late_leaves_no_trace(scene: Served) -> None:
    await conversed(scene)
    sid = scene.simulator.account.taken[0].sid
    await erase(scene.service, DANAI, BOSS)
    await scene.service.note(StatusNote(sid=sid, status="delivered", text_id="t-hello-zebulon"))
    assert await rows_of(scene.service.database, STATUSES) == []


@pytest.mark.on_sqlite
async def test_an_open_reader_keeps_the_log_from_being_emptied_and_that_is_told(tmp_path: Path) -> None:
    async with served(tmp_path) as scene:
        await seals.agree(scene.service.database)
        await conversed(scene)
        reader = Database(scene.service.database.url)
        async with reader.reading() as session:
            await (await session.connection()).exec_driver_sql("BEGIN")
            await session.execute(select(TEXTS))
            erased = await erase(scene.service, DANAI, BOSS)
            assert not erased.scrubbed
            await session.rollback()
        await reader.close()
        assert (await erase(scene.service, DANAI, BOSS)).scrubbed
        assert holding(tmp_path, "zebulon") == []
