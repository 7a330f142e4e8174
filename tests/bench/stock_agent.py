"""The same job as LangGraph's stock agent: `create_agent` over ChatOpenAI, with the SQLite checkpointer.

Its packages are installed by `make bench` alone, so they are looked up by name.
"""

from __future__ import annotations

from contextlib import AsyncExitStack
from importlib import import_module
from typing import Any

from tests.bench.entrant import KEY, MODEL, Place
from tests.bench.equipment import chosen, instructions, track
from tests.bench.job import TOOL, Asker, question
from tools.base import Tool

_SAVER = import_module("langgraph.checkpoint.sqlite.aio").AsyncSqliteSaver
_CREATE = import_module("langchain.agents").create_agent
_TOOL = import_module("langchain_core.tools").StructuredTool
_MODEL = import_module("langchain_openai").ChatOpenAI


class StockAgent:
    """As the documentation shows it: one agent, one thread id a conversation, every default as it comes."""

    def __init__(self, agent: Any, opened: AsyncExitStack) -> None:
        self._agent = agent
        self._opened = opened

    async def crowd(self) -> None:
        """Anybody may ask: its one tool knows every order."""

    async def ask(self, asker: Asker, order: str) -> str:
        asked = {"messages": [{"role": "user", "content": question(order)}]}
        state = await self._agent.ainvoke(asked, {"configurable": {"thread_id": asker.phone}})
        return str(state["messages"][-1].content)

    async def close(self) -> None:
        await self._opened.aclose()


async def open_contestant(place: Place) -> StockAgent:
    """With as many tools as Parley sends."""
    return await _open(place, one_tool=False)


async def open_with_one_tool(place: Place) -> StockAgent:
    """With the one tool that the job needs."""
    return await _open(place, one_tool=True)


async def _open(place: Place, one_tool: bool) -> StockAgent:
    opened = AsyncExitStack()
    checkpointer = await opened.enter_async_context(_SAVER.from_conn_string(str(place.folder / "checkpoints.db")))
    model = _MODEL(model=MODEL, api_key=KEY, base_url=place.model_url)
    agent = _CREATE(
        model,
        tools=[_tool(tool) for tool in chosen(one_tool)],
        system_prompt=instructions(),
        checkpointer=checkpointer,
    )
    return StockAgent(agent, opened)


def _tool(tool: Tool) -> Any:
    run = _track if tool.name == TOOL else _unused
    return _TOOL.from_function(coroutine=run, name=tool.name, description=tool.description, args_schema=tool.arguments)


async def _track(order: str) -> str:
    return track(order)


async def _unused(**_arguments: Any) -> str:
    raise RuntimeError("the job needs one tool only")
