"""What is asked of the outside was written down before: the mark of a text, the ledger row of an effect (I4, I10)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select

from api.carrier import Outgoing
from api.inbox import StatusNote
from api.outbox import Outbox
from api.simulator import Simulator
from api.store.database import Database
from api.store.tables import EFFECTS, TEXTS
from api.testing import MemoryInbox
from tests.api.line import Line, Script, beside, confirms, line_at, previews, replies
from tests.api.store.line import rows_of
from tests.scene import SMEAR
from tools.command import Command
from tools.shop import Outcome
from tools.testing import MemoryShop

pytestmark = pytest.mark.both_engines


class Witness(Simulator):
    """A carrier that looks, over a connection of its own, at what is committed in the moment it is called.

    It looks without giving way: while it waited, a commit that comes too late would still come in time.
    """

    def __init__(self, line: Line) -> None:
        super().__init__(MemoryInbox(), SMEAR.number, line.clock, delivery=())
        self.elsewhere = create_engine(line.database.url.replace("+aiosqlite", ""))
        self.found: list[object] = []

    async def send(self, text: Outgoing) -> str:
        with self.elsewhere.connect() as connection:
            self.found += connection.execute(select(TEXTS.c.state).where(TEXTS.c.id == text.text_id)).scalars()
        return await super().send(text)


class Hasty(Simulator):
    """A carrier whose callback is faster than its answer, and names nothing but the SID that nobody knows yet."""

    def __init__(self, line: Line) -> None:
        super().__init__(MemoryInbox(), SMEAR.number, line.clock, delivery=())
        self.line = line

    async def send(self, text: Outgoing) -> str:
        sid = await super().send(text)
        await self.line.service.note(StatusNote(sid=sid, status="delivered"))
        return sid


@dataclass
class Bystander:
    """The memory shop, which looks at the ledger first."""

    shop: MemoryShop
    elsewhere: Database
    found: list[object] = field(default_factory=list)

    def __getattr__(self, name: str) -> object:
        return getattr(self.shop, name)

    async def perform(self, phone: str, command: Command, key: str) -> Outcome:
        self.found += [(row["key"] == key, row["state"]) for row in await rows_of(self.elsewhere, EFFECTS)]
        return await self.shop.perform(phone, command, key)


async def test_whatever_the_carrier_is_asked_was_marked_in_a_commit_before(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        carrier = Witness(line)
        await line.receive("hi")
        await line.worker(Script([replies("hello")])).work_once()
        await Outbox(replace(line.service, carrier=carrier)).send_due()
        carrier.elsewhere.dispose()
        assert carrier.found == ["sending"]


async def test_a_callback_that_came_before_anybody_knew_its_sid_counts(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await line.receive("hi")
        await line.worker(Script([replies("hello")])).work_once()
        await Outbox(replace(line.service, carrier=Hasty(line))).send_due()
        (sent,) = [row for row in await rows_of(line.database, TEXTS) if row["direction"] == "out"]
        assert (sent["state"], sent["delivery"]) == ("sent", "delivered")


async def test_whatever_the_shop_is_asked_stands_in_the_ledger_before(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line, beside(line) as other:
        proposal = await line.cancellation()
        shop = Bystander(line.shop, other.database)
        await line.receive("cancel my order")
        await line.worker(Script([previews(proposal)])).work_once()
        await Outbox(line.service).send_due()
        await line.receive("CONFIRM")
        brands = {SMEAR.id: replace(line.deps, shop=shop)}  # type: ignore[arg-type]
        watched = replace(line, service=replace(line.service, brands=brands))
        await watched.worker(Script([confirms(proposal)])).work_once()
        assert shop.found == [(True, "executing")]
