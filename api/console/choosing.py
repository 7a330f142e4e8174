"""Which conversations are recorded: named threads, or the newest of a period, all or those that people corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.console.recording import Recorder, ShopReads, Talk, labels_of, talks
from api.console.scrubbing import NamesLeft
from api.conversations import PAUSE
from api.store import cases, recorded, threads
from api.store.database import Database
from api.store.recorded import Rows


@dataclass(frozen=True)
class Wanted:
    """``threads`` empty: all that lived since. ``corrected``: labelled bad, handed back, or kept as a case."""

    since: datetime
    until: datetime
    threads: tuple[str, ...] = ()
    brand: str = ""
    corrected: bool = False
    most: int = 50


@dataclass(frozen=True)
class Chosen:
    """The records, newest first, and how many conversations were left out: they would have named somebody."""

    records: tuple[dict[str, Any], ...]
    left_out: int


class NoSuchThread(Exception):
    """A thread that was asked for by its id is not there."""


async def choose(database: Database, shop_of: Callable[[str], ShopReads], wanted: Wanted, now: datetime) -> Chosen:
    """Records of conversations that began in the period. Raises NoSuchThread, ShopError, StorageUnavailable."""
    found: list[tuple[Recorder, Rows, Talk]] = []
    for thread in await _threads(database, wanted):
        recorder = Recorder(database, shop_of(thread["brand"]), now)
        rows = await recorder.rows(thread)
        within = [one for one in talks(rows.texts) if wanted.since <= one.begins_at < wanted.until]
        if wanted.corrected and within and not await _is_case(database, thread["id"]):
            within = [one for one in within if _mended(rows, one)]
        found += [(recorder, rows, one) for one in within]
    newest = sorted(found, key=lambda one: (one[2].begins_at, one[2].id), reverse=True)[: wanted.most]
    records: list[dict[str, Any]] = []
    for recorder, rows, talk in newest:
        try:
            records.append(await recorder.record(rows, talk))
        except NamesLeft:
            continue
    return Chosen(tuple(records), len(newest) - len(records))


async def _threads(database: Database, wanted: Wanted) -> list[dict[str, Any]]:
    async with database.reading() as session:
        if not wanted.threads:
            lively = await recorded.lively(session, wanted.since)
            return [one for one in lively if wanted.brand in ("", one["brand"])]
        named = {one: await threads.by_id(session, one) for one in wanted.threads}
    if lacking := [name for name, row in named.items() if row is None]:
        raise NoSuchThread(f"There is no thread {', '.join(lacking)}.")
    return [row for row in named.values() if row is not None]


async def _is_case(database: Database, thread_id: str) -> bool:
    async with database.reading() as session:
        return await cases.count(session, thread_id) > 0


def _mended(rows: Rows, talk: Talk) -> bool:
    """Whether a colleague called a turn of it bad, or gave it back to the agent after they had helped."""
    backs = recorded.handed_back(rows.texts)
    bad = any(one["verdict"] == "bad" for one in labels_of(rows, talk))
    return bad or any(talk.begins_at <= at <= talk.ends_at + PAUSE for at in backs)
