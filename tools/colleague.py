"""Asking a colleague what the articles do not say, while the agent keeps the thread (S89)."""

from __future__ import annotations

from tools.arguments import ColleagueQuestion
from tools.base import Asked, BadArguments, Effect, Tool, ToolContext, ToolResult

LONGEST_QUESTION = 200


async def _ask_colleague(arguments: ColleagueQuestion, ctx: ToolContext) -> ToolResult:
    question = " ".join(arguments.question.split())
    if not question or not ctx.may_ask:
        raise BadArguments("may_not_ask" if question else "empty_question")
    return Asked(question[:LONGEST_QUESTION])


ask_colleague = Tool(
    name="ask_colleague",
    effect=Effect.HANDS_OFF,
    description="Ask a colleague a question about the shop that no article and no tool answers. You keep the "
    "conversation; the customer is told, and gets the answer by text.",
    arguments=ColleagueQuestion,
    run=_ask_colleague,
)
