"""The outbox: the suppression gate, and the only call that hands a text to the carrier (I7, invariants 4.1)."""

from __future__ import annotations

import asyncio
import random
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from agent.outcome import TextKind
from api import marketing
from api.carrier import CarrierBusy, CarrierRefused, CarrierRejectsUs, CarrierSilent, Outgoing
from api.carrier_codes import policy
from api.marketing import Intended, Verdict
from api.pace import Purse
from api.service import Service
from api.store import blocks, consent, numbers, outgoing, paces, replan, statuses, undelivered
from api.store.database import StorageUnavailable
from api.store.licences import is_started
from api.unbroken import unbroken

POLL_SECONDS: Final = 0.25
MOST_AT_ONCE: Final = 16
VALID_SECONDS: Final = 30 * 60
"""How long a reply may wait, here and at the carrier: then it is planned anew (S33)."""
LONGEST_BACKOFF_SECONDS: Final = 60.0
HALT_SECONDS: Final = 30.0
STOP_SECONDS: Final = 5.0
UNBOUND: Final = Purse(0.0, 0.0)
"""Where no pace is set."""

log = structlog.get_logger(__name__)


class Outbox:
    """Sends what turns, people and events have put into the texts table, in order within a thread."""

    def __init__(self, service: Service) -> None:
        self.halted_until: datetime | None = None
        self._service = service
        self._weighed: dict[str, Verdict] = {}
        self._database = service.database
        self._carrier = service.carrier
        self._clock = service.clock
        self._patience = timedelta(seconds=service.settings.sending_seconds)
        self._grace = timedelta(seconds=service.settings.unknown_grace_seconds)
        self._wake = service.texts_leave
        self._slowed = False
        self._pace = paces.Pace(f"send:{service.settings.sender}", service.settings.pace)
        self._sending: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Send until cancelled; then let the calls that are out come back for a moment."""
        try:
            while True:
                self._wake.clear()
                try:
                    await unbroken(self.start_due())
                except StorageUnavailable as error:
                    log.warning("outbox_store_unavailable", reason=str(error))
                await self._rest()
        finally:
            await self._come_back()

    async def send_due(self) -> int:
        """Send all that may go now and wait for every answer; how many were tried."""
        started = await self.start_due()
        while self._sending:
            await asyncio.gather(*self._sending)
        return started

    async def start_due(self) -> int:
        """Pass ready texts through the gate, mark them, commit, and only then begin to send."""
        now = self._clock()
        self._slowed = False
        room = MOST_AT_ONCE - len(self._sending)
        if room <= 0 or (self.halted_until and now < self.halted_until):
            return 0
        async with self._database.jotting() as session:
            rows = await outgoing.ready(session, now, room)
            unweighed = {row.id: row for row in rows if self._is_unweighed(row, now)}
            passed = await self._pass_all(session, [row for row in rows if row.id not in unweighed], now)
        for row in passed:
            task = asyncio.create_task(self._send(row, now + self._patience))
            self._sending.add(task)
            task.add_done_callback(self._sent)
        for row in unweighed.values():
            await self._weigh(row, now)
        if unweighed.keys() & self._weighed.keys():
            await self.start_due()
        if not self._slowed and (len(passed) < len(rows) or len(rows) == room):
            self._wake.set()  # what was dropped makes room for the next of its thread; what did not fit may go now
        return len(rows)

    async def _pass_all(self, session: AsyncSession, rows: list[Row[Any]], now: datetime) -> list[Row[Any]]:
        """Those that pass, as many as the sender's pace allows all processes together (S50)."""
        if not rows or not self._pace.most:
            return [row for row in rows if await self._pass(session, row, now, UNBOUND)]
        purse, as_of = await paces.opened(session, self._pace, now)
        passed = [row for row in rows if await self._pass(session, row, now, purse)]
        await paces.closed(session, self._pace, purse, as_of)
        return passed

    async def _pass(self, session: AsyncSession, row: Row[Any], now: datetime, purse: Purse) -> bool:
        """The gate, in the transaction that marks the row: True if it is now being sent."""
        reason = await _refusal(session, row, now)
        if reason is None and (verdict := self._weighed.pop(row.id, None)) is not None:
            reason = await marketing.refusal(session, row, verdict, now)
        if reason:
            await outgoing.drop(session, row.id, reason)
            again = reason == "expired" and await replan.replan(session, row, now)
            log.info("text_dropped", text_id=row.id, reason=reason, planned_anew=again)
            return False
        if not purse.take(row.segments):
            self._slowed = True
            return False
        return await outgoing.start(session, row.id, now + self._patience)

    def _is_unweighed(self, row: Row[Any], now: datetime) -> bool:
        if not is_started(row):
            return False
        verdict = self._weighed.get(row.id)
        return verdict is None or not verdict.holds(now)

    async def _weigh(self, row: Row[Any], now: datetime) -> None:
        """Ask the shop and the hours, with no transaction open; what may go passes the gate right after."""
        verdict = await marketing.weigh(self._service, row, now)
        if verdict.drop is None and verdict.hold_until is None:
            self._weighed[row.id] = verdict
            return
        log.info("marketing_not_now", text_id=row.id, reason=verdict.drop or verdict.reason)
        async with self._database.jotting() as session:
            if verdict.drop:
                await outgoing.drop(session, row.id, verdict.drop)
            elif verdict.hold_until:
                await outgoing.hold(session, row.id, verdict.hold_until, verdict.reason)

    async def _send(self, row: Row[Any], deadline_at: datetime) -> None:
        """One attempt, and its outcome written down. A process that was paused past the deadline has lost the text."""
        if self._clock() >= deadline_at:
            log.warning("send_came_too_late", text_id=row.id)
            return
        try:
            sid = await self._carrier.send(_outgoing(row, self._clock()))
        except CarrierRefused as refused:
            await self._refused(row, refused.code)
        except CarrierBusy:
            await self._later(row, "carrier_busy")
        except CarrierRejectsUs as error:
            await self._halt(row, str(error))
        except CarrierSilent as error:
            log.warning("text_outcome_unknown", text_id=row.id, reason=str(error))
            async with self._database.jotting() as session:
                await outgoing.mark_unknown(session, _attempt(row), self._clock() + self._grace)
        else:
            async with self._database.jotting() as session:
                await outgoing.mark_sent(session, row.id, sid, self._clock())
                await statuses.attach(session, sid, row.id, self._clock())
            log.info("text_sent", text_id=row.id, sid=sid, kind=row.kind, segments=row.segments)
        self._wake.set()

    async def _refused(self, row: Row[Any], code: int) -> None:
        """What the error table says about the code (S47)."""
        found = policy(code)
        log.warning("text_refused", text_id=row.id, code=code, meaning=found.meaning, remedy=found.remedy)
        if found.remedy == "later":
            return await self._later(row, f"code_{code}")
        async with self._database.jotting() as session:
            if await outgoing.mark_failed(session, _attempt(row), found.meaning, code):
                await undelivered.follow(session, row.id, code, self._clock())
            if found.remedy == "suppress":
                await consent.record(session, _told_by_carrier(row, code, self._clock()))

    async def _later(self, row: Row[Any], reason: str) -> None:
        wait = min(2.0 ** min(row.attempts, 10), LONGEST_BACKOFF_SECONDS) * (0.5 + random.random() / 2)
        async with self._database.jotting() as session:
            later = self._clock() + timedelta(seconds=wait)
            await outgoing.again(session, _attempt(row), later, _kept(row, reason))

    async def _halt(self, row: Row[Any], reason: str) -> None:
        """Nothing leaves while the carrier does not know us; the text waits and is not lost."""
        log.error("carrier_rejects_us", reason=reason, halted_seconds=HALT_SECONDS)
        self.halted_until = self._clock() + timedelta(seconds=HALT_SECONDS)
        async with self._database.jotting() as session:
            await outgoing.again(session, _attempt(row), self.halted_until, _kept(row, "carrier_rejects_us"))

    def _sent(self, task: asyncio.Task[None]) -> None:
        """A send that broke for another reason stays ``sending`` until its deadline, then is reconciled."""
        self._sending.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("send_broke", error=type(error).__name__, reason=str(error))

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _come_back(self) -> None:
        if self._sending:
            _, late = await asyncio.wait(self._sending, timeout=STOP_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)


