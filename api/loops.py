"""The loops beside the routes: worker, outbox, reconciler, desk, articles, listener; restarted when one breaks."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from agent.effect import run as run_effect
from agent.turn import take_turn
from agent.voice import handoff_text
from api.effects import Agent
from api.media import Photographs
from api.media_source import source_of
from api.outbox import Outbox
from api.published import keep_publishing
from api.reconcile import Reconciler
from api.service import Service
from api.sla import DeskClock
from api.wakeups import Listener
from api.worker import Worker

RESTART_SECONDS: Final = 1.0
AGENT: Final = Agent(take_turn=take_turn, run_effect=run_effect, handoff_text=handoff_text)

log = structlog.get_logger(__name__)


class Loops:
    """Each loop in a task of its own. Stopping goes backward: first no new turns, then no new sends."""

    def __init__(self, service: Service, agent: Agent = AGENT) -> None:
        self._service = service
        self.worker = Worker(service, agent, _name())
        self.outbox = Outbox(service)
        self.reconciler = Reconciler(service)
        self.desk = DeskClock(service)
        self.listener = None if service.database.sqlite else Listener(service)
        source = source_of(service.settings)
        self.photographs = Photographs(service, source) if source else None
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def start(self) -> None:
        runs = {"worker": self.worker.run, "outbox": self.outbox.run, "reconciler": self.reconciler.run}
        runs["desk"] = self.desk.run
        runs["published"] = lambda: keep_publishing(self._service)
        if self.listener is not None:
            runs["listener"] = self.listener.run
        if self.photographs is not None:
            runs["photographs"] = self.photographs.run
        self._tasks = {name: asyncio.create_task(keep_running(name, run)) for name, run in runs.items()}

    @property
    def alive(self) -> dict[str, bool]:
        """Which loops are running."""
        return {name: not task.done() for name, task in self._tasks.items()}

    async def stop(self) -> None:
        """Stop one after the other; each lets what it has begun come to an end."""
        for task in self._tasks.values():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def keep_running(name: str, run: Callable[[], Awaitable[None]], pause_seconds: float = RESTART_SECONDS) -> None:
    """Run a loop until cancelled, and again whenever it breaks: one bad row must not silence everybody (I21)."""
    while True:
        (outcome,) = await asyncio.gather(run(), return_exceptions=True)
        if isinstance(outcome, asyncio.CancelledError):
            raise outcome
        log.error("loop_broke", loop=name, error=type(outcome).__name__, reason=str(outcome))
        await asyncio.sleep(pause_seconds)


def _name() -> str:
    """Differs between processes, machines and restarts."""
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
