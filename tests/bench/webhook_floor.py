"""The floor under a webhook's answer: a bare FastAPI route that commits one row to SQLite, as durably, and no more."""

from __future__ import annotations

import asyncio
import socket
import sys
from pathlib import Path

import aiosqlite
import uvicorn
from fastapi import FastAPI, Request, Response

from api.webhooks import EMPTY_TWIML, MESSAGES

ROWS = "CREATE TABLE IF NOT EXISTS bodies (id INTEGER PRIMARY KEY, body BLOB)"


def app_over(connection: aiosqlite.Connection) -> FastAPI:
    """One route: the body as it came, one insert, one commit."""
    app = FastAPI(openapi_url=None)

    @app.post(MESSAGES)
    async def receive(request: Request) -> Response:
        await connection.execute("INSERT INTO bodies (body) VALUES (?)", (await request.body(),))
        await connection.commit()
        return Response(EMPTY_TWIML, media_type="text/xml")

    return app


async def serve(folder: Path) -> None:
    """Serve until standard input ends; the port is the first line of standard output."""
    async with aiosqlite.connect(folder / "floor.db") as connection:
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", ROWS):
            await connection.execute(statement)
        server = uvicorn.Server(uvicorn.Config(app_over(connection), log_config=None, access_log=False))
        door = socket.create_server(("127.0.0.1", 0))
        serving = asyncio.create_task(server.serve(sockets=[door]))
        sys.stdout.write(f"{door.getsockname()[1]}\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)
        server.should_exit = True
        await serving


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
