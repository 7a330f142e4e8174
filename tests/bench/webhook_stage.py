"""The app under load, in its own process: signed webhooks in, the embedded model and the simulated carrier behind."""

from __future__ import annotations

import asyncio
import socket
import sys
from pathlib import Path
from typing import Any

import uvicorn

from agent.config import AgentSettings
from api.app import create_app
from api.config import ApiSettings
from api.garbage import spare_what_stands
from api.logs import configure
from api.main import build_service
from tests.bench.webhook import ACCOUNT, SECRET


async def serve(folder: Path) -> None:
    """Serve until standard input ends; the port is the first line of standard output."""
    configure()
    values: dict[str, Any] = {
        "PARLEY_DATA_DIR": folder,
        "PARLEY_DEMO": True,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": SECRET,
        "PARLEY_PUBLIC_URL": "http://127.0.0.1",
    }
    agent = AgentSettings(_env_file=None, PARLEY_MODEL="embedded", PARLEY_DATA_DIR=folder)
    service = await build_service(ApiSettings(_env_file=None, **values), agent)
    server = uvicorn.Server(uvicorn.Config(create_app(service), log_config=None, access_log=False))
    spare_what_stands()
    door = socket.create_server(("127.0.0.1", 0))
    serving = asyncio.create_task(server.serve(sockets=[door]))
    sys.stdout.write(f"{door.getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    server.should_exit = True
    await serving


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
