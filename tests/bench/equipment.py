"""What the other contestants are given: Parley's instructions, its tools' shapes, and a shop that costs nothing."""

from __future__ import annotations

from typing import Any

import orjson

from prompts.library import Prompts
from tests.bench.job import TOOL
from tools import TOOLS
from tools.base import Tool

_FACTS: dict[str, Any] = {
    "state": "in_transit",
    "placed_on": "2026-06-05",
    "placed_on_text": "Fri, Jun 5",
    "lines": [
        {
            "item": "Scarpa Drago",
            "label": "Scarpa Drago 7.5",
            "options": {"size": "7.5"},
            "quantity": 1,
            "price": "$199",
            "state": "open",
            "final_sale": False,
        }
    ],
    "total": "$199",
    "editable": False,
    "expected_on": "2026-06-11",
    "expected_on_text": "Thu, Jun 11",
    "delayed": False,
    "tracking_url": "https://smearshoes.example/track/1ZS4E2030000012345",
}
_TRACKING: dict[str, Any] = {
    "carrier": "UPS",
    "number": "1ZS4E2030000012345",
    "url": "https://smearshoes.example/track/1ZS4E2030000012345",
    "scanned": True,
    "delayed": False,
    "shipped_on": "2026-06-06",
    "shipped_on_text": "Sat, Jun 6",
    "expected_on": "2026-06-11",
    "expected_on_text": "Thu, Jun 11",
    "expected_in_business_days": 1,
}


def track(order: str) -> str:
    """What the tool answers: the facts that Parley's own tool gives, out of memory."""
    return orjson.dumps({"ok": True, "order": {"number": order, **_FACTS}, "tracking": _TRACKING}).decode()


def chosen(one_tool: bool) -> tuple[Tool, ...]:
    """All of Parley's tools, or the one that the job needs."""
    return tuple(tool for tool in TOOLS if tool.name == TOOL or not one_tool)


def schemas(one_tool: bool) -> list[dict[str, Any]]:
    """The same schemas that Parley sends."""
    return [tool.schema for tool in chosen(one_tool)]


def instructions() -> str:
    """The same system prompt that Parley sends."""
    return Prompts("smear").render(
        "system",
        brand="SMEAR SHOES",
        email="help@smearshoes.example",
        site="smearshoes.example",
        support_hours="09:00-17:00 America/Los_Angeles",
    )
