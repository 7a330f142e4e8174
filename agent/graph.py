"""The shape of a turn: recall -> think <-> act -> check. The only LangGraph import; compiled once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Protocol, TypedDict

from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime
from langgraph.types import Command

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


class Carried(TypedDict):
    """What LangGraph carries from step to step. One channel, and steps that name the next one: two thirds of the cost
    of a channel a field and of conditional edges, which run in a thread each.
    """

    turn: TurnState


class _Node(Protocol):
    async def __call__(self, state: Carried, *, runtime: Runtime[Deps]) -> Command[str]: ...


def _node(step: Step, following: Callable[[TurnState], str]) -> _Node:
    async def run(state: Carried, *, runtime: Runtime[Deps]) -> Command[str]:
        turn = replace(state["turn"], **await step(state["turn"], runtime.context))
        return Command(update={"turn": turn}, goto=following(turn))

    return run


def _after_recall(_state: TurnState) -> str:
    return "think"


def _after_think(state: TurnState) -> str:
    return "act" if state.move is not None and state.move.calls else "check"


def _after_act(state: TurnState) -> str:
    return "check" if state.finished else "think"


def _after_check(state: TurnState) -> str:
    return END if state.finished else "think"


async def _act(state: TurnState, deps: Deps) -> dict[str, Any]:
    """Act, then look whether there is a step left (F15)."""
    update = await act(state, deps)
    if update["finished"] or state.steps < deps.settings.max_steps:
        return update
    order = HandoffOrder(reason=HandoffReason.LOOP, ask=state.transcript.in_one_line)
    return {**update, "handoff": order, "finished": True}


def _build() -> Any:
    graph = StateGraph(Carried, context_schema=Deps)
    graph.add_node("recall", _node(recall, _after_recall), destinations=("think",))
    graph.add_node("think", _node(think, _after_think), destinations=("act", "check"))
    graph.add_node("act", _node(_act, _after_act), destinations=("think", "check"))
    graph.add_node("check", _node(check, _after_check), destinations=("think", END))
    graph.add_edge(START, "recall")
    return graph.compile()


GRAPH = _build()


async def run_graph(state: TurnState, deps: Deps) -> TurnState:
    """One turn through the graph. Raises the leaves of ModelError."""
    carried = await GRAPH.ainvoke({"turn": state}, context=deps, config={"recursion_limit": RECURSION_LIMIT})
    turn: TurnState = carried["turn"]
    return turn
