"""Reconciling with the carrier: what the webhook missed, and sends whose outcome is unknown (I3, I4)."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy import Row

from agent.outcome import HandoffOrder
from api import erasure
from api.carrier import CarrierError, Sent
from api.inbox import UnknownNumber
from api.service import Service
from api.store import handoffs, outgoing, statuses, threads
from api.store.database import StorageUnavailable
from api.unbroken import unbroken
from tools.base import HandoffReason

SWEEP_SECONDS: Final = 5.0
INBOUND_SECONDS: Final = 300.0
LOOK_BACK: Final = timedelta(minutes=30)
LOOK_FAR_BACK: Final = timedelta(hours=24)
"""How far back missed texts are looked for: every five minutes, and at the start and daily (S41)."""
CLOCKS_DIFFER: Final = timedelta(minutes=5)
LISTING_GIVES_UP: Final = timedelta(minutes=30)

log = structlog.get_logger(__name__)


class Reconciler:
    """Sweeps every few seconds; asks the carrier only when something is unknown or five minutes have passed."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._database = service.database
        self._carrier = service.carrier
        self._clock = service.clock
        self._grace = timedelta(seconds=service.settings.unknown_grace_seconds)
        self._looked_at: datetime | None = None
        self._looked_back_at: datetime | None = None
        self.recovered = 0

    async def run(self) -> None:
        """Sweep until cancelled. Trouble with the store or the carrier is for the next sweep."""
        while True:
            try:
                await unbroken(self.sweep())
            except (StorageUnavailable, CarrierError) as error:
                log.warning("sweep_put_off", error=type(error).__name__, reason=str(error))
            await asyncio.sleep(SWEEP_SECONDS)

    async def sweep(self) -> None:
        """Everything once: sends that nobody waits for, unknown ones; when it is time, missed texts and erasures."""
        await self.resolve_sends()
        now = self._clock()
        if self._looked_at is None or now - self._looked_at >= timedelta(seconds=INBOUND_SECONDS):
            await self.take_in_missed()
            self._looked_at = now
            await erasure.ask_carrier(self._service)

    async def take_in_missed(self) -> int:
        """Take in what customers texted and no webhook brought; how many there were."""
        listed = await self._carrier.list_inbound(await self._since())
        async with self._database.reading() as session:
            known = await outgoing.known_sids(session, [arrival.sid for arrival in listed])
        missed = 0
        for arrival in listed:
            if arrival.sid not in known:
                try:
                    missed += await self._service.take_in(arrival.model_copy(update={"recovered": True}))
                except UnknownNumber:
                    log.warning("recovered_text_is_not_ours", sid=arrival.sid)
        if missed:
            self.recovered += missed
            log.error("texts_recovered", count=missed)
        return missed

    async def _since(self) -> datetime:
        """Far back at the start and once a day; an installation that never received a text has missed nothing then."""
        now = self._clock()
        if self._looked_back_at is not None and now - self._looked_back_at < LOOK_FAR_BACK:
            return now - LOOK_BACK
        async with self._database.reading() as session:
            lived = bool(await threads.recent(session, self._service.brands, 1))
        if lived:
            self._looked_back_at = now
        return now - (LOOK_FAR_BACK if lived else LOOK_BACK)

    async def resolve_sends(self) -> None:
        """Find out what became of each send without an answer; send again once what the carrier never had (S47)."""
        now = self._clock()
        async with self._database.writing() as session:
            for row in await outgoing.overdue(session, "sending", now):
                await outgoing.mark_unknown(session, outgoing.attempt_of(row), now + self._grace)
            unknown = await outgoing.overdue(session, "unknown", now)
        alike: dict[tuple[str, str], list[Row[Any]]] = defaultdict(list)
        for row in unknown:
            alike[row.phone, row.body].append(row)
        for (phone, body), rows in alike.items():
            await self._resolve(phone, body, rows)

    async def _resolve(self, phone: str, body: str, rows: list[Row[Any]]) -> None:
        """Texts with the same words to the same phone are matched by count; where that fails a person decides."""
        try:
            listed = await self._carrier.list_sent(phone, rows[0].created_at - CLOCKS_DIFFER)
        except CarrierError as error:
            log.warning("listing_failed", count=len(rows), reason=str(error))
            return await self._wait_or_give_up(rows)
        found = await self._not_ours_yet([sent for sent in listed if sent.body == body])
        if not found:
            return await self._send_again(rows)
        if len(found) != len(rows):
            return await self._ask_a_person(rows)
        async with self._database.writing() as session:
            for row, sent in zip(rows, found, strict=True):
                await outgoing.mark_sent(session, row.id, sent.sid, sent.at)
                await statuses.record(session, sent.sid, sent.status, sent.error_code, row.id, self._clock())
        log.info("sends_found", count=len(rows))

    async def _not_ours_yet(self, listed: Sequence[Sent]) -> list[Sent]:
        async with self._database.reading() as session:
            known = await outgoing.known_sids(session, [sent.sid for sent in listed])
        return [sent for sent in listed if sent.sid not in known]

    async def _send_again(self, rows: list[Row[Any]]) -> None:
        """The carrier never had them. The budget is one more attempt, then a person (I4)."""
        spent = [row for row in rows if row.reason == outgoing.RESENT]
        async with self._database.writing() as session:
            for row in rows:
                if row not in spent:
                    await outgoing.again(session, outgoing.attempt_of(row), self._clock(), outgoing.RESENT)
        log.warning("sends_not_found", resent=len(rows) - len(spent), given_up=len(spent))
        await self._ask_a_person(spent)
        self._service.texts_leave.set()

    async def _wait_or_give_up(self, rows: list[Row[Any]]) -> None:
        """Neither callback nor listing: ask again after another grace, for half an hour."""
        now = self._clock()
        late = [row for row in rows if now - row.created_at > LISTING_GIVES_UP]
        async with self._database.writing() as session:
            for row in rows:
                if row not in late:
                    await outgoing.mark_unknown(session, outgoing.attempt_of(row), now + self._grace)
        await self._ask_a_person(late)

    async def _ask_a_person(self, rows: list[Row[Any]]) -> None:
        """The text may have arrived or not; whether to send it again is not for code to decide."""
        now = self._clock()
        for row in rows:
            async with self._database.writing() as session:
                if not await outgoing.mark_failed(session, outgoing.attempt_of(row), "unknown_outcome"):
                    continue
                order = HandoffOrder(reason=HandoffReason.UNKNOWN_OUTCOME, ask="A text of ours may not have arrived")
                await handoffs.open_new(session, row.thread_id, row.id, order, handoffs.Waiting(row.created_at, None))
                await handoffs.take_over(session, row.thread_id, now)
            log.error("send_outcome_unknown", text_id=row.id)
