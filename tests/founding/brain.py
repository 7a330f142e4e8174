"""A stand-in for a large model: it calls the tools that the customer's words ask for, and speaks from their results."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.fakes.openai_replies import Reply, calls, says

Json = dict[str, Any]
SIZE = re.compile(r"\b(\d{1,2}(?:\.5)?)\b")


def brain(messages: list[Json], tools: list[Json]) -> Reply:
    """One reply, from the last message alone: a text is met with a call, a result with words."""
    last = messages[-1]
    if last["role"] == "tool":
        return _speak(json.loads(last["content"]))
    said = next(one["content"] for one in reversed(messages) if one["role"] == "user").casefold()
    return _call(said)


def _call(said: str) -> Reply:
    sizes = SIZE.findall(said)
    if "cancel" in said:
        return calls(("cancel_order", {"order": None}))
    if "exchange" in said:
        return calls(("exchange_item", {"order": None, "item": None, "size": None, "color": None}))
    if "return" in said:
        return calls(("return_items", {"order": None, "items": None}))
    if "change" in said and sizes:
        return calls(("change_item", {"order": None, "item": None, "size": sizes[-1], "color": None}))
    if "resole" in said:
        wanted = {"product": None, "size": None, "color": None, "quantity": None, "keyword": "RESOLE"}
        return calls(("buy", wanted))
    if "order" in said or "gotten" in said:
        return calls(("track_order", {"order": None}))
    return says("Happy to help! What would you like to know?")


def _speak(result: Json) -> Reply:
    if not result["ok"]:
        return says("I could not find that. Which order is it about?")
    order = result.get("order")
    if order and order.get("expected_on_text"):
        return says(
            f"Order #{order['number']} should arrive {order['expected_on_text']}. Track: {order['tracking_url']}"
        )
    return says("Here is what I found. Anything else?")
