"""Act: the one executor of tool calls; reads answer, proposals are collected, failures become words."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from agent.asking import question_order
from agent.deps import Deps
from agent.model import ChatLine, ToolCall
from agent.outcome import HandoffOrder, QuestionOrder
from agent.state import TurnState
from agent.toolbox import may_run, tools_for
from tools.base import Answer, Asked, BadArguments, Handoff, HandoffReason, Proposed, Refused, ToolResult
from tools.proposal import Proposal
from tools.shop import ShopError

MAX_RESULT = 6_000
MAX_FAILURES = 2
WANTED = "wanted"
"""The key under which a refusal gives back what was asked for."""


@dataclass
class _Work:
    """What the calls of one move came to."""

    lines: list[ChatLine] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    proposal: Proposal | None = None
    handoff: HandoffOrder | None = None
    question: QuestionOrder | None = None
    wants_proof: bool = False
    failures: int = 0

    @property
    def decides(self) -> bool:
        """Whether something was proposed or asked: one of them a turn."""
        return self.proposal is not None or self.question is not None or self.wants_proof


async def act(state: TurnState, deps: Deps) -> dict[str, Any]:
    """Runs the calls of the last move, one after the other, within the budget of the turn (P6)."""
    assert state.move is not None
    work = _Work(proposal=state.proposal, handoff=state.handoff, failures=state.failures)
    budget = deps.settings.max_tool_calls - state.calls
    for index, call in enumerate(state.move.calls):
        over = index >= budget
        result = _error("too_many_calls") if over else await _run(call, state, work)
        work.lines.append(ChatLine(role="tool", call_id=call.id, content=_bounded(result)))
    if budget <= len(state.move.calls) and not work.decides:
        work.handoff = work.handoff or HandoffOrder(reason=HandoffReason.LOOP, ask=_ask(state))
    if work.failures >= MAX_FAILURES:
        work.handoff = work.handoff or HandoffOrder(reason=HandoffReason.TOOL_FAILED, ask=_ask(state))
    spoken = ChatLine(role="assistant", content=state.move.text, calls=state.move.calls)
    return {
        "lines": (*state.lines, spoken, *work.lines),
        "facts": (*state.facts, *work.facts),
        "passages": (*state.passages, *(p for p in work.passages if p not in state.passages)),
        "scores": (*state.scores, *work.scores),
        "tools_used": (*state.tools_used, *work.used),
        "proposal": work.proposal,
        "handoff": work.handoff,
        "question": work.question,
        "wants_proof": work.wants_proof,
        "lead": state.move.text if work.decides else state.lead,
        "calls": state.calls + len(state.move.calls),
        "failures": work.failures,
        "finished": work.decides or work.handoff is not None,
    }


async def _run(call: ToolCall, state: TurnState, work: _Work) -> str:
    """One call. A model's mistakes come back as results that it can read (F7)."""
    tool = next((tool for tool in tools_for(state.context) if tool.name == call.name), None)
    if tool is None:
        return _error("unknown_tool")
    work.used.append(tool.name)
    if not may_run(tool, state.context):
        work.wants_proof = True
        return _error("proof_needed")
    try:
        arguments = tool.arguments.model_validate(call.arguments)
        result = await tool.run(arguments, state.context)
    except ValidationError as error:
        return _error("bad_shape", problems=[_place(problem) for problem in error.errors()[:5]])
    except (BadArguments, Refused) as refusal:
        work.facts.append(_error(refusal.code, **_of_the_shop(refusal.facts, call.arguments)))
        return _error(refusal.code, **refusal.facts)
    except ShopError:
        work.failures += 1
        return _error("unavailable")
    return _taken(result, state, work)


def _taken(result: ToolResult, state: TurnState, work: _Work) -> str:
    match result:
        case Answer(facts):
            for passage in facts.get("passages", ()):
                work.passages.append(passage["id"])
                work.scores.append(passage["score"])
            content = json.dumps({"ok": True, **facts}, ensure_ascii=False, default=str)
            work.facts.append(content)
            return content
        case Proposed(proposal):
            if work.decides:
                return _error("one_proposal_a_turn")
            work.proposal = proposal
            return json.dumps({"ok": True, "proposed": proposal.action, "facts": proposal.facts}, ensure_ascii=False)
        case Asked(question):
            if work.decides:
                return _error("one_proposal_a_turn")
            work.question = question_order(question, state.transcript)
            return json.dumps({"ok": True, "asked": True})
        case Handoff(reason, ask):
            work.handoff = work.handoff or HandoffOrder(reason=reason, ask=ask)
            return json.dumps({"ok": True, "handed_over": True})


def _error(code: str, **facts: Any) -> str:
    return json.dumps({"ok": False, "error": code, **facts}, ensure_ascii=False, default=str)


def _of_the_shop(facts: dict[str, Any], arguments: object) -> dict[str, Any]:
    """A refusal's facts without what the call brought along: else a model proves any claim by asking for it (P4)."""
    brought = [words.casefold() for words in _words_in(arguments)]
    return {name: fact for name, fact in facts.items() if name != WANTED and not _is_echo(fact, brought)}


def _is_echo(fact: object, brought: list[str]) -> bool:
    return isinstance(fact, str) and any(fact.strip().casefold() in words for words in brought)


def _words_in(value: object) -> list[str]:
    if isinstance(value, dict | list):
        inside = value.values() if isinstance(value, dict) else value
        return [words for one in inside for words in _words_in(one)]
    return [value] if isinstance(value, str) else []


def _place(problem: Any) -> str:
    place = ".".join(str(part) for part in problem["loc"])
    return f"{place}: {problem['msg']}"


def _ask(state: TurnState) -> str:
    return state.transcript.in_one_line


def _bounded(content: str) -> str:
    """A result that is too long is cut as a whole: half a JSON document is worse than none."""
    return content if len(content) <= MAX_RESULT else _error("too_long", size=len(content))
