"""Recall: the prompt, the history and what the shop knows, as the lines that a model reads."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

from agent.asking import promised
from agent.deps import Deps
from agent.model import ChatLine
from agent.state import TurnState
from agent.transcript import Speaker, Text

HISTORY_TEXTS = 24
PREFETCHED_PASSAGES = 2
MAX_TEXT = 2_000
CUT = " [...]"


async def recall(state: TurnState, deps: Deps) -> dict[str, Any]:
    """Stable text first, so that a provider's prompt cache hits; then history, context, and the new texts."""
    passages = await _passages(state, deps)
    lines = (
        ChatLine(role="system", content=_system(deps)),
        *_history(state),
        ChatLine(role="system", content=_context(state, deps)),
        *_open_proposal(state),
        *_open_question(state, deps),
        *_passage_lines(passages, deps),
        ChatLine(role="user", content=said(state)),
    )
    return {
        "lines": lines,
        "facts": tuple(passage["text"] for passage in passages),
        "passages": tuple(passage["id"] for passage in passages),
    }


def said(state: TurnState) -> str:
    """All new texts as one line; photos are named, not shown."""
    parts = []
    for text in state.transcript.new:
        photo = "[photo] " if text.media_count else ""
        parts.append(f"{photo}{_bounded(text.body)}".strip())
    return "\n".join(part for part in parts if part)


def _system(deps: Deps) -> str:
    brand = deps.brand
    hours = f"{brand.support_opens:%H:%M}-{brand.support_closes:%H:%M} {brand.timezone}"
    return deps.prompts.render("system", brand=brand.name, email=brand.email, site=brand.site, support_hours=hours)


def _context(state: TurnState, deps: Deps) -> str:
    now = state.context.now.astimezone(ZoneInfo(deps.brand.timezone)).strftime("%A %Y-%m-%d %H:%M")
    customer = state.context.customer
    if state.context.unproven:
        return deps.prompts.render("system", "unproven_customer", now=now)
    if customer is None:
        return deps.prompts.render("system", "unknown_customer", now=now)
    return deps.prompts.render("system", "context", now=now, name=customer.name, speaks=customer.language)


def _history(state: TurnState) -> tuple[ChatLine, ...]:
    old = [text for text in state.transcript.texts if not text.new][-HISTORY_TEXTS:]
    return tuple(_line(text) for text in old)


def _line(text: Text) -> ChatLine:
    if text.inbound:
        return ChatLine(role="user", content=_bounded(text.body) or "[photo]")
    body = f"(a colleague wrote) {text.body}" if text.speaker is Speaker.PERSON else text.body
    return ChatLine(role="assistant", content=body, ask=text.ask)


def _open_proposal(state: TurnState) -> tuple[ChatLine, ...]:
    """What waits for the customer's word, so that a question about it can be answered."""
    lines = []
    for one in state.transcript.open_proposals:
        if one.proposal.is_open_at(state.context.now):
            content = {
                "action": one.proposal.action,
                "facts": one.proposal.facts,
                "order": one.proposal.facts.get("order"),
            }
            lines.append(ChatLine(role="system", content=f"OPEN PROPOSAL: {json.dumps(content)}"))
    return tuple(lines)


def _open_question(state: TurnState, deps: Deps) -> tuple[ChatLine, ...]:
    """What a colleague is asked just now, so that it is neither asked again nor guessed."""
    question = state.transcript.open_question
    if question is None:
        return ()
    by = promised(question, state.context, deps)
    return (
        ChatLine(role="system", content=deps.prompts.render("system", "open_question", question=question.ask, by=by)),
    )


async def _passages(state: TurnState, deps: Deps) -> list[dict[str, Any]]:
    """A large model is spared a round trip for the usual question; the embedded one searches when it wants to."""
    if not deps.prefetch_passages:
        return []
    return await state.context.knowledge(said(state), PREFETCHED_PASSAGES)


def _passage_lines(passages: list[dict[str, Any]], deps: Deps) -> tuple[ChatLine, ...]:
    if not passages:
        return ()
    joined = "\n".join(f"[{one['id']}] {one['heading']}: {one['text']}" for one in passages)
    return (ChatLine(role="system", content=deps.prompts.render("system", "passages", passages=joined)),)


def _bounded(body: str) -> str:
    return body if len(body) <= MAX_TEXT else body[: MAX_TEXT - len(CUT)] + CUT
