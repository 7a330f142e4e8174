"""Owns what a chat completions server refuses in a request: roles, pairs of calls and results, tools, schemas."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

Json = dict[str, Any]

_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_FIELDS = {
    "system": {"role", "content"},
    "user": {"role", "content"},
    "assistant": {"role", "content", "tool_calls"},
    "tool": {"role", "content", "tool_call_id"},
}
# Keywords that strict schemas may not hold.
_NOT_STRICT = {"default", "minLength", "maxLength", "patternProperties", "allOf", "not", "if", "dependentSchemas"}


def objections(body: object) -> list[str]:
    """Everything that is wrong with a request; empty when it is right."""
    if not isinstance(body, dict):
        return ["the body is no object"]
    unknown = set(body) - {"model", "messages", "tools"}
    found = [f"a parameter that not every server takes: {name}" for name in sorted(unknown)]
    if not isinstance(body.get("model"), str) or not body["model"]:
        found.append("no model")
    found += _of_messages(body.get("messages"))
    for tool in body.get("tools", []):
        found += _of_tool(tool)
    return found


def _of_messages(messages: object) -> list[str]:
    if not isinstance(messages, list) or not messages:
        return ["no messages"]
    found: list[str] = []
    waiting: list[str] = []
    for place, message in enumerate(messages):
        found += [f"messages[{place}]: {wrong}" for wrong in _of_message(message, waiting)]
        if message.get("role") == "tool":
            waiting = [one for one in waiting if one != message.get("tool_call_id")]
        else:
            waiting = [call.get("id") for call in message.get("tool_calls", [])]
    return found + (["a call without its result at the end"] if waiting else [])


def _of_message(message: Json, waiting: list[str]) -> Iterator[str]:
    role = message.get("role", "")
    if role not in _FIELDS:
        yield f"unknown role {role!r}"
        return
    if extra := set(message) - _FIELDS[role]:
        yield f"fields that {role} does not have: {sorted(extra)}"
    if role == "tool" and message.get("tool_call_id") not in waiting:
        yield "a result without its call"
    if role != "tool" and waiting:
        yield f"calls without results: {waiting}"
    if not isinstance(message.get("content"), str) and not message.get("tool_calls"):
        yield "neither content nor calls"
    yield from _of_calls(message.get("tool_calls", []))


def _of_calls(made: list[Json]) -> Iterator[str]:
    ids = [call.get("id") for call in made]
    if len(set(ids)) != len(ids) or not all(ids):
        yield f"ids of calls are not distinct: {ids}"
    for call in made:
        function = call.get("function", {})
        if call.get("type") != "function" or not _NAME.fullmatch(function.get("name", "")):
            yield f"not a function call: {call}"
        try:
            arguments = json.loads(function.get("arguments", ""), parse_constant=_no_constant)
        except ValueError:
            yield f"arguments are not JSON: {function.get('arguments')!r}"
        else:
            if not isinstance(arguments, dict):
                yield "arguments are no object"


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _of_tool(tool: Json) -> Iterator[str]:
    function = tool.get("function", {})
    name = function.get("name", "")
    if tool.get("type") != "function" or not _NAME.fullmatch(name):
        yield f"not a tool: {tool}"
    if extra := set(function) - {"name", "description", "parameters", "strict"}:
        yield f"{name}: fields that a function does not have: {sorted(extra)}"
    if function.get("strict"):
        parameters = function.get("parameters", {})
        yield from (f"{name}: {wrong}" for wrong in _of_strict(parameters))


def _of_strict(schema: object) -> Iterator[str]:
    """A strict object names every property as required and allows no other."""
    if not isinstance(schema, dict):
        return
    if banned := _NOT_STRICT & set(schema):
        yield f"not allowed in a strict schema: {sorted(banned)}"
    if schema.get("type") == "object":
        if set(schema.get("required", [])) != set(schema.get("properties", {})):
            yield "'required' is required to name every property"
        if schema.get("additionalProperties") is not False:
            yield "'additionalProperties' is required to be false"
    for inner in _inner(schema):
        yield from _of_strict(inner)


def _inner(schema: Json) -> Iterable[object]:
    yield from schema.get("properties", {}).values()
    yield from schema.get("anyOf", [])
    yield from schema.get("$defs", {}).values()
    yield schema.get("items")
