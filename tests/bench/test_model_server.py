"""The instant model asks for the tool, then answers from its result."""

from __future__ import annotations

import asyncio

from tests.bench.job import TOOL, question
from tests.bench.model_server import ModelServer, Tally, completion

ASKED = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": question("12345")}]


def test_a_customers_words_are_answered_with_one_call() -> None:
    choice = completion({"model": "m", "messages": ASKED})["choices"][0]
    (call,) = choice["message"]["tool_calls"]
    assert call["function"] == {"name": TOOL, "arguments": '{"order":"12345"}'}
    assert choice["finish_reason"] == "tool_calls"


def test_a_tools_result_is_answered_with_a_sentence_about_the_order() -> None:
    result = {"role": "tool", "tool_call_id": "call_12345", "content": "{}"}
    choice = completion({"model": "m", "messages": [*ASKED, result]})["choices"][0]
    assert "12345" in choice["message"]["content"]
    assert choice["finish_reason"] == "stop"


def test_a_request_in_pieces_is_answered_once_and_counted_until_read() -> None:
    wire = Wire()
    tally = Tally()
    server = ModelServer(tally)
    server.connection_made(wire)
    body = b'{"model":"m","messages":[{"role":"user","content":"Where is 12345?"}]}'
    request = b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    server.data_received(request[:30])
    server.data_received(request[30:-5])
    assert wire.sent == []
    server.data_received(request[-5:])
    assert len(wire.sent) == 1 and wire.sent[0].startswith(b"HTTP/1.1 200 OK\r\n")
    assert tally.taken()["requests"] == 1
    assert tally.taken()["requests"] == 0


class Wire(asyncio.Transport):
    """A transport that keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.sent.append(bytes(data))
