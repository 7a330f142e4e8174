"""Owns the tongue of chat completions: our lines as its messages, its answers as our moves; pure, no network.

An answer is read narrowly: what can be neither run nor said is refused as a whole, never in part (F5-F10).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from agent.errors import ModelConfused, ModelRefused
from agent.fault import FaultKind, ProviderFault, fault_of
from agent.history import TOOL_NAME, well_formed
from agent.model import ChatLine, ModelRequest, Move, ToolCall, Usage

Json = dict[str, Any]

MOST_CALLS: Final = 16
"""More calls than this in one answer is no plan; the executor's own budget is smaller (P6)."""

_THOUGHTS: Final = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_BAD_CALL: Final = '{"error":"bad_arguments","say":"The arguments were not one JSON object. Make the call again."}'
_NOT_RUN: Final = '{"error":"not_run","say":"Another call of the same answer could not be read. Make the call again."}'


@dataclass(frozen=True)
class BadCalls:
    """An answer with calls of which ``bad`` have unreadable arguments: none may run, one repair is due (F6).

    ``calls`` carry empty arguments where they were bad, so that nothing malformed is ever sent or stored again.
    """

    calls: tuple[ToolCall, ...]
    bad: frozenset[str]
    usage: Usage


def request_body(model: str, request: ModelRequest, *, strict: bool = True, repair: BadCalls | None = None) -> bytes:
    """The JSON of one request: fields that every server of this tongue takes, a history that it takes (I22)."""
    body: Json = {"model": model, "messages": [message(line) for line in well_formed(request.lines)]}
    if repair is not None:
        body["messages"] += _repair_messages(repair)
    if request.tools:
        body["tools"] = list(request.tools) if strict else [_lenient(tool) for tool in request.tools]
    return _dumped(body)


def message(line: ChatLine) -> Json:
    """One line as a message; ``ask`` stays with us."""
    if line.role == "tool":
        return {"role": "tool", "tool_call_id": line.call_id or "", "content": line.content or ""}
    if line.calls:
        return {"role": line.role, "content": line.content, "tool_calls": [_call(call) for call in line.calls]}
    return {"role": line.role, "content": line.content or ""}


def _call(call: ToolCall) -> Json:
    function = {"name": call.name, "arguments": _dumped(call.arguments).decode()}
    return {"id": call.id, "type": "function", "function": function}


def _dumped(value: Any) -> bytes:
    """JSON, whatever a hostile model put in: orjson refuses lone surrogates and huge integers, json writes NaN."""
    try:
        return orjson.dumps(value)
    except TypeError:
        finite = json.loads(json.dumps(value), parse_constant=lambda name: None)
        return json.dumps(finite, ensure_ascii=False).encode("utf-8", "replace")


def _repair_messages(repair: BadCalls) -> list[Json]:
    asked = ChatLine(role="assistant", calls=repair.calls)
    answers = [
        ChatLine(role="tool", call_id=call.id, content=_BAD_CALL if call.id in repair.bad else _NOT_RUN)
        for call in repair.calls
    ]
    return [message(line) for line in (asked, *answers)]


def _lenient(tool: Json) -> Json:
    function = {name: value for name, value in tool["function"].items() if name != "strict"}
    return {**tool, "function": function}


def load(content: bytes, secret: str = "") -> Json:
    """The body of a success as an object.

    Raises ProviderFault: UNREADABLE for half a body or a web page, or what an ``error`` in it says (some gateways
    answer 200 and tell the failure in the body; ``secret`` is masked there).
    """
    try:
        body = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        page = content.lstrip()[:1] == b"<"
        raise ProviderFault(FaultKind.UNREADABLE, "a web page" if page else "not JSON", status=200) from error
    if not isinstance(body, dict):
        raise ProviderFault(FaultKind.UNREADABLE, "not a JSON object", status=200)
    failure = body.get("error")
    if failure and not body.get("choices"):
        status = failure.get("code") if isinstance(failure, Mapping) else None
        raise fault_of(status if isinstance(status, int) and status >= 400 else 502, failure, secret=secret)
    return body