async def _refusal(session: AsyncSession, row: Row[Any], now: datetime) -> str | None:
    """Why a text may not leave, or None. The order: who opted out, what the brand may start by itself, what is late."""
    if reason := await refused(session, row):
        return reason
    if await undelivered.is_superseded(session, row):
        return "superseded"
    return "expired" if outgoing.is_stale(row, now, timedelta(seconds=VALID_SECONDS)) else None


async def refused(session: AsyncSession, row: Row[Any] | Intended) -> str | None:
    """Why nothing of this kind may go to this phone now, whoever wrote it and whatever it says; or None."""
    state = await consent.state(session, row.brand, row.phone)
    if state.opted_out and not await _confirms(session, row):
        return "opted_out"
    if is_started(row) and (state.marketing_hold or not state.marketing_consent):
        return "no_marketing_consent"
    if await blocks.of(session, row.thread_id) is not None:
        return "blocked"
    if not await numbers.takes_texts(session, row.phone):
        return "number_suppressed"
    return None


async def _confirms(session: AsyncSession, row: Row[Any] | Intended) -> bool:
    """Whether this is the one confirmation of an opt-out."""
    if isinstance(row, Intended) or row.kind != TextKind.OPT_OUT.value:
        return False
    return not await outgoing.was_confirmed(session, row)


def _attempt(row: Row[Any]) -> outgoing.Attempt:
    """The attempt that began when the row, as it was read, was marked."""
    return outgoing.Attempt(row.id, row.attempts + 1)


def _kept(row: Row[Any], reason: str) -> str:
    """That a text was sent again after an unknown outcome is not forgotten: it happens once (I4)."""
    return outgoing.RESENT if row.reason == outgoing.RESENT else reason


def _outgoing(row: Row[Any], now: datetime) -> Outgoing:
    age = int((now - row.created_at).total_seconds())
    return Outgoing(
        to=row.phone,
        body=row.body,
        text_id=row.id,
        media=tuple(entry["url"] for entry in row.media or () if "url" in entry),
        valid_seconds=max(VALID_SECONDS - age, 60) if row.kind in outgoing.PERISHABLE else None,
    )


def _told_by_carrier(row: Row[Any], code: int, at: datetime) -> consent.Entry:
    """The carrier knows of an opt-out that we do not: our state follows (S47, 21610)."""
    return consent.Entry(
        brand=row.brand,
        phone=row.phone,
        event="opt_out",
        wording="",
        channel="sms",
        source=f"carrier:{code}:{row.id}",
        actor="carrier",
        at=at,
    )
