"""Owns what the fake model server can answer: moves as chat completions, and every fault of the table F1-F13."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class Transport(StrEnum):
    """How an answer travels."""

    WHOLE = "whole"
    RESET = "reset"  # the connection is reset before any byte
    HANG = "hang"  # no byte at all
    STALL = "stall"  # headers and half of the body, then nothing
    TRICKLE = "trickle"  # a byte now and then
    CUT = "cut"  # half of the body, then the connection closes


@dataclass(frozen=True)
class Reply:
    """One answer: status, body (JSON, or bytes as they are), headers and how it travels."""

    body: Json | bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    transport: Transport = Transport.WHOLE

    @property
    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


def says(text: str | None, **message: Any) -> Reply:
    """A text. Further fields go into the message: ``says(None, refusal="no")``."""
    return completion({"role": "assistant", "content": text, **message}, "stop")


def calls(*wanted: tuple[str, Json | str], text: str | None = None, ids: tuple[str, ...] = ()) -> Reply:
    """Tool calls: ``calls(("find_order", {"order": "12345"}))``. A string stands as the arguments as they are."""
    made = [
        {
            "id": ids[number] if ids else f"call_{number + 1}",
            "type": "function",
            "function": {"name": name, "arguments": given if isinstance(given, str) else json.dumps(given)},
        }
        for number, (name, given) in enumerate(wanted)
    ]
    return completion({"role": "assistant", "content": text, "tool_calls": made}, "tool_calls")


def completion(message: Json, finish_reason: str | None) -> Reply:
    """A whole chat completion around a message."""
    return Reply(
        {
            "id": "chatcmpl-fake",
            "object": "chat.completion",
            "created": 1_780_000_000,
            "model": "fake-model-1",
            "choices": [
                {
                    "index": 0,
                    "message": {"refusal": None, **message},
                    "logprobs": None,
                    "finish_reason": finish_reason,
                }
            ],
            "usage": {
                "prompt_tokens": 50,
                "completion_tokens": 7,
                "total_tokens": 57,
                "prompt_tokens_details": {"cached_tokens": 20},
            },
        }
    )


def failure(
    status: int, message: str, *, code: str | None = None, kind: str = "", headers: Mapping[str, str] | None = None
) -> Reply:
    """An error as the API words it."""
    error = {"message": message, "type": kind or "invalid_request_error", "param": None, "code": code}
    return Reply({"error": error}, status, headers or {})


def rate_limited(retry_after: str | None = None) -> Reply:
    """F1; ``retry_after`` in seconds or as an HTTP date."""
    headers = {"Retry-After": retry_after} if retry_after is not None else {}
    return failure(429, "Rate limit reached", code="rate_limit_exceeded", kind="requests", headers=headers)


def quota_gone() -> Reply:
    """F2."""
    return failure(429, "You exceeded your current quota.", code="insufficient_quota", kind="insufficient_quota")


def server_error(status: int = 500) -> Reply:
    """F3."""
    return failure(status, "The server had an error while processing your request.", kind="server_error")


def reset() -> Reply:
    """F3."""
    return Reply(transport=Transport.RESET)


def hang() -> Reply:
    """F4."""
    return Reply(transport=Transport.HANG)


def stall() -> Reply:
    """F4."""
    return Reply(says("half of a sentence").body, transport=Transport.STALL)


def trickle() -> Reply:
    """F4: no read ever times out, and yet there is no end."""
    return Reply(says("a very slow sentence " * 20).body, transport=Transport.TRICKLE)


def cut() -> Reply:
    """F5: the connection closes before the announced length."""
    return Reply(says("half of a sentence").body, transport=Transport.CUT)


def half_json() -> Reply:
    """F5: a body that is whole for HTTP, and half for JSON."""
    return Reply(says("half of a sentence").content[:60])


def web_page() -> Reply:
    """A proxy or a wrong address: HTML with status 200."""
    return Reply(b"<!doctype html><title>Sign in</title>", content_type="text/html")


def huge(size: int = 3_000_000) -> Reply:
    """A body beyond any reason."""
    return says("x" * size)


def bad_arguments(name: str = "find_order", arguments: str = '{"order": "12345') -> Reply:
    """F6."""
    return calls((name, arguments))


def cut_by_length(text: str | None = "Your order is on its") -> Reply:
    """F8."""
    return completion({"role": "assistant", "content": text}, "length")


def filtered() -> Reply:
    """F9."""
    return completion({"role": "assistant", "content": ""}, "content_filter")


def refused() -> Reply:
    """F9."""
    return says(None, refusal="I can't help with that.")


def silent() -> Reply:
    """F10: neither text nor calls."""
    return says(None)


def no_choices() -> Reply:
    """F10."""
    return Reply({"id": "chatcmpl-fake", "object": "chat.completion", "choices": []})


def wrong_key() -> Reply:
    """F12."""
    return failure(401, "Incorrect API key provided: sk-abcdefgh12345678.", code="invalid_api_key")


def no_such_model(model: str = "gpt-none") -> Reply:
    """F12."""
    return failure(404, f"The model `{model}` does not exist or you do not have access to it.", code="model_not_found")


def too_long() -> Reply:
    """F13."""
    return failure(400, "This model's maximum context length is 8192 tokens.", code="context_length_exceeded")


def no_strict() -> Reply:
    """A server that knows no strict schemas."""
    return failure(400, "Unknown field: tools[0].function.strict")
