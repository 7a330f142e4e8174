"""Asking the brand's own articles, for everything that is not about one customer's order."""

from __future__ import annotations

from tools.arguments import KnowledgeQuestion
from tools.base import Answer, Effect, Tool, ToolContext, ToolResult

MOST_PASSAGES = 3


async def _search_knowledge(arguments: KnowledgeQuestion, ctx: ToolContext) -> ToolResult:
    """Nothing found is said as such, so that nobody answers from thin air."""
    passages = await ctx.knowledge(arguments.query, MOST_PASSAGES) if arguments.query.strip() else []
    return Answer({"passages": passages} if passages else {"found": False})


search_knowledge = Tool(
    name="search_knowledge",
    effect=Effect.READS,
    description="Search the shop's articles: shipping, returns, sizing, care, payment, loyalty, contact and the like.",
    arguments=KnowledgeQuestion,
    run=_search_knowledge,
)
