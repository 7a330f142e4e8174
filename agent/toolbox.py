"""The tools of one turn: chosen by what this customer has, not one union for everybody (P2)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from tools import TOOLS
from tools.base import Tool, ToolContext

ASKS = "ask_colleague"
FOR_ANYBODY = frozenset(("search_products", "product_details", "search_knowledge", ASKS, "hand_over"))
BY_NAME: dict[str, Tool] = {tool.name: tool for tool in TOOLS}


def tools_for(context: ToolContext) -> tuple[Tool, ...]:
    """All tools for a known customer; only the public reads and a person for an unknown number. Asking where it may."""
    return _selection(_knows(context), context.may_ask)


def schemas_for(context: ToolContext) -> tuple[dict[str, Any], ...]:
    """The same as schemas; built once, so that the provider's prompt cache sees the same bytes."""
    return _schemas(_knows(context), context.may_ask)


def may_run(tool: Tool, context: ToolContext) -> bool:
    """Whether a tool may run before whoever texts has proved who they are (S80)."""
    return not context.unproven or tool.name in FOR_ANYBODY


def _knows(context: ToolContext) -> bool:
    """An unproven customer's tools are on the table, so that the one which is reached for asks for the proof."""
    return context.customer is not None or context.unproven


@lru_cache
def _selection(known: bool, may_ask: bool) -> tuple[Tool, ...]:
    theirs = (tool for tool in TOOLS if known or tool.name in FOR_ANYBODY)
    return tuple(tool for tool in theirs if may_ask or tool.name != ASKS)


@lru_cache
def _schemas(known: bool, may_ask: bool) -> tuple[dict[str, Any], ...]:
    return tuple(tool.schema for tool in _selection(known, may_ask))
