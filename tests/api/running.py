"""A real server on 127.0.0.1, for what only a real connection shows: streams, and browsers that leave."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI


@asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[str]:
    """The address that the app is served at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    await soon(lambda: server.started)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await task


async def soon(holds: Callable[[], bool]) -> None:
    """Until something holds that no event tells of."""
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 - another library's flag has no event
            await asyncio.sleep(0.01)
