"""A mortal server: what `parley serve` does, in a process of its own that is forked after the imports and killed."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path

from agent.config import AgentSettings
from api.config import ApiSettings
from api.processes import Role, Task, listen, work

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.faults.mortal"])


def serve(settings: ApiSettings, agent_settings: AgentSettings, log: Path, role: Role) -> None:
    """The service, or its web or worker, on the address of the settings; what it says goes to a file."""
    with log.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    work(Task(settings, agent_settings, role, None if role == "worker" else listen(settings)))


@dataclass
class Mortal:
    """Starts, dies, and starts again over the same store."""

    settings: ApiSettings
    agent_settings: AgentSettings
    log: Path
    role: Role = "all"
    deaths: int = 0
    process: BaseProcess | None = field(default=None)

    async def start(self) -> None:
        self.process = FORKS.Process(target=serve, args=(self.settings, self.agent_settings, self.log, self.role))
        await asyncio.to_thread(self.process.start)

    async def listening(self) -> None:
        """Wait until it answers; a worker does not. Raises RuntimeError if it died by itself: a bug, not a kill."""
        while True:
            if self.process is None or not self.process.is_alive():
                raise RuntimeError(f"the server ended by itself; see {self.log}")
            if self.role == "worker" or await self._answers():
                return
            await asyncio.sleep(0.02)

    async def _answers(self) -> bool:
        """The socket takes connections long before anybody answers them."""
        try:
            reader, writer = await asyncio.open_connection(self.settings.host, self.settings.port)
            writer.write(b"GET /health HTTP/1.1\r\nHost: parley\r\nConnection: close\r\n\r\n")
            answer = await reader.read(1)
            writer.close()
        except OSError:
            return False
        return bool(answer)

    async def kill(self) -> None:
        """SIGKILL: nothing is finished, nothing is said."""
        await self._end(signal.SIGKILL)
        self.deaths += 1

    async def stop(self) -> None:
        """Ask it to end, and wait for it."""
        await self._end(signal.SIGTERM)

    @property
    def pid(self) -> int:
        """Of the process that lives now; 0 if there is none."""
        return self.process.pid or 0 if self.process is not None else 0

    def stand_still(self) -> None:
        """SIGSTOP: it does nothing more, and does not know it."""
        os.kill(self.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """SIGCONT: it goes on in the middle of what it did."""
        os.kill(self.pid, signal.SIGCONT)

    async def _end(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.pid is not None and self.process.is_alive():
            os.kill(self.process.pid, number)
            await asyncio.to_thread(self.process.join, 30)
