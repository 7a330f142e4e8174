"""The world outside of the process: the shop, the carrier and the customers, who live on while it dies and returns."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from sqlalchemy import func, select

from agent.deps import Deps
from agent.embedded.model import EmbeddedModel
from api.account import Account
from api.carrier import Arrival
from api.config import ApiSettings
from api.event import Newsroom, ShopEvent, notice_of
from api.inbox import StatusNote
from api.loops import AGENT
from api.outbox import Outbox
from api.reconcile import Reconciler
from api.service import Service
from api.store import notices
from api.store.database import Database
from api.store.tables import TEXTS
from api.worker import Worker
from prompts.library import Prompts
from tests.encoder import DATA_DIR, shared_encoder
from tests.faults.fuse import CLOCK, Call, Fuse, FusedCarrier, FusedDatabase, FusedShop, FusedSqlShop
from tests.faults.ground import Ground
from tests.faults.scenarios import EVENT, Scenario
from tests.scene import NOW, SMEAR, scene
from tools.demo.world import demo_world
from tools.shop import Shop

BRAND = SMEAR.id
WE_CONFIRM = SMEAR.model_copy(update={"carrier_confirms": False})
MOST_STEPS = 400
UNDER_WAY = ("new", "sending", "unknown")


@cache
def model() -> EmbeddedModel:
    """The real one, made once a process; it tells the time by the one clock of all worlds."""
    shared_encoder()
    return EmbeddedModel(Prompts(BRAND), shared_encoder(), CLOCK, DATA_DIR)


@cache
def deps_without_shop() -> Deps:
    """Made once a process: pages and model are what costs."""
    return scene(model(), clock=CLOCK, brand=WE_CONFIRM)[0]


@dataclass
class Outside:
    """One world. `live` is the life of one process in it; acts that were done are not done again.

    ``shop`` is None where the shop is in the tables of ``url``.
    """

    scenario: Scenario
    folder: Path
    url: str
    account: Account
    carrier: FusedCarrier
    shop: FusedShop | None
    asked: list[Call] = field(default_factory=list)
    done: int = 0
    unanswered: list[Arrival] = field(default_factory=list)
    carrier_tries_again: bool = False
    lives: int = 0

    async def live(self, fuse: Fuse) -> bool:
        """Start the process, let it run until everything is at rest, or until the fuse blows: then it is False."""
        self.carrier.fuse = fuse
        self.lives += 1
        database = FusedDatabase(self.url, fuse)
        life = asyncio.create_task(self._life(self._service(database, self._shop(database, fuse))))
        death = asyncio.create_task(fuse.blown.wait())
        await asyncio.wait({life, death}, return_when=asyncio.FIRST_COMPLETED)
        survived = not fuse.blown.is_set()
        try:
            if survived:
                await life
            return survived
        finally:
            await _sweep_away()
            await database.close()

    def _shop(self, database: FusedDatabase, fuse: Fuse) -> Shop:
        if self.shop is None:
            return FusedSqlShop(database, fuse, self.asked)
        self.shop.fuse = fuse
        return self.shop

    def _service(self, database: Database, shop: Shop) -> Service:
        deps = deps_without_shop()
        folder = {"PARLEY_DATA_DIR": self.folder, "PARLEY_BURST_WAIT_S": 0.0}
        return Service(
            settings=ApiSettings(_env_file=None, **folder),  # type: ignore[arg-type]
            database=database,
            brands={BRAND: replace(deps, shop=shop, new_id=lambda: f"id-{self.lives}-{deps.new_id()}")},
            carrier=self.carrier,
            clock=CLOCK,
            new_id=deps.new_id,
        )

    async def _life(self, service: Service) -> None:
        """What a process does from its start on, one thing after the other, so that boundaries can be counted."""
        CLOCK.advance(seconds=25)  # what a dead one had leased is free again
        if self.carrier_tries_again:
            for arrival in tuple(self.unanswered):
                await self._deliver(service, arrival)
        else:
            for kept in self.account.taken:
                kept.status = "delivered"  # and the callback found nobody
        await Reconciler(service).sweep()
        await self._until_quiet(service)
        while self.done < len(self.scenario.acts):
            await self._act(service)
            await self._until_quiet(service)

    async def _act(self, service: Service) -> None:
        act = self.scenario.acts[self.done]
        if act[0][1].startswith(EVENT):
            await self._event(service, act[0][1].removeprefix(EVENT))
            self.done += 1  # who posts an event posts it until it is answered
            return
        arrivals = [self.account.receive(phone, body) for phone, body in act]
        self.unanswered += arrivals
        self.done += 1  # the carrier has them: they are not texted again
        for arrival in arrivals:
            await self._deliver(service, arrival)

    async def _deliver(self, service: Service, arrival: Arrival) -> None:
        await service.take_in(arrival)
        self.unanswered.remove(arrival)

    async def _event(self, service: Service, order: str) -> None:
        deps = service.brands[BRAND]
        event = ShopEvent(id=f"shipped-{order}", type="order_shipped", order=order)
        notice = await notice_of(
            event, Newsroom(brand=deps.brand, shop=deps.shop, prompts=deps.prompts, clock=deps.clock)
        )
        async with service.database.writing() as session:
            await notices.put(session, (BRAND, notice.phone), event.id, notice.text, service.clock())

    async def _until_quiet(self, service: Service) -> None:
        worker, outbox, reconciler = Worker(service, AGENT, f"life-{self.lives}"), Outbox(service), Reconciler(service)
        for _ in range(MOST_STEPS):
            waiting, leaving = await self._at_hand(service)
            if not waiting and not leaving:
                return
            worked = await worker.work_once() if waiting else 0
            sent = await outbox.send_due() if leaving or worked else 0
            await self._report(service)
            if not worked and not sent:
                CLOCK.advance(seconds=10)
                await reconciler.resolve_sends()
        raise AssertionError(f"it never came to rest: {waiting} texts wait, {leaving} are to leave")

    async def _at_hand(self, service: Service) -> tuple[int, int]:
        """How many inbound texts wait, and how many outbound ones are not with the carrier yet."""
        count = select(TEXTS.c.direction, func.count()).group_by(TEXTS.c.direction)
        where = ((TEXTS.c.direction == "in") & (TEXTS.c.state == "new")) | (
            (TEXTS.c.direction == "out") & TEXTS.c.state.in_(UNDER_WAY)
        )
        async with service.database.reading() as session:
            found = {direction: many for direction, many in await session.execute(count.where(where))}
        return found.get("in", 0), found.get("out", 0)

    async def _report(self, service: Service) -> None:
        """One status callback a text. One that the process dies at is lost."""
        for kept in self.account.taken:
            if kept.status == "queued":
                kept.status = "delivered"
                await service.note(StatusNote(sid=kept.sid, status="delivered", text_id=kept.text.text_id))


async def outside(ground: Ground, folder: Path) -> Outside:
    """A world at its beginning."""
    url = await ground.fresh(folder)
    CLOCK.at = NOW
    scenario = ground.scenario
    account = Account(sid="AC1", number=SMEAR.number, clock=CLOCK)
    shop = FusedShop(scenario.world(demo_world(NOW)), CLOCK) if ground.shop == "memory" else None
    carrier = FusedCarrier(account)
    carrier.faults = list(scenario.faults)
    asked = shop.asked if shop is not None else []
    return Outside(scenario, folder, url, account, carrier, shop, asked)


async def _sweep_away() -> None:
    """What is left of the process is gone, wherever it was."""
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
