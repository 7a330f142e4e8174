"""A browser's stand-in: the pages of one app over a service whose simulated carrier brings texts straight to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from fastapi import APIRouter, FastAPI

from agent.testing import FixedClock
from api.carrier import Arrival
from api.console.troubles import answer_in_pages
from api.inbox import StatusNote
from api.outbox import Outbox
from api.service import Service
from api.simulator import Simulator
from tests.api.served import Served, served
from tests.api.texts import BRAND_NUMBER
from tests.scene import NOW

PAGE_HEADERS = {"Sec-Fetch-Site": "same-origin"}


class StraightInbox:
    """Brings everything to the service that it is given later."""

    service: Service

    async def take_in(self, arrival: Arrival) -> bool:
        return await self.service.take_in(arrival)

    async def note(self, note: StatusNote) -> None:
        await self.service.note(note)


@dataclass
class Browser:
    """A client that sends what a page's own forms send, and what is behind it."""

    client: httpx.AsyncClient
    scene: Served
    app: FastAPI

    @property
    def service(self) -> Service:
        return self.scene.service

    async def page(self, path: str, status: int = 200) -> str:
        answer = await self.client.get(path)
        assert answer.status_code == status, answer.text
        return answer.text

    async def post(self, path: str, status: int = 303, **fields: str) -> httpx.Response:
        answer = await self.client.post(path, data=fields)
        assert answer.status_code == status, answer.text
        return answer

    async def delivered(self) -> None:
        """Everything in the outbox is sent, and the carrier reports it as delivered."""
        await Outbox(self.service).send_due()
        carrier = self.service.carrier
        assert isinstance(carrier, Simulator)
        for kept in carrier.account.taken:
            await self.service.note(StatusNote(sid=kept.sid, status="delivered", text_id=kept.text.text_id))


@asynccontextmanager
async def browser(folder: Path, routes: APIRouter, **settings: Any) -> AsyncIterator[Browser]:
    inbox = StraightInbox()
    carrier = Simulator(inbox, BRAND_NUMBER, FixedClock(NOW), delivery=())
    async with served(folder, carrier=carrier, **settings) as scene:
        inbox.service = scene.service
        app = FastAPI()
        app.state.service = scene.service
        app.include_router(routes)
        answer_in_pages(app)
        transport = httpx.ASGITransport(app=app)
        base = "http://parley"
        async with httpx.AsyncClient(transport=transport, base_url=base, headers=PAGE_HEADERS) as client:
            yield Browser(client, scene, app)
        await carrier.close()
