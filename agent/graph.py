"""The shape of a turn: recall -> think <-> act -> check. The only LangGraph import; compiled once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime

from agent.deps import Deps
from agent.outcome import HandoffOrder
from agent.state import TurnState
from agent.steps.act import act
from agent.steps.check import check
from agent.steps.recall import recall
from agent.steps.think import think
from tools.base import HandoffReason

Step = Callable[[TurnState, Deps], Awaitable[dict[str, Any]]]
RECURSION_LIMIT = 40


class _Node(Protocol):
    async def __call__(self, state: TurnState, *, runtime: Runtime[Deps]) -> dict[str, Any]: ...


def _node(step: Step) -> _Node:
    async def run(state: TurnState, *, runtime: Runtime[Deps]) -> dict[str, Any]:
        return await step(state, runtime.context)

    return run


def _after_think(state: TurnState) -> str:
    return "act" if state.move is not None and state.move.calls else "check"


def _after_check(state: TurnState) -> str:
    return END if state.finished else "think"


async def _act(state: TurnState, deps: Deps) -> dict[str, Any]:
    """Act, then look whether there is a step left (F15)."""
    update = await act(state, deps)
    if update["finished"] or state.steps < deps.settings.max_steps:
        return update
    order = HandoffOrder(reason=HandoffReason.LOOP, ask=" ".join(state.transcript.said.split())[:160])
    return {**update, "handoff": order, "finished": True}


def _after_act(state: TurnState) -> str:
    return "check" if state.finished else "think"


def _build() -> Any:
    graph = StateGraph(TurnState, context_schema=Deps)
    graph.add_node("recall", _node(recall))
    graph.add_node("think", _node(think))
    graph.add_node("act", _node(_act))
    graph.add_node("check", _node(check))
    graph.add_edge(START, "recall")
    graph.add_edge("recall", "think")
    graph.add_conditional_edges("think", _after_think, ["act", "check"])
    graph.add_conditional_edges("act", _after_act, ["think", "check"])
    graph.add_conditional_edges("check", _after_check, ["think", END])
    return graph.compile()


GRAPH = _build()


async def run_graph(state: TurnState, deps: Deps) -> TurnState:
    """One turn through the graph. Raises the leaves of ModelError."""
    result = await GRAPH.ainvoke(state, context=deps, config={"recursion_limit": RECURSION_LIMIT})
    return TurnState(**result)
