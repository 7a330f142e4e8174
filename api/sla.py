"""The desk's clock: it nudges who is late, passes on what nobody is at, and tells customers honestly (S83, S85)."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from agent.brand import Brand
from agent.deps import Deps
from agent.outcome import OutText, TextKind
from agent.transcript import Speaker
from agent.voice import promise as promised
from agent.voice import say
from api import hours, support_hours, unanswered
from api.gravity import gravity
from api.service import Service
from api.store import audit, presence, texts, threads, waits
from api.store.database import StorageUnavailable
from api.store.rows import id_of

TICK_SECONDS: Final = 10.0
AWAY: Final = timedelta(minutes=10)
"""An assignee who did nothing for so long is gone."""
STALE: Final = timedelta(seconds=45)
"""A page that said nothing for so long is closed."""
MARGIN: Final = timedelta(minutes=5)
"""How long before a promise is broken the customer is told."""
MOST_TOLD: Final = 3
"""Honest messages in one wait; the last of them promises no time any more."""
DESK: Final = "desk"
"""The actor of what the clock does, in the audit trail."""

Row = Mapping[str, Any]

log = structlog.get_logger(__name__)


class DeskClock:
    """One loop a process. Each step is a conditional update, so that any number of them take it once."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.tick()
            except StorageUnavailable as error:
                log.warning("desk_store_unavailable", reason=str(error))
            await asyncio.sleep(TICK_SECONDS)

    async def tick(self) -> Counter[str]:
        """Look at everybody who waits; how many of each step were taken: nudged, passed, told, promised,
        woken, and the questions that were handed over or dropped."""
        now = self._service.clock()
        taken = await unanswered.tend(self._service)
        async with self._service.database.reading() as session:
            rows = await waits.waiting(session)
            here = await waits.here(session, now - AWAY)
        for row in rows:
            if row["brand"] in self._service.brands and (due := self._due(row, here, now)):
                async with self._service.database.writing() as session:
                    taken.update([step for step in due if await self._take(session, step, row, now)])
        async with self._service.database.writing() as session:
            woken = await waits.wake(session, now)
            for thread_id in woken:
                await threads.touch(session, thread_id, now)
            await presence.forget(session, now - STALE, now)
        taken["woken"] += len(woken)
        if taken["told"] or taken["promised"]:
            self._service.texts_leave.set()
        return +taken

    def _due(self, row: Row, here: frozenset[str], now: datetime) -> list[str]:
        brand = self._service.brands[row["brand"]].brand
        due = ["promised"] if row["promised_by"] is None else []
        if row["claimed_by"]:
            due += assignee_step(row, brand, here, now)
        if should_tell(row, now):
            due.append("told")
        return due

    async def _take(self, session: AsyncSession, step: str, row: Row, now: datetime) -> bool:
        known, deps = dict(row), self._service.brands[row["brand"]]
        if step == "nudged":
            done = await waits.nudge(session, known, now)
        elif step == "passed":
            done = await waits.pass_on(session, known)
        else:
            done = await self._speak(session, step, known, deps)
        if done:
            await threads.touch(session, row["thread_id"], now)
            await audit.record(session, DESK, step, row["thread_id"], _detail(step, row), now)
        return done

    async def _speak(self, session: AsyncSession, step: str, row: dict[str, Any], deps: Deps) -> bool:
        """A promise for a wait without one, said when nobody is there to keep it soon; or a word about a late one."""
        now = self._service.clock()
        by = deps.brand.answers_by(now)
        if step == "promised":
            if not await waits.promise(session, row, by):
                return False
            if not support_hours.is_open(deps.brand, now):
                await _send(session, row, _words(deps, row, "after_hours"), now)
            return True
        if not await waits.tell(session, row, by, now):
            return False
        last = row["told"] + 1 >= MOST_TOLD
        log.warning("customer_waits_too_long", thread=row["thread_id"], told=row["told"] + 1)
        await _send(session, row, _words(deps, row, "late_again" if last else "late"), now)
        return True


def assignee_step(row: Row, brand: Brand, here: frozenset[str], now: datetime) -> list[str]:
    """What is due about whoever has the thread: ``passed`` when they are gone or late, ``nudged`` halfway to that.

    Their time starts when they took it, or when the customer wrote after that.
    """
    start = max(row["waiting_since"], row["claimed_at"])
    minutes = brand.target_minutes[gravity(row["reason"])]
    is_gone = row["claimed_by"] not in here and now - row["claimed_at"] >= AWAY
    if is_gone or now >= support_hours.after(brand, start, minutes):
        return ["passed"]
    if row["nudged_at"] is None and now >= support_hours.after(brand, start, minutes / 2):
        return ["nudged"]
    return []


def should_tell(row: Row, now: datetime) -> bool:
    """Whether a promise is about to be broken, and the customer may be texted where they are (S26)."""
    by: datetime | None = row["promised_by"]
    if by is None or row["told"] >= MOST_TOLD or now < by - MARGIN:
        return False
    return hours.is_open(hours.place_of(row["phone"]), now)


def _words(deps: Deps, row: Row, section: str) -> OutText:
    language = row["language"]
    by = {} if section == "late_again" else {"by": promised(deps.brand, deps.clock(), language)}
    return say(deps, section, TextKind.HANDOFF, language, **by)


async def _send(session: AsyncSession, row: Row, text: OutText, now: datetime) -> None:
    """One text a wait and step, whatever happens twice; the gate of the outbox asks whether it may go (I7)."""
    text_id = id_of(row["id"], "wait", row["waiting_since"].isoformat(), str(row["told"]), text.kind.value, text.body)
    stored = texts.outbound_row(row["thread_id"], text_id, text, now, Speaker.AGENT)
    await texts.send(session, [{**stored, "licence": await texts.last_inbound(session, row["thread_id"])}])


def _detail(step: str, row: Row) -> dict[str, Any]:
    return {"from": row["claimed_by"]} if step in ("nudged", "passed") else {"times": row["told"] + 1}