def parse(body: Json, model: str) -> Move | BadCalls:
    """Read an answer. ``model`` is the name we asked for; the answer's own, more exact one is preferred.

    Raises ModelRefused (F9) and ModelConfused (F8, F10).
    """
    choice, said = _choice(body)
    _check_ending(choice.get("finish_reason"), said.get("refusal"))
    usage = _usage(body.get("usage"))
    text = _text(said.get("content"))
    calls = _calls(said.get("tool_calls") or ())
    if isinstance(calls, BadCalls):
        return BadCalls(calls.calls, calls.bad, usage)
    if text is None and not calls:
        raise ModelConfused("neither text nor calls")
    named = body.get("model")
    return Move(text=text, calls=calls, usage=usage, model=named[:100] if named and isinstance(named, str) else model)


def _choice(body: Json) -> tuple[Json, Json]:
    choices = body.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise ModelConfused("no choices")
    said = choices[0].get("message")
    if not isinstance(said, dict):
        raise ModelConfused("no message")
    return choices[0], said


def _check_ending(finish_reason: object, refusal: object) -> None:
    if refusal or finish_reason == "content_filter":
        raise ModelRefused(f"the provider refused ({'refusal' if refusal else finish_reason})")
    if finish_reason == "length":
        raise ModelConfused("cut off by the length limit")


def _text(content: object) -> str | None:
    """The words; some servers give them in parts, and some put the model's thoughts before them."""
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict) and part.get("type") == "text"]
        content = "".join(part for part in parts if isinstance(part, str))
    if content is None:
        return None
    if not isinstance(content, str):
        raise ModelConfused("content is not text")
    spoken = _THOUGHTS.sub("", content)
    if spoken.lstrip().startswith("<think>"):
        raise ModelConfused("thoughts without an end")
    return spoken if spoken.strip() else None


def _calls(raw: Iterable[object]) -> tuple[ToolCall, ...] | BadCalls:
    if not isinstance(raw, (list, tuple)) or len(raw) > MOST_CALLS:
        raise ModelConfused("calls are no list, or too many")
    read = [_read_call(one, number) for number, one in enumerate(raw)]
    calls = tuple(call for call, _ in read)
    if len({call.id for call in calls}) != len(calls):
        raise ModelConfused("two calls share an id")
    bad = frozenset(call.id for call, readable in read if not readable)
    return BadCalls(calls, bad, Usage()) if bad else calls


def _read_call(raw: object, number: int) -> tuple[ToolCall, bool]:
    """A call, and whether its arguments could be read. A server that gives no id gets a number from us."""
    function = raw.get("function") if isinstance(raw, dict) else None
    name = function.get("name") if isinstance(function, dict) else None
    if not isinstance(raw, dict) or not isinstance(function, dict) or not isinstance(name, str):
        raise ModelConfused("a call without a function")
    if not TOOL_NAME.fullmatch(name):
        raise ModelConfused("a call with a name that no tool can have")
    arguments = _arguments(function.get("arguments"))
    call_id = raw.get("id")
    call = ToolCall(id=str(call_id) if call_id else f"call_{number}", name=name, arguments=arguments or {})
    return call, arguments is not None


def _arguments(raw: object) -> Json | None:
    """The arguments as an object, None if they are none. Nothing at all means no arguments."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return {}
    if isinstance(raw, str):
        try:
            raw = orjson.loads(raw)
        except orjson.JSONDecodeError:
            return None
    return raw if isinstance(raw, dict) else None


def _usage(raw: object) -> Usage:
    """What was counted; a provider that counts nothing, or nonsense, does not fail the answer."""
    fields = raw if isinstance(raw, dict) else {}
    details = fields.get("prompt_tokens_details")
    return Usage(
        prompt_tokens=_count(fields.get("prompt_tokens")),
        cached_tokens=_count(details.get("cached_tokens") if isinstance(details, dict) else 0),
        completion_tokens=_count(fields.get("completion_tokens")),
    )


def _count(figure: object) -> int:
    return figure if isinstance(figure, int) and figure >= 0 else 0
