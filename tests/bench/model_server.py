"""An instant model: chat completions on 127.0.0.1 in a process of its own, so that no contestant pays for thinking.

A customer's words are answered with one tool call, a tool's result with one grounded sentence.
"""

from __future__ import annotations

import asyncio
import re
import sys
from typing import Any, Final, cast

import orjson
import uvloop

from tests.bench.job import TOOL

TALLY: Final = "/tally"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{4,}")


class Tally:
    """How much was asked since it was last read."""

    def __init__(self) -> None:
        self.requests = 0
        self.prompt_bytes = 0

    def taken(self) -> dict[str, int]:
        counted = {"requests": self.requests, "prompt_bytes": self.prompt_bytes}
        self.requests = self.prompt_bytes = 0
        return counted


class ModelServer(asyncio.Protocol):
    """One connection of HTTP/1.1 with bodies of a known length; no more of it than the contestants speak."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._came = b""
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.WriteTransport, transport)  # uvloop's own is one without saying so

    def data_received(self, chunk: bytes) -> None:
        self._came += chunk
        while (end := self._came.find(b"\r\n\r\n")) >= 0:
            head = self._came[:end]
            length = _LENGTH.search(head)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._came) < whole:
                return
            body, self._came = self._came[end + 4 : whole], self._came[whole:]
            self._send(self._answer(head, body))

    def _answer(self, head: bytes, body: bytes) -> bytes:
        if head.startswith(f"GET {TALLY} ".encode()):
            return orjson.dumps(self._tally.taken())
        asked = orjson.loads(body)
        self._tally.requests += 1
        self._tally.prompt_bytes += len(orjson.dumps(asked["messages"])) + len(orjson.dumps(asked.get("tools", [])))
        return orjson.dumps(completion(asked))

    def _send(self, body: bytes) -> None:
        assert self._transport is not None
        head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body)
        self._transport.write(head + body)


def completion(asked: dict[str, Any]) -> dict[str, Any]:
    """The answer to a request, as the API would shape it."""
    messages = asked["messages"]
    said = next(one["content"] for one in reversed(messages) if one["role"] == "user")
    order = _NUMBER.findall(said)[-1]
    message = _calls(order) if messages[-1]["role"] == "user" else _says(order)
    return {
        "id": "chatcmpl-bench",
        "object": "chat.completion",
        "created": 1_760_000_000,
        "model": asked["model"],
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": _reason(message)}],
        "usage": {"prompt_tokens": 1_000, "completion_tokens": 20, "total_tokens": 1_020},
        "system_fingerprint": "fp_bench",
    }


def _calls(order: str) -> dict[str, Any]:
    function = {"name": TOOL, "arguments": orjson.dumps({"order": order}).decode()}
    call = {"id": f"call_{order}", "type": "function", "function": function}
    return {"role": "assistant", "content": None, "refusal": None, "tool_calls": [call]}


def _says(order: str) -> dict[str, Any]:
    return {"role": "assistant", "content": f"Good news: order {order} is on its way to you.", "refusal": None}


def _reason(message: dict[str, Any]) -> str:
    return "tool_calls" if message.get("tool_calls") else "stop"


async def serve() -> None:
    """Serve until standard input ends; the port is the first line of standard output."""
    tally = Tally()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: ModelServer(tally), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    uvloop.run(serve())
