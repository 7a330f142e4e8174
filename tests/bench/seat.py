"""The other side of a process of the bench: start it, give it commands, stop it by its own end of input."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson

START_SECONDS = 90.0
COMMAND_SECONDS = 120.0
STOP_SECONDS = 10.0
LONGEST_LINE = 1 << 22

Json = dict[str, Any]


class SeatBroke(Exception):
    """A process of the bench ended, or did not answer; its last words are the message."""


class Seat:
    """One process running a module of ours, killed by its own id at the latest when the block ends."""

    def __init__(self, module: str, *arguments: str, log: Path | None = None) -> None:
        self._command = (sys.executable, "-m", module, *arguments)
        self._log = log
        self._process: Process | None = None

    async def __aenter__(self) -> Self:
        errors = self._log.open("wb") if self._log else None
        self._process = await asyncio.create_subprocess_exec(
            *self._command, stdin=PIPE, stdout=PIPE, stderr=errors or DEVNULL, limit=LONGEST_LINE
        )
        if errors:
            errors.close()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        process = self._running
        assert process.stdin is not None
        process.stdin.close()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()

    async def line(self, seconds: float = START_SECONDS) -> str:
        """Its next line. Raises SeatBroke."""
        assert self._running.stdout is not None
        try:
            async with asyncio.timeout(seconds):
                line = await self._running.stdout.readline()
        except TimeoutError as error:
            raise SeatBroke(f"no answer in {seconds:.0f} s; {self._last_words()}") from error
        if not line:
            raise SeatBroke(self._last_words())
        return line.decode()

    async def told(self) -> Json:
        """Its next line as an object."""
        answer: Json = orjson.loads(await self.line())
        return answer

    async def do(self, command: str, **arguments: Any) -> Json:
        """Let it carry out one command; what it answers. Raises SeatBroke."""
        assert self._running.stdin is not None
        self._running.stdin.write(orjson.dumps({"do": command, **arguments}) + b"\n")
        await self._running.stdin.drain()
        answer: Json = orjson.loads(await self.line(COMMAND_SECONDS))
        return answer

    @property
    def _running(self) -> Process:
        assert self._process is not None, "enter the block first"
        return self._process

    def _last_words(self) -> str:
        lines = self._log.read_text(errors="replace").strip().splitlines() if self._log and self._log.exists() else []
        return " | ".join(lines[-3:]) or "it ended without a word"
