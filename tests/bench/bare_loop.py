"""The same job as a bare loop over the `openai` SDK: typed answers, a list of messages in memory, nothing stored."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import orjson
from openai import AsyncOpenAI

from tests.bench.entrant import KEY, MODEL, Place
from tests.bench.equipment import instructions, schemas, track
from tests.bench.job import Asker, question

MOST_STEPS = 6


class BareLoop:
    """What most people write first. ``one_tool`` leaves out the other twenty."""

    def __init__(self, place: Place, one_tool: bool) -> None:
        self._client = AsyncOpenAI(api_key=KEY, base_url=place.model_url)
        self._tools: Any = schemas(one_tool)
        self._messages: dict[str, list[Any]] = defaultdict(self._opening)
        self._system = instructions()

    async def crowd(self) -> None:
        """Anybody may ask: its one tool knows every order."""

    async def ask(self, asker: Asker, order: str) -> str:
        messages = self._messages[asker.phone]
        messages.append({"role": "user", "content": question(order)})
        for _ in range(MOST_STEPS):
            answer = await self._client.chat.completions.create(model=MODEL, messages=messages, tools=self._tools)
            message = answer.choices[0].message
            messages.append(message.model_dump(exclude_none=True))
            if not message.tool_calls:
                return message.content or ""
            for call in message.tool_calls:
                assert call.type == "function"
                result = track(**orjson.loads(call.function.arguments))
                messages.append({"role": "tool", "tool_call_id": call.id, "content": result})
        raise RuntimeError("no answer")

    async def close(self) -> None:
        await self._client.close()

    def _opening(self) -> list[Any]:
        return [{"role": "system", "content": self._system}]


async def open_contestant(place: Place) -> BareLoop:
    """With as many tools as Parley sends."""
    return BareLoop(place, one_tool=False)


async def open_with_one_tool(place: Place) -> BareLoop:
    """With the one tool that the job needs."""
    return BareLoop(place, one_tool=True)
