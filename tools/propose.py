"""The way from a drafted command to a tool's result: a proposal, or a person where the amount is above the cap."""

from __future__ import annotations

from collections.abc import Awaitable

from tools.base import Handoff, HandoffReason, Proposed, ToolContext, ToolResult
from tools.command import Command
from tools.drafts.draft import draft
from tools.drafts.refusal import OverCap
from tools.proposal import Proposal


async def propose(command: Command, ctx: ToolContext) -> ToolResult:
    """Raises Refused."""
    return await settle(draft(command, ctx))


async def settle(drafted: Awaitable[Proposal]) -> ToolResult:
    """Raises Refused."""
    try:
        return Proposed(await drafted)
    except OverCap as over:
        return Handoff(HandoffReason.OVER_CAP, over.ask)
