"""A contestant's own process: opens it, lets it play what it is told on standard input, measures, answers in JSON."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import orjson
import uvloop

from tests.bench.entrant import Contestant, Place
from tests.bench.job import EARLIER, ORDER, Asker, fresh_askers, thread_asker
from tests.bench.memory import rss_mb
from tools.demo.people import DANAI

TURN_SECONDS = 20.0

Json = dict[str, Any]


class Stage:
    """What the other side may ask for: each method is one command."""

    def __init__(self, contestant: Contestant) -> None:
        self._contestant = contestant
        self._fresh: Iterator[Asker] = fresh_askers()
        self._thread = thread_asker()
        self._orders = cycle(self._thread.orders)

    async def prepare(self) -> Json:
        """The crowd comes in, one thread grows long, and everything runs warm."""
        await self._contestant.crowd()
        for _ in range(EARLIER):
            await self._turn(self._thread, next(self._orders))
        return {}

    async def fresh(self, turns: int, at_once: int) -> Json:
        """So many first texts of customers, ``at_once`` of them waiting for their answer at any time."""
        askers = list(islice(self._fresh, turns))
        assert len(askers) == turns, "the crowd is too small"
        queue = iter(askers)

        async def serve() -> list[float]:
            return [await self._turn(asker, asker.orders[0]) for asker in queue]

        return await _measured(turns, *(serve() for _ in range(at_once)))

    async def thread(self, turns: int) -> Json:
        """Further turns of the long thread."""

        async def serve() -> list[float]:
            return [await self._turn(self._thread, next(self._orders)) for _ in range(turns)]

        return await _measured(turns, serve())

    async def memory(self) -> Json:
        return {"rss_mb": rss_mb()}

    async def _turn(self, asker: Asker, order: str) -> float:
        """Milliseconds that one customer waited. An answer without the order's number is none."""
        began = time.perf_counter()
        async with asyncio.timeout(TURN_SECONDS):
            said = await self._contestant.ask(asker, order)
        assert order in said, f"asked about {order}, answered: {said}"
        return (time.perf_counter() - began) * 1000


async def _measured(turns: int, *runs: Any) -> Json:
    """CPU of all threads of this process, and time on the wall."""
    gc.collect()
    cpu, began = time.process_time(), time.perf_counter()
    waits = await asyncio.gather(*runs)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - began
    return {"turns": turns, "cpu_s": cpu, "wall_s": wall, "waits_ms": [wait for one in waits for wait in one]}


async def play(opener: str, place: Place) -> None:
    """Answer commands, one JSON object a line, until standard input ends."""
    answers = _answers()
    began = time.perf_counter()
    module, _, function = opener.partition(":")
    opens = getattr(import_module(module), function)
    imported = time.perf_counter()
    contestant: Contestant = await opens(place)
    said = await contestant.ask(Asker(DANAI, (ORDER,)), ORDER)
    assert ORDER in said, f"the first answer was: {said}"
    _say(answers, {"import_s": imported - began})
    stage = Stage(contestant)
    while line := await asyncio.to_thread(sys.stdin.readline):
        command = orjson.loads(line)
        _say(answers, await getattr(stage, command.pop("do"))(**command))
    await contestant.close()


def _answers() -> int:
    """Standard output for our answers alone: what a library prints goes to standard error."""
    answers = os.dup(1)
    os.dup2(2, 1)
    return answers


def _say(answers: int, content: Json) -> None:
    os.write(answers, orjson.dumps(content) + b"\n")


if __name__ == "__main__":
    uvloop.run(play(sys.argv[1], Place(model_url=sys.argv[2], folder=Path(sys.argv[3]))))
