"""What lies before the model: the new texts, what was said before, what the tools have answered in this turn."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from agent.model import ChatLine, ModelRequest, ToolCall
from agent.transcript import Ask

OPEN_PROPOSAL: Final = "OPEN PROPOSAL:"
_NOW: Final = re.compile(r"\b(20\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) \d\d:\d\d\b")


@dataclass(frozen=True)
class Result:
    """What one call of this turn gave. ``error`` is its code when ``ok`` is false, else empty."""

    call: ToolCall
    ok: bool
    error: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class Scene:
    """One request, taken apart. ``said`` are the customer's new texts, ``before`` the texts before them.

    ``proposal`` holds action, order and facts of the open proposal. ``redraft`` says that our last words were refused.
    ``tools`` are the tools that this turn may use; ``today`` is the brand's day, as the context line tells it.
    """

    said: tuple[str, ...]
    before: tuple[ChatLine, ...]
    results: tuple[Result, ...]
    proposal: dict[str, Any] | None
    redraft: bool
    tools: frozenset[str] = frozenset()
    today: date | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.said)

    @property
    def last_words(self) -> str:
        """The last text that we sent."""
        line = self._last_ours()
        return (line.content or "") if line else ""

    @property
    def ask(self) -> Ask | None:
        """The question that our last text asked."""
        line = self._last_ours()
        return line.ask if line else None

    def result(self, tool: str) -> Result | None:
        """The last answer of this tool in this turn."""
        return next((one for one in reversed(self.results) if one.call.name == tool), None)

    def asked_before(self, intent: str, missing: str) -> bool:
        """Whether this very question was asked in what is left of the history."""
        asks = (line.ask for line in self.before if line.ask)
        return any(ask.intent == intent and ask.missing == missing for ask in asks)

    def _last_ours(self) -> ChatLine | None:
        return next((line for line in reversed(self.before) if line.role == "assistant"), None)


def read_scene(request: ModelRequest) -> Scene:
    """The scene of a request. Tool results that are no JSON objects count as failed calls."""
    lines = [line for line in request.lines if line.role != "system"]
    start = _turn_start(lines)
    said: list[str] = []
    end = start
    while end > 0 and lines[end - 1].role == "user":
        end -= 1
        said.insert(0, lines[end].content or "")
    return Scene(
        said=tuple(said),
        before=tuple(lines[:end]),
        results=_results(lines[start:]),
        proposal=_proposal(request.lines),
        redraft=bool(lines) and request.lines[-1].role == "system",
        tools=frozenset(str(tool["function"]["name"]) for tool in request.tools),
        today=_today(request.lines),
    )


def _today(lines: Sequence[ChatLine]) -> date | None:
    """The day in the last system line that tells the time; None where no line does."""
    told = [match for line in lines if line.role == "system" and (match := _NOW.search(line.content or ""))]
    try:
        return date(*map(int, told[-1].groups())) if told else None
    except ValueError:
        return None


def _turn_start(lines: Sequence[ChatLine]) -> int:
    """Where our own lines of this turn begin: after the last text of the customer."""
    last = max((place for place, line in enumerate(lines) if line.role == "user"), default=-1)
    return last + 1


def _results(lines: Sequence[ChatLine]) -> tuple[Result, ...]:
    calls = {call.id: call for line in lines for call in line.calls}
    found = []
    for line in lines:
        if line.role == "tool" and line.call_id in calls:
            found.append(_result(calls[line.call_id or ""], line.content or ""))
    return tuple(found)


def _result(call: ToolCall, content: str) -> Result:
    facts = _object(content)
    if facts is None:
        return Result(call, False, "bad_shape", {})
    ok = facts.pop("ok", True) is not False
    error = str(facts.pop("error", "")) if not ok else ""
    return Result(call, ok, error, facts)


def _proposal(lines: Sequence[ChatLine]) -> dict[str, Any] | None:
    for line in lines:
        content = line.content or ""
        if line.role == "system" and content.startswith(OPEN_PROPOSAL):
            return _object(content.removeprefix(OPEN_PROPOSAL))
    return None


def _object(content: str) -> dict[str, Any] | None:
    try:
        parsed = json.loads(content)
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict) else None
