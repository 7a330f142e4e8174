"""The fuse: every commit and every call to the outside passes it, and at a chosen one the process is dead."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from agent.testing import FixedClock
from api.account import Account
from api.carrier import Arrival, CarrierBusy, CarrierSilent, Outgoing, Sent
from api.store.database import Database
from api.store.shop import SqlShop
from tests.scene import NOW
from tools.command import Command, canonical
from tools.shop import Outcome
from tools.testing import MemoryShop

NEVER = 1_000_000
Call = tuple[str, str, str]
"""Phone, command and key of one call of a shop."""


class TickingClock(FixedClock):
    """Moves a little whenever it is read, so that nothing happens at the same moment."""

    def __call__(self) -> datetime:
        self.at += timedelta(microseconds=100)
        return self.at


CLOCK: Final = TickingClock(NOW)


@dataclass
class Fuse:
    """Blows at the ``blows_at``-th boundary. A dead process neither goes on nor cleans up."""

    blows_at: int = NEVER
    passed: list[str] = field(default_factory=list)
    blown: asyncio.Event = field(default_factory=asyncio.Event)

    async def reach(self, boundary: str) -> None:
        """Pass a boundary, or die at it."""
        await self.alive()
        self.passed.append(boundary)
        if len(self.passed) == self.blows_at:
            self.blown.set()
            await self.alive()

    async def alive(self) -> None:
        if self.blown.is_set():
            await asyncio.get_running_loop().create_future()


class FusedDatabase(Database):
    """A database of a process that may die before and after each commit."""

    def __init__(self, url: str, fuse: Fuse) -> None:
        super().__init__(url)
        self._fuse = fuse

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        await self._fuse.alive()
        async with super().writing() as session:
            yield session
            await self._fuse.reach("commit")
        await self._fuse.reach("committed")

    @asynccontextmanager
    async def jotting(self) -> AsyncIterator[AsyncSession]:
        await self._fuse.alive()
        async with super().jotting() as session:
            yield session
            await self._fuse.reach("commit")
        await self._fuse.reach("committed")


class FusedCarrier:
    """The carrier seen from a process that may die. What it took, it took; ``faults`` happen to the next sends."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.fuse = Fuse()
        self.faults: list[str] = []

    async def send(self, text: Outgoing) -> str:
        await self.fuse.reach("send asked")
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "busy":
            raise CarrierBusy("slow down")
        if fault == "broken":
            raise CarrierSilent("500, and nothing was taken")
        kept = self.account.take(text)
        await self.fuse.reach("send answered")
        if fault == "silent":
            raise CarrierSilent("taken, and the answer was lost")
        return kept.sid

    async def list_sent(self, to: str, since: datetime) -> tuple[Sent, ...]:
        await self.fuse.reach("list answered")
        return self.account.sent_to(to, since)

    async def list_inbound(self, since: datetime) -> tuple[Arrival, ...]:
        await self.fuse.reach("inbound listed")
        return self.account.inbound(since)

    async def erase(self, sid: str) -> None:
        self.account.forget(sid)

    async def erase_file(self, text_sid: str, media_sid: str) -> None:
        self.account.forget_file(text_sid, media_sid)

    async def check(self) -> None:
        """There is nothing that could be wrong with it."""

    async def close(self) -> None:
        """There is nothing to close."""


class FusedShop(MemoryShop):
    """A shop elsewhere, seen from a process that may die. ``asked`` are all calls that reached it."""

    fuse = Fuse()

    @property
    def asked(self) -> list[Call]:
        return self.__dict__.setdefault("_asked", [])  # type: ignore[no-any-return]

    async def perform(self, phone: str, command: Command, key: str) -> Outcome:
        await self.fuse.reach("shop asked")
        self.asked.append((phone, canonical(command), key))
        outcome = await super().perform(phone, command, key)
        await self.fuse.reach("shop answered")
        return outcome


class FusedSqlShop(SqlShop):
    """The embedded shop: it dies with the process whose database it uses, also before and after its own commits."""

    def __init__(self, database: FusedDatabase, fuse: Fuse, asked: list[Call]) -> None:
        super().__init__(database, CLOCK)
        self._fuse = fuse
        self._asked = asked

    async def perform(self, phone: str, command: Command, key: str) -> Outcome:
        await self._fuse.reach("shop asked")
        self._asked.append((phone, canonical(command), key))
        outcome = await super().perform(phone, command, key)
        await self._fuse.reach("shop answered")
        return outcome
