"""Check: nothing leaves that this turn's facts do not carry; one redraft, then a person."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from agent.deps import Deps
from agent.grounding import problems_with
from agent.model import ChatLine
from agent.outcome import HandoffOrder
from agent.state import TurnState
from agent.texting import fits, normalise
from tools.base import HandoffReason

MAX_REDRAFTS = 1


async def check(state: TurnState, deps: Deps) -> dict[str, Any]:
    """Ends the turn, or sends the draft back once with what is wrong with it."""
    if state.handoff is not None:
        return {"finished": True}
    if state.proposal is not None or state.question is not None:
        lead = state.lead if state.lead and not problems(state.lead, state, deps) else None
        return {"finished": True, "lead": lead}
    text = state.move.text if state.move else None
    wrong = problems(text, state, deps) if text else ("the reply is empty",)
    if not wrong:
        return {"finished": True}
    if state.redrafts >= MAX_REDRAFTS or state.steps >= deps.settings.max_steps:
        return {"finished": True, "handoff": _unmended(state), "reasons": (*state.reasons, *_codes(wrong))}
    request = deps.prompts.render("system", "redraft", problems="; ".join(wrong))
    lines = (
        *state.lines,
        ChatLine(role="assistant", content=text or "(empty)"),
        ChatLine(role="system", content=request),
    )
    return {"lines": lines, "redrafts": state.redrafts + 1, "reasons": (*state.reasons, *_codes(wrong))}


def problems(text: str, state: TurnState, deps: Deps) -> tuple[str, ...]:
    """What is wrong with a text that a model wrote: ungrounded, or too long for two segments (S59)."""
    body = normalise(text)
    today = state.context.now.astimezone(ZoneInfo(deps.brand.timezone)).date()
    facts = (*state.facts, *_shown(state))
    hosts = (deps.brand.site, *deps.brand.link_hosts)
    wrong = problems_with(body, facts, state.transcript.said, today, hosts)
    if not fits(body, deps.brand.max_segments):
        return (*wrong, "the reply is too long: say it in 300 characters")
    return wrong


def _shown(state: TurnState) -> tuple[str, ...]:
    """What an open proposal already told the customer may be repeated."""
    return tuple(value for one in state.transcript.open_proposals for value in one.proposal.facts.values())


def _unmended(state: TurnState) -> HandoffOrder:
    ask = state.transcript.in_one_line
    return HandoffOrder(reason=HandoffReason.UNGROUNDED, ask=ask, tried=state.tools_used)


def _codes(wrong: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"redraft:{one}" for one in wrong[:3])
