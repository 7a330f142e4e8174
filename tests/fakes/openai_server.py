"""A model server on 127.0.0.1 that speaks chat completions: scripted or with a brain, strict, faults on request.

    async with openai_server([says("Hello"), rate_limited("0"), calls(("find_order", {"order": "12345"}))]) as server:
        model = OpenAIModel(model="fake", api_key=KEY, base_url=server.url)

A script gives one reply a request; a brain is a function of (messages, tools). ``server.requests`` keeps what came.
What the real API would refuse is refused with a 400 and kept in ``server.objections``.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.fakes.openai_replies import Reply, Transport, failure, no_such_model, wrong_key
from tests.fakes.openai_shape import objections

Json = dict[str, Any]
Brain = Callable[[list[Json], list[Json]], Reply]

KEY = "the-fake-servers-own-test-key"
TRICKLE_SECONDS = 0.02


class OpenAIServer:
    """What runs behind `openai_server`. ``url`` is the base URL to give to a client."""

    def __init__(self, answers: Sequence[Reply] | Brain, models: Sequence[str] = ()) -> None:
        self.answers = answers
        self.models = tuple(models)
        self.requests: list[Json] = []
        self.headers: list[dict[str, str]] = []
        self.objections: list[str] = []
        self.peers: set[str] = set()
        self.url = ""
        self._closing = asyncio.Event()

    @property
    def asked(self) -> int:
        return len(self.requests)

    @property
    def finished(self) -> bool:
        """Whether every reply of the script was given."""
        return callable(self.answers) or self.asked == len(self.answers)

    def close(self) -> None:
        """Let hanging answers go."""
        self._closing.set()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        self.headers.append(dict(request.headers))
        self.peers.add(str(request.transport and request.transport.get_extra_info("peername")))
        return await self._sent(request, self._reply(request, raw))

    def _reply(self, request: web.Request, raw: bytes) -> Reply:
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return wrong_key()
        try:
            body = json.loads(raw)
        except ValueError:
            return failure(400, "We could not parse the JSON body of your request.")
        self.requests.append(body)
        if wrong := objections(body):
            self.objections += wrong
            return failure(400, "; ".join(wrong))
        if self.models and body["model"] not in self.models:
            return no_such_model(body["model"])
        return self._next(body)

    def _next(self, body: Json) -> Reply:
        if callable(self.answers):
            return self.answers(body["messages"], body.get("tools", []))
        if self.asked > len(self.answers):
            self.objections.append(f"asked {self.asked} times, {len(self.answers)} replies were scripted")
            return failure(400, self.objections[-1])
        return self.answers[self.asked - 1]

    async def _sent(self, request: web.Request, reply: Reply) -> web.StreamResponse:
        if reply.transport is Transport.WHOLE:
            headers = {"Content-Type": reply.content_type, **reply.headers}
            return web.Response(body=reply.content, status=reply.status, headers=headers)
        if reply.transport is Transport.RESET:
            return self._broken_off(request, rudely=True)
        if reply.transport is Transport.HANG:
            await self._closing.wait()
            return self._broken_off(request)
        return await self._in_pieces(request, reply)

    async def _in_pieces(self, request: web.Request, reply: Reply) -> web.StreamResponse:
        content = reply.content
        response = web.StreamResponse(headers={"Content-Type": reply.content_type, "Content-Length": str(len(content))})
        await response.prepare(request)
        if reply.transport is Transport.TRICKLE:
            await self._trickled(response, content)
        else:
            await response.write(content[: len(content) // 2])
        if reply.transport is Transport.STALL:
            await self._closing.wait()
        return self._broken_off(request, response)

    async def _trickled(self, response: web.StreamResponse, content: bytes) -> None:
        for place in range(len(content)):
            if self._closing.is_set():
                return
            try:
                await response.write(content[place : place + 1])
            except ConnectionError:
                return
            await asyncio.sleep(TRICKLE_SECONDS)

    def _broken_off(
        self, request: web.Request, response: web.StreamResponse | None = None, rudely: bool = False
    ) -> web.StreamResponse:
        """Close the connection; rudely, the peer gets a reset instead of an end."""
        transport = request.transport
        if transport is not None:
            if rudely:
                sock: socket.socket = transport.get_extra_info("socket")
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort() if rudely else transport.close()
        return response or web.Response()


@asynccontextmanager
async def openai_server(answers: Sequence[Reply] | Brain, models: Sequence[str] = ()) -> AsyncIterator[OpenAIServer]:
    """Run a server on a free port; with ``models``, other names are unknown to it."""
    server = OpenAIServer(answers, models)
    app = web.Application(client_max_size=8_000_000)
    app.router.add_post("/v1/chat/completions", server.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    server.url = f"http://{host}:{port}/v1"
    try:
        yield server
    finally:
        server.close()
        await runner.cleanup()
