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
    return _selection(context.customer is not None, context.may_ask)


def schemas_for(context: ToolContext) -> tuple[dict[str, Any], ...]:
    """The same as schemas; built once, so that the provider's prompt cache sees the same bytes."""
    return _schemas(context.customer is not None, context.may_ask)


@lru_cache
def _selection(known: bool, may_ask: bool) -> tuple[Tool, ...]:
    theirs = (tool for tool in TOOLS if known or tool.name in FOR_ANYBODY)
    return tuple(tool for tool in theirs if may_ask or tool.name != ASKS)


@lru_cache
def _schemas(known: bool, may_ask: bool) -> tuple[dict[str, Any], ...]:
    return tuple(tool.schema for tool in _selection(known, may_ask))
