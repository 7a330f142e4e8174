"""A stage: the whole service on a port of its own, Twilio's stand-in in front of it, and customers who text."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from agent.config import AgentSettings
from api.app import create_app
from api.carrier import Media
from api.config import ApiSettings
from api.main import build_service, system_clock
from api.service import Service
from api.testing import FakeTwilio
from tests.encoder import DATA_DIR, shared_encoder

ACCOUNT, TOKEN, NUMBER, API_TOKEN = "AC" + "5" * 32, "the-twilio-token", "+14155550100", "the-api-token"
PATIENCE_SECONDS = 30.0


@dataclass
class Stage:
    """What a test sees: the shop through the JSON API, and the texts that the carrier took."""

    service: Service
    twilio: FakeTwilio
    client: httpx.AsyncClient

    async def text(self, phone: str, body: str, **more: Any) -> tuple[str, ...]:
        """A customer texts; what the carrier took from us in answer, once the thread has settled."""
        before = len(self.sent(phone))
        assert set(await self.twilio.text(phone, body, **more)) == {200}
        await self.settled(phone)
        return self.sent(phone)[before:]

    def sent(self, phone: str) -> tuple[str, ...]:
        """Every body that the carrier took for a phone, oldest first."""
        return tuple(kept.text.body for kept in self.twilio.account.taken if kept.text.to == phone)

    async def settled(self, phone: str) -> None:
        """Wait until nothing of a thread is on its way. Fails after half a minute: a text was answered by silence."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not _is_settled(await self.thread(phone)):  # noqa: ASYNC110 - asked over HTTP
                await asyncio.sleep(0.02)

    async def thread(self, phone: str) -> dict[str, Any]:
        found: dict[str, Any] = await self.get(f"/api/threads/{phone}")
        return found

    async def order(self, number: str) -> dict[str, Any]:
        found: dict[str, Any] = await self.get(f"/api/orders/{number}")
        return found

    async def get(self, path: str) -> Any:
        answer = await self.client.get(path, headers={"Authorization": f"Bearer {API_TOKEN}"})
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.json()


def _is_settled(thread: dict[str, Any]) -> bool:
    under_way = {"new", "sending"}
    return thread["state"] == "settled" and not any(one["state"] in under_way for one in thread["messages"])


@asynccontextmanager
async def stage(folder: Path, *, openai_url: str = "", **settings: Any) -> AsyncIterator[Stage]:
    """The demo shop behind the Twilio carrier, on SQLite in ``folder``, every loop running."""
    _share_what_was_learnt(folder)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    twilio = FakeTwilio(ACCOUNT, TOKEN, NUMBER, system_clock, address)
    twilio.statuses = ("sent", "delivered")
    async with twilio.serving(), httpx.AsyncClient(base_url=address, timeout=10) as client:
        service = await build_service(_api(folder, port, twilio.address, settings), _agent(folder, openai_url))
        server = uvicorn.Server(uvicorn.Config(create_app(service), port=port, log_config=None, lifespan="on"))
        running = asyncio.create_task(server.serve())
        try:
            while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
                await asyncio.sleep(0.01)
            yield Stage(service, twilio, client)
            await twilio.reported()
        finally:
            server.should_exit = True
            await running


def _api(folder: Path, port: int, twilio_url: str, settings: dict[str, Any]) -> ApiSettings:
    values = {
        "PARLEY_DATA_DIR": folder,
        "PARLEY_PORT": port,
        "PARLEY_DEMO": True,
        "PARLEY_API_TOKEN": API_TOKEN,
        "PARLEY_CARRIER": "twilio",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_FROM_NUMBER": NUMBER,
        "TWILIO_API_URL": twilio_url,
        "PARLEY_BURST_WAIT_S": 0,
        **settings,
    }
    return ApiSettings(_env_file=None, **values)


def _agent(folder: Path, openai_url: str) -> AgentSettings:
    keyed = {"PARLEY_MODEL": "openai", "OPENAI_API_KEY": "the-fake-servers-own-test-key", "OPENAI_BASE_URL": openai_url}
    chosen = keyed if openai_url else {"PARLEY_MODEL": "embedded"}
    return AgentSettings(_env_file=None, PARLEY_DATA_DIR=folder, **chosen)  # type: ignore[arg-type]


def _share_what_was_learnt(folder: Path) -> None:
    """Encoder and intent head are built once a checkout, not once a test."""
    shared_encoder()
    for name in ("encoder", "embedded"):
        (DATA_DIR / name).mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            (folder / name).symlink_to(DATA_DIR / name)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


PHOTO = (Media(sid="ME" + "1" * 32, content_type="image/jpeg"),)
