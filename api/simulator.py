"""The simulated carrier: takes texts, reports their delivery bit by bit, and brings customers' texts in."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import datetime

from api.account import Account, Kept
from api.carrier import Arrival, CarrierError, CarrierSilent, Media, Outgoing, Sent
from api.inbox import Inbox, StatusNote
from api.store.database import StorageUnavailable

SIMULATED_ACCOUNT = "AC" + "0" * 32
DELIVERY = ((0.15, "sent"), (0.6, "delivered"))
"""Seconds to wait before each next status; the first, queued, is never reported (S49)."""
NOTE_ATTEMPTS = 5
MOST_KEPT = 5_000


class Simulator:
    """The Carrier port without a carrier. ``faults`` are raised by the next sends, in order.

    ``lose_answers`` takes that many texts and then stays silent, as a time-out after acceptance does.
    """

    def __init__(
        self,
        inbox: Inbox,
        number: str,
        clock: Callable[[], datetime],
        account_sid: str = SIMULATED_ACCOUNT,
        delivery: tuple[tuple[float, str], ...] = DELIVERY,
    ) -> None:
        self.account = Account(sid=account_sid, number=number, clock=clock)
        self.faults: deque[CarrierError] = deque()
        self.lose_answers = 0
        self._inbox = inbox
        self._delivery = delivery
        self._running: set[asyncio.Task[None]] = set()

    async def send(self, text: Outgoing) -> str:
        if self.faults:
            raise self.faults.popleft()
        kept = self.account.take(text)
        del self.account.taken[:-MOST_KEPT]
        task = asyncio.create_task(self._report(kept))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        if self.lose_answers:
            self.lose_answers -= 1
            raise CarrierSilent("the answer was lost")
        return kept.sid

    async def list_sent(self, to: str, since: datetime) -> tuple[Sent, ...]:
        return self.account.sent_to(to, since)

    async def list_inbound(self, since: datetime) -> tuple[Arrival, ...]:
        return self.account.inbound(since)

    async def erase(self, sid: str) -> None:
        self.account.forget(sid)

    async def erase_file(self, text_sid: str, media_sid: str) -> None:
        self.account.forget_file(text_sid, media_sid)

    async def check(self) -> None:
        """There is nothing that could be wrong with it."""

    async def close(self) -> None:
        """Stop reporting; what was not reported yet never will be."""
        running = tuple(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def deliver(self, phone: str, body: str, media: tuple[Media, ...] = ()) -> Arrival:
        """A customer's text arrives, the same way as over the webhook. Raises StorageUnavailable."""
        arrival = self.account.receive(phone, body.replace("\x00", ""), media)
        del self.account.received[:-MOST_KEPT]
        await self._inbox.take_in(arrival)
        return arrival

    async def settled(self) -> None:
        """Wait until every text has its last status."""
        while self._running:
            await asyncio.gather(*self._running)

    async def _report(self, kept: Kept) -> None:
        for seconds, status in self._delivery:
            await asyncio.sleep(seconds)
            kept.status = status
            await self._note(StatusNote(sid=kept.sid, status=status, text_id=kept.text.text_id))

    async def _note(self, note: StatusNote) -> None:
        for attempt in range(NOTE_ATTEMPTS):
            try:
                return await self._inbox.note(note)
            except StorageUnavailable:
                await asyncio.sleep(attempt)
