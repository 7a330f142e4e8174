"""One run: every contestant in its process, started one after the other, then rounds taken in turn."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import aiohttp

from tests.bench.figures import Figures, Round
from tests.bench.model_server import TALLY
from tests.bench.roster import Entry
from tests.bench.seat import Json, Seat, SeatBroke

BYTES_PER_TOKEN: Final = 4.0
"""JSON in English, by and large; the same estimate for everybody, so the ratios hold."""

AT_ONCE: Final = 50
THREAD_TURNS: Final = 5
LOG: Final = "log.txt"
"""Where a process's standard error goes; its absence tells that nothing was set up there yet."""


@dataclass(frozen=True)
class Plan:
    """How long it takes: ``rounds`` of every contestant, with so many turns one by one and fifty at once."""

    rounds: int = 5
    one_turns: int = 30
    many_turns: int = 100


@dataclass(frozen=True)
class Player:
    """A contestant that is sitting, and its figures so far."""

    entry: Entry
    seat: Seat
    figures: Figures


class Contest:
    """The players beside one model server. ``say`` tells whoever watches how far it is."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self._folder = folder
        self._say = say
        self._url = ""

    async def run(self, roster: tuple[Entry, ...], plan: Plan) -> dict[str, Figures]:
        """Everybody's figures by name. Raises SeatBroke."""
        async with AsyncExitStack() as stack:
            server = await stack.enter_async_context(Seat("tests.bench.model_server"))
            self._url = f"http://127.0.0.1:{int(await server.line())}"
            players = [await self._seated(stack, entry) for entry in roster]
            for number in range(plan.rounds):
                self._say(f"round {number + 1} of {plan.rounds}")
                for player in players:
                    await self._round(player, plan)
            for player in players:
                player.figures.rss_mb = (await player.seat.do("memory"))["rss_mb"]
            return {player.entry.name: player.figures for player in players}

    async def _seated(self, stack: AsyncExitStack, entry: Entry) -> Player:
        folder = self._folder / entry.name
        if not (folder / LOG).exists():
            self._say(f"setting up {entry.name}")
            async with self._seat(entry, folder) as seat:
                await seat.told()
        self._say(f"starting {entry.name}")
        began = time.perf_counter()
        seat = await stack.enter_async_context(self._seat(entry, folder))
        figures = Figures(import_s=(await seat.told())["import_s"], first_answer_s=time.perf_counter() - began)
        await seat.do("prepare")
        return Player(entry, seat, figures)

    def _seat(self, entry: Entry, folder: Path) -> Seat:
        clear(folder)
        return Seat("tests.bench.stage", entry.opener, f"{self._url}/v1", str(folder), log=folder / LOG)

    async def _round(self, player: Player, plan: Plan) -> None:
        figures = player.figures
        played, figures.prompt_tokens = await self._played(player, "fresh", plan.one_turns, at_once=1)
        figures.one.append(played)
        played, _ = await self._played(player, "fresh", plan.many_turns, at_once=AT_ONCE)
        figures.many.append(played)
        played, figures.thread_prompt_tokens = await self._played(player, "thread", THREAD_TURNS)
        figures.thread.append(played)

    async def _played(self, player: Player, command: str, turns: int, **more: int) -> tuple[Round, float]:
        """One round of one kind, and the prompt tokens of a turn. Who answers without asking the model is out."""
        await self._tally()
        answer = await player.seat.do(command, turns=turns, **more)
        tally = await self._tally()
        if tally["requests"] != turns * player.entry.model_calls:
            raise SeatBroke(f"{player.entry.name} asked the model {tally['requests']} times in {turns} turns")
        played = Round(answer["turns"], answer["cpu_s"], answer["wall_s"], tuple(answer["waits_ms"]))
        return played, tally["prompt_bytes"] / BYTES_PER_TOKEN / turns

    async def _tally(self) -> Json:
        """What the model server was asked since the last look."""
        async with aiohttp.ClientSession() as session, session.get(self._url + TALLY) as answer:
            tally: Json = await answer.json()
            return tally


def clear(folder: Path) -> None:
    """An empty place, but for what set-up would have built there: the encoder and what it has learned."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.db*"):
        file.unlink()
