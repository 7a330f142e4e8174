"""Handing the thread to a person: the reason as a code, the ask in one line."""

from __future__ import annotations

from tools.arguments import HandOver
from tools.base import Effect, Handoff, HandoffReason, Tool, ToolContext, ToolResult

LONGEST_ASK = 200


async def _hand_over(arguments: HandOver, ctx: ToolContext) -> ToolResult:
    ask = " ".join(arguments.ask.split())
    return Handoff(HandoffReason(arguments.reason), ask[:LONGEST_ASK])


hand_over = Tool(
    name="hand_over",
    effect=Effect.HANDS_OFF,
    description="Give the conversation to a human colleague, when the customer asks or nothing else can help.",
    arguments=HandOver,
    run=_hand_over,
)
