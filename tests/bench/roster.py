"""Who takes part: names, where each is opened, and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Entry:
    """``opener`` is ``module:function``, imported in the contestant's process alone.

    ``model_calls`` is how often a turn asks the model server.
    """

    name: str
    shown: str
    opener: str
    model_calls: int = 2


PARLEY_LINE: Final = "parley-line"
PARLEY_TURN: Final = "parley-turn"
PARLEY_EMBEDDED: Final = "parley-embedded"
BARE: Final = "openai-loop"
BARE_ONE: Final = "openai-loop-1"
STOCK: Final = "langgraph"
STOCK_ONE: Final = "langgraph-1"

_HERE = "tests.bench"
ROSTER: Final = (
    Entry(PARLEY_LINE, "Parley, whole line, SQLite FULL", f"{_HERE}.parley_line:open_contestant"),
    Entry(PARLEY_TURN, "Parley, take_turn alone, in memory", f"{_HERE}.parley_turn:open_contestant"),
    Entry(PARLEY_EMBEDDED, "Parley, whole line, embedded model", f"{_HERE}.parley_line:open_embedded", 0),
    Entry(BARE, "bare openai loop, nothing stored", f"{_HERE}.bare_loop:open_contestant"),
    Entry(BARE_ONE, "the same with one tool", f"{_HERE}.bare_loop:open_with_one_tool"),
    Entry(STOCK, "LangGraph stock agent, SQLite saver", f"{_HERE}.stock_agent:open_contestant"),
    Entry(STOCK_ONE, "the same with one tool", f"{_HERE}.stock_agent:open_with_one_tool"),
)
