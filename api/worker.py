"""The worker: claims threads whose texts have waited, takes their turns, and never leaves one in silence."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import structlog

from agent.outcome import Basis, HandoffOrder, OutText, Turn
from agent.transcript import Owner, Transcript
from api import effects
from api.budget import Budget
from api.effects import Agent
from api.service import Service
from api.store import effects as ledger
from api.store import proposals, settle, texts, threads
from api.store.database import StorageUnavailable
from api.store.effects import LedgerEnd, LedgerEntry
from api.store.settle import Moment
from api.store.threads import Claim
from api.store.usage import Used
from api.unbroken import unbroken
from prompts.template import PromptError
from tools.base import HandoffReason
from tools.shop import ShopError

MOST_PLANS: Final = 3
"""How often a turn is planned again because the thread changed; then a person answers."""

BACKOFF_SECONDS: Final = (0.5, 2.0)
"""Waits after the first and the second failed try; the third ends with a person (I21)."""

MARGIN_SECONDS: Final = 5.0
"""What a turn may take beyond its own limit before it is cut off."""

GRACE_SECONDS: Final = 10.0
POLL_SECONDS: Final = 0.25
TEND_SECONDS: Final = 60.0
MOST_AT_ONCE: Final = 8

_log = structlog.get_logger(__name__)


class IdleTurn(Exception):
    """A turn that settles nothing would be taken for ever."""


class Worker:
    """Answers up to ``most`` threads at once. ``name`` must differ between processes: leases are known by it."""

    def __init__(self, service: Service, agent: Agent, name: str, most: int = MOST_AT_ONCE) -> None:
        self._service = service
        self._agent = agent
        self._budget = Budget(service)
        self._name = name
        self._most = most
        self._at_work: dict[asyncio.Task[None], str] = {}  # a thread whose lease ran out may be there twice

    async def run(self) -> None:
        """Until cancelled; turns at hand then have some seconds to end, and others pick up what did not."""
        chores = [asyncio.create_task(self._keep_leases()), asyncio.create_task(self._tend())]
        try:
            while True:
                self._service.texts_came.clear()
                await self._wait(await unbroken(self._fill()))
        finally:
            for chore in chores:
                chore.cancel()
            await self._finish([*chores, *self._at_work])

    async def _finish(self, tasks: list[asyncio.Task[None]]) -> None:
        _, late = await asyncio.wait(tasks, timeout=GRACE_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def work_once(self) -> int:
        """Answer what is due now, as much as fits at once, and wait for it; gives how many threads."""
        claims = await self._claim()
        await asyncio.gather(*(self._attend(claim) for claim in claims))
        return len(claims)

    async def answer(self, claim: Claim) -> None:
        """Take the turn of one thread, again while texts keep changing it. Raises what the turn raises."""
        held: Claim | None = claim
        for _ in range(MOST_PLANS):
            if held is None:
                return  # another worker has it, or the brand was paused
            if await self._answered(held):
                return
            held = await self._renew(held)
        if held is not None:
            await self._give_up(held, HandoffReason.LOOP)

    async def _answered(self, claim: Claim) -> bool:
        transcript, begun, used = await self._read(claim)
        if begun is not None:
            await effects.resume(self._service, self._agent, claim, begun, transcript)
            self._service.texts_leave.set()
            return True
        if not transcript.new:
            async with self._service.database.jotting() as session:
                return await threads.rest(session, claim)
        if claim.is_blocked:
            basis = Basis(decided_by="gate", reasons=("blocked",))
            turn = Turn(saw=tuple(text.id for text in transcript.new), status="suppressed", basis=basis)
            return await self._settle(claim, transcript, turn, self._service.clock())
        if over := await self._budget.exceeded(claim, used):
            await self._give_up(claim, HandoffReason.OVER_CAP, over)
            return True
        started = self._service.clock()
        deps = self._service.brands[claim.brand]
        async with asyncio.timeout(deps.settings.turn_seconds + MARGIN_SECONDS):
            turn = await self._agent.take_turn(transcript, deps)
        if not turn.saw:
            raise IdleTurn(claim.thread_id)
        if turn.effect is not None:
            settled = await effects.carry_out(self._service, self._agent, claim, transcript, turn)
        else:
            settled = await self._settle(claim, transcript, turn, started)
        self._service.texts_leave.set()
        return settled

    async def _read(self, claim: Claim) -> tuple[Transcript, LedgerEntry | None, Used | None]:
        """Everything that is stored and counts for a turn, in one unit of work."""
        async with self._service.database.glancing() as session:
            transcript = await threads.load(session, claim, self._service.clock())
            begun = await ledger.unfinished(session, claim.thread_id) if claim.has_effects else None
            used = await self._budget.used(session, claim) if transcript.new else None
        return transcript, begun, used

    async def _settle(self, claim: Claim, transcript: Transcript, turn: Turn, started: datetime) -> bool:
        now = self._service.clock()
        waits = turn.handoff or turn.question
        promised = self._service.brands[claim.brand].brand.answers_by(now) if waits else None
        moment = Moment(now, promised, round((now - started).total_seconds() * 1000))
        async with self._service.database.jotting() as session:
            return await settle.settle(session, claim, transcript, turn, moment)

    async def _attend(self, claim: Claim) -> None:
        """Answer, or see to it that somebody does: whatever a turn raises ends in a reply or with a person (I21)."""
        if claim.attempts > len(BACKOFF_SECONDS) + 1:  # it took whole processes down
            outcome: BaseException | None = IdleTurn(claim.thread_id)
        else:
            (outcome,) = await asyncio.gather(self.answer(claim), return_exceptions=True)
        if outcome is None:
            return
        (failure,) = await asyncio.gather(self._failed(claim, outcome), return_exceptions=True)
        if failure is not None:
            _log.error("thread_left_to_its_lease", thread=claim.thread_id, error=_named(failure))

    async def _failed(self, claim: Claim, error: BaseException) -> None:
        _log.warning("turn_failed", thread=claim.thread_id, attempts=claim.attempts, error=_named(error))
        lasting = isinstance(error, TimeoutError) or claim.attempts > len(BACKOFF_SECONDS)
        if lasting and not isinstance(error, StorageUnavailable):
            reason = HandoffReason.TOOL_FAILED if isinstance(error, ShopError) else HandoffReason.MODEL_FAILED
            await self._give_up(claim, reason, type(error).__name__)
            return
        wait = BACKOFF_SECONDS[min(claim.attempts, len(BACKOFF_SECONDS)) - 1]
        async with self._service.database.jotting() as session:
            await threads.release(session, claim, self._service.clock() + timedelta(seconds=wait))

    async def _give_up(self, claim: Claim, reason: HandoffReason, why: str = "") -> None:
        """A person and a holding text for whatever waits, read without anything that might be what fails (I22)."""
        for _ in range(MOST_PLANS):
            held = await self._renew(claim)
            if held is None or await self._handed_over(held, reason, why):
                self._service.texts_leave.set()
                return

    async def _handed_over(self, claim: Claim, reason: HandoffReason, why: str) -> bool:
        now = self._service.clock()
        deps = self._service.brands[claim.brand]
        async with self._service.database.jotting() as session:
            waiting = await texts.waiting(session, claim.thread_id)
            begun = await ledger.unfinished(session, claim.thread_id) if claim.has_effects else None
            reason = HandoffReason.UNKNOWN_OUTCOME if begun else reason
            transcript = Transcript(
                thread_id=claim.thread_id, brand=claim.brand, phone=claim.phone, texts=waiting, owner=claim.owner
            )
            turn = self._holding(transcript, reason, why)
            moment = Moment(now, deps.brand.answers_by(now))
            settled = await settle.settle(session, claim, transcript, turn, moment)
            if settled and begun is not None:
                await ledger.finish(session, LedgerEnd(begun.key, "unknown"), now)
            return settled

    def _holding(self, transcript: Transcript, reason: HandoffReason, why: str) -> Turn:
        """Silent where a person is at it already: they see the texts."""
        saw = tuple(text.id for text in transcript.new)
        basis = Basis(decided_by="worker", confidence=0.0, reasons=(why or reason.value,))
        if transcript.owner is Owner.PERSON:
            return Turn(saw=saw, status="human", basis=basis)
        ask = transcript.in_one_line
        order = HandoffOrder(reason=reason, ask=ask, tried=(why,) if why else ())
        said = self._holding_text(transcript.brand, reason)
        return Turn(saw=saw, texts=said, handoff=order, status="human", basis=basis)

    def _holding_text(self, brand: str, reason: HandoffReason) -> tuple[OutText, ...]:
        try:
            return (self._agent.handoff_text(self._service.brands[brand], reason),)
        except PromptError as error:
            _log.error("no_holding_text", brand=brand, error=str(error))
            return ()

    async def _renew(self, claim: Claim) -> Claim | None:
        async with self._service.database.jotting() as session:
            return await threads.renew(session, claim, self._service.clock(), self._service.settings.lease_seconds)

    async def _claim(self) -> tuple[Claim, ...]:
        free = self._most - len(self._at_work)
        lease = self._service.settings.lease_seconds
        async with self._service.database.jotting() as session:
            return await threads.claim_due(session, self._name, self._service.clock(), lease, free)

    async def _fill(self) -> float:
        """Start what is due while there is room; gives the seconds until it is worth looking again."""
        if len(self._at_work) >= self._most:
            return POLL_SECONDS
        try:
            due_in = await self._due_in()
            if due_in > 0:
                return min(due_in, POLL_SECONDS)
            for claim in await self._claim():
                task = asyncio.create_task(self._attend(claim))
                self._at_work[task] = claim.thread_id
                task.add_done_callback(self._left)
        except StorageUnavailable as error:
            _log.error("storage_unavailable", error=str(error))
        return POLL_SECONDS

    def _left(self, task: asyncio.Task[None]) -> None:
        """A seat is free: look again if every seat was taken, or if this thread has texts already."""
        del self._at_work[task]
        self._service.texts_came.set()

    async def _due_in(self) -> float:
        now = self._service.clock()
        async with self._service.database.glancing() as session:
            due_at = await threads.next_due_at(session, now)
        return POLL_SECONDS if due_at is None else (due_at - now).total_seconds()

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._service.texts_came.wait()
        except TimeoutError:
            return

    async def _keep_leases(self) -> None:
        """A turn may take longer than a lease; a worker that is gone must not hold its threads for long."""
        lease = self._service.settings.lease_seconds
        while True:
            await asyncio.sleep(lease / 3)
            try:
                async with self._service.database.jotting() as session:
                    await threads.keep(session, self._name, list(self._at_work.values()), self._service.clock(), lease)
            except StorageUnavailable as error:
                _log.error("leases_not_kept", error=str(error))

    async def _tend(self) -> None:
        while True:
            await asyncio.sleep(TEND_SECONDS)
            try:
                await effects.ask_the_shop(self._service)
                async with self._service.database.jotting() as session:
                    await proposals.expire_overdue(session, self._service.clock())
            except StorageUnavailable as error:
                _log.error("not_tended", error=str(error))


def _named(error: BaseException) -> str:
    """The kind of error and where it was raised; its message may quote a customer."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = f" in {Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else ""
    return f"{type(error).__name__}{where}"
