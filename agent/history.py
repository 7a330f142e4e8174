"""Owns the shape of a history: what a provider accepts, and the repair of what it would not (F11, I22).

A well-formed history has, right after each line with calls, exactly one result for each call, in the order of the
calls; no result stands anywhere else; every line says something. Providers refuse the whole request otherwise, and a
single stored bad line would wedge its thread for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from agent.model import ChatLine, ToolCall

TOOL_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""Names of functions as the chat completions API takes them."""

Block = tuple[ChatLine, ...]


def blocks(lines: Iterable[ChatLine]) -> list[Block]:
    """Cut a history into what must stay together: a line with calls and the results after it, or one other line."""
    cut: list[list[ChatLine]] = []
    for line in lines:
        follows_calls = bool(cut) and bool(cut[-1][0].calls)
        if line.role == "tool" and follows_calls:
            cut[-1].append(line)
        else:
            cut.append([line])
    return [tuple(block) for block in cut]


def well_formed(lines: Sequence[ChatLine]) -> tuple[ChatLine, ...]:
    """The same history, repaired: calls without a result and results without a call are dropped, in pairs.

    Nothing is invented and nothing changes places. Idempotent; a well-formed history comes back equal.
    """
    bared = (_bared(line) for line in lines)
    return tuple(line for block in blocks(bared) for line in _repaired(block))


def _bared(line: ChatLine) -> ChatLine:
    """Without the fields that its role does not have."""
    strange_calls = bool(line.calls) and line.role != "assistant"
    strange_id = line.call_id is not None and line.role != "tool"
    if not (strange_calls or strange_id):
        return line
    return line.model_copy(
        update={
            "calls": () if strange_calls else line.calls,
            "call_id": None if strange_id else line.call_id,
        }
    )


def _repaired(block: Block) -> Block:
    head = block[0]
    if head.role == "tool":
        return ()
    if not head.calls:
        return block if _says_something(head) else ()
    results = _results(block[1:])
    kept = _callable(head.calls, results)
    if not kept:
        spoken = head.model_copy(update={"calls": ()})
        return (spoken,) if _says_something(spoken) else ()
    first = head if kept == head.calls else head.model_copy(update={"calls": kept})
    return (first, *(results[call.id] for call in kept))


def _results(lines: Iterable[ChatLine]) -> dict[str, ChatLine]:
    """The first result for each call."""
    found: dict[str, ChatLine] = {}
    for line in lines:
        if line.call_id and line.content is not None:
            found.setdefault(line.call_id, line)
    return found


def _callable(calls: Iterable[ToolCall], results: dict[str, ChatLine]) -> tuple[ToolCall, ...]:
    """The calls that have a result and a name that providers take; the first of those that share an id."""
    kept: dict[str, ToolCall] = {}
    for call in calls:
        if call.id in results and TOOL_NAME.fullmatch(call.name):
            kept.setdefault(call.id, call)
    return tuple(kept.values())


def _says_something(line: ChatLine) -> bool:
    return bool(line.content and line.content.strip())
