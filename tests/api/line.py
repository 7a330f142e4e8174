"""A whole service over a database in a folder: the demo shop in memory, a clock that stands still, a scripted agent."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from agent.deps import Deps
from agent.effect import EffectResult, Stopped, never_stopped, run
from agent.outcome import EffectOrder, OutText, TextKind, Turn
from agent.testing import FixedClock
from agent.transcript import Transcript
from agent.turn import open_context
from agent.voice import handoff_text
from api.carrier import Arrival
from api.config import ApiSettings
from api.effects import Agent
from api.service import Service
from api.simulator import Simulator
from api.store.database import Database
from api.store.tables import TEXTS
from api.testing import MemoryInbox
from api.worker import Worker
from tests.api.store.line import database_at, rows_of
from tests.scene import SMEAR, STEPHANIE, scene
from tools.command import CancelOrder
from tools.drafts.draft import draft
from tools.proposal import Proposal
from tools.testing import MemoryShop

Step = Turn | Exception | Callable[[Transcript], Awaitable[Turn]]


@dataclass
class Script:
    """An agent whose turns are written down; ``asked`` are the transcripts that it read. The last step repeats."""

    steps: list[Step]
    asked: list[Transcript] = field(default_factory=list)
    effects_run: int = 0
    crash_before_perform: bool = False

    async def take_turn(self, transcript: Transcript, deps: Deps) -> Turn:
        self.asked.append(transcript)
        step = self.steps[min(len(self.asked), len(self.steps)) - 1]
        if isinstance(step, Exception):
            raise step
        return step if isinstance(step, Turn) else await step(transcript)

    async def run_effect(
        self, order: EffectOrder, key: str, transcript: Transcript, deps: Deps, stopped: Stopped = never_stopped
    ) -> EffectResult:
        self.effects_run += 1
        if self.crash_before_perform:
            raise RuntimeError("crash before the call")
        return await run(order, key, transcript, deps, stopped)

    @property
    def agent(self) -> Agent:
        return Agent(self.take_turn, self.run_effect, handoff_text)


@dataclass
class Line:
    """The service, its parts, and how a customer writes."""

    service: Service
    database: Database
    deps: Deps
    shop: MemoryShop
    clock: FixedClock
    sids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def receive(self, body: str, phone: str = STEPHANIE, sid: str = "") -> str:
        """A text from the carrier; its SID."""
        sid = sid or f"SM{next(self.sids):032x}"
        arrival = Arrival(account_sid="AC1", sid=sid, phone=phone, to=SMEAR.number, body=body, at=self.clock())
        await self.service.take_in(arrival)
        return sid

    def worker(self, script: Script, name: str = "w1") -> Worker:
        return Worker(self.service, script.agent, name)

    async def sent(self) -> list[str]:
        """What went into the outbox, oldest first."""
        return [str(row["body"]) for row in await rows_of(self.database, TEXTS) if row["direction"] == "out"]

    async def refunds(self, order: str = "12346") -> int:
        """How often the shop gave money back for an order."""
        return sum(one.kind == "refund" and one.order_number == order for one in await self.shop.payments())

    async def cancellation(self, order: str = "12346", phone: str = STEPHANIE) -> Proposal:
        """A proposal to cancel an order, drafted as the tools do it."""
        live = await self.shop.order(order)
        assert live is not None
        transcript = Transcript(thread_id="t", brand=SMEAR.id, phone=phone, texts=())
        return await draft(CancelOrder(order=order, refund=live.total), await open_context(transcript, self.deps))


@asynccontextmanager
async def line_at(folder: Path, **settings: object) -> AsyncIterator[Line]:
    """A line over the SQLite database of a folder; several may share it."""
    clock = FixedClock(datetime.fromisoformat("2026-06-10T17:00:00+00:00"))
    deps, shop = scene(clock=clock)
    values = {"PARLEY_BURST_WAIT_S": 0.0, "PARLEY_DATA_DIR": folder, **settings}
    async with database_at(folder) as database:
        service = Service(
            settings=ApiSettings(_env_file=None, **values),  # type: ignore[arg-type]
            database=database,
            brands={SMEAR.id: deps},
            carrier=Simulator(MemoryInbox(), SMEAR.number, clock),
            clock=clock,
            new_id=deps.new_id,
        )
        yield Line(service, database, deps, shop, clock)


@asynccontextmanager
async def beside(line: Line) -> AsyncIterator[Line]:
    """Another process on the same database: its own connections, locks and events; the same shop."""
    database = Database(line.database.url)
    service = replace(line.service, database=database, texts_came=asyncio.Event(), texts_leave=asyncio.Event())
    try:
        yield replace(line, database=database, service=service)
    finally:
        await database.close()


def replies(body: str = "It is on its way.") -> Callable[[Transcript], Awaitable[Turn]]:
    """A turn that answers all that is new with one text."""

    async def turn(transcript: Transcript) -> Turn:
        return Turn(saw=tuple(text.id for text in transcript.new), texts=(OutText(body=body),))

    return turn


def previews(proposal: Proposal) -> Callable[[Transcript], Awaitable[Turn]]:
    """A turn that shows a proposal."""

    async def turn(transcript: Transcript) -> Turn:
        preview = OutText(body="Cancel it?", kind=TextKind.PREVIEW, proposal_id=proposal.id)
        return Turn(saw=tuple(text.id for text in transcript.new), texts=(preview,), proposal=proposal)

    return turn


def confirms(proposal: Proposal, basis: str = "confirmed") -> Callable[[Transcript], Awaitable[Turn]]:
    """A turn that orders the effect of a proposal if it is still open; else it says so."""

    async def turn(transcript: Transcript) -> Turn:
        saw = tuple(text.id for text in transcript.new)
        waits = any(one.proposal.id == proposal.id for one in transcript.open_proposals)
        if proposal.command is None or not (waits or basis == "explicit"):
            return Turn(saw=saw, texts=(OutText(body="Nothing to confirm."),))
        order = EffectOrder(proposal=proposal, command=proposal.command, basis=basis, confirming_text_id=saw[-1])
        return Turn(saw=saw, effect=order)

    return turn
