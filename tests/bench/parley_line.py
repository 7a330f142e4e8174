"""Parley's whole line: a text accepted, claimed, answered, settled and sent, on SQLite that syncs every commit."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Any

from agent.config import AgentSettings
from api.carrier import Arrival, Outgoing, Sent
from api.config import ApiSettings
from api.garbage import spare_what_stands
from api.logs import configure
from api.loops import Loops
from api.main import build_service, system_clock
from api.service import Service
from api.simulator import Simulator
from api.store import demo
from tests.bench.entrant import KEY, MODEL, Place
from tests.bench.job import Asker, crowded, question


class Carrier:
    """The simulated carrier, and who waits for a text to a phone. It reports no deliveries: they are not the turn."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.waiting: dict[str, asyncio.Future[str]] = {}

    async def send(self, text: Outgoing) -> str:
        sid = await self.simulator.send(text)
        waiting = self.waiting.get(text.to)
        if waiting is not None and not waiting.done():
            waiting.set_result(text.body)
        return sid

    async def list_sent(self, to: str, since: datetime) -> tuple[Sent, ...]:
        return await self.simulator.list_sent(to, since)

    async def list_inbound(self, since: datetime) -> tuple[Arrival, ...]:
        return await self.simulator.list_inbound(since)

    async def erase(self, sid: str) -> None:
        await self.simulator.erase(sid)

    async def erase_file(self, text_sid: str, media_sid: str) -> None:
        await self.simulator.erase_file(text_sid, media_sid)

    async def check(self) -> None:
        return None

    async def close(self) -> None:
        await self.simulator.close()


class ParleyLine:
    """The service as it is served, its loops beside it; a turn lasts from the text's arrival to the carrier's yes."""

    def __init__(self, service: Service, carrier: Carrier, loops: Loops) -> None:
        self._service = service
        self._carrier = carrier
        self._loops = loops

    async def crowd(self) -> None:
        (brand,) = self._service.brands
        async with self._service.database.writing() as session:
            await demo.reset(session, brand, crowded(system_clock()))

    async def ask(self, asker: Asker, order: str) -> str:
        answered: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._carrier.waiting[asker.phone] = answered
        await self._carrier.simulator.deliver(asker.phone, question(order))
        return await answered

    async def close(self) -> None:
        await self._loops.stop()
        await self._service.close()


async def open_contestant(place: Place) -> ParleyLine:
    """With the model over HTTP."""
    return await _open(place, AgentSettings(_env_file=None, **_agent(place, "openai")))


async def open_embedded(place: Place) -> ParleyLine:
    """With the embedded model, which needs no key."""
    return await _open(place, AgentSettings(_env_file=None, **_agent(place, "embedded")))


def _agent(place: Place, model: str) -> dict[str, Any]:
    return {
        "PARLEY_MODEL": model,
        "OPENAI_API_KEY": KEY,
        "OPENAI_MODEL": MODEL,
        "OPENAI_BASE_URL": place.model_url,
        "PARLEY_DATA_DIR": place.folder,
    }


async def _open(place: Place, agent_settings: AgentSettings) -> ParleyLine:
    configure()
    service = await build_service(settings_at(place), agent_settings)
    await service.carrier.close()
    number = next(iter(service.brands.values())).brand.number
    carrier = Carrier(Simulator(service.inbox, number, service.clock, delivery=()))
    service = replace(service, carrier=carrier)
    loops = Loops(service)
    spare_what_stands()
    loops.start()
    return ParleyLine(service, carrier, loops)


def settings_at(place: Place) -> ApiSettings:
    """The shipped settings, but for the wait for more texts of a burst, which is the customer's time."""
    values: dict[str, Any] = {"PARLEY_DATA_DIR": place.folder, "PARLEY_DEMO": True, "PARLEY_BURST_WAIT_S": 0}
    return ApiSettings(_env_file=None, **values)
