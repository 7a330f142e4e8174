"""Serving: one process or several that share a socket, each with routes, loops, or both."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Final, Literal

import structlog
import uvicorn
import uvloop

from agent.config import AgentSettings
from api import logs
from api.app import create_app
from api.config import ApiSettings
from api.garbage import spare_what_stands
from api.loops import Loops
from api.main import build_service

Role = Literal["all", "web", "worker"]

BACKLOG: Final = 2_048
STOP_SECONDS: Final = 20
LOOK_SECONDS: Final = 0.5

log = structlog.get_logger(__name__)


class PortTaken(Exception):
    """Somebody else listens on the address of the settings."""


@dataclass(frozen=True)
class Task:
    """What one process does. Picklable, so that it can be given to a new one; the socket is shared."""

    settings: ApiSettings
    agent_settings: AgentSettings
    role: Role
    listener: socket.socket | None


def listen(settings: ApiSettings) -> socket.socket:
    """A listening socket on the address of the settings. Raises PortTaken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise PortTaken(f"{settings.host}:{settings.port} ({error.strerror})") from error
    listener.listen(BACKLOG)
    listener.set_inheritable(True)
    return listener


def work(task: Task) -> None:
    """Do one process's part until a signal ends it."""
    logs.configure()
    with suppress(KeyboardInterrupt):  # uvicorn raises the signal again after it has ended everything
        uvloop.run(_work(task))


async def _work(task: Task) -> None:
    service = await build_service(task.settings, task.agent_settings)
    if task.listener is None:
        loops = Loops(service)
        spare_what_stands()
        loops.start()
        log.info("worker_started")
        await _signalled()
        await loops.stop()
        log.info("worker_stopped")
        await service.close()
        return
    app = create_app(service, loops=task.role == "all")
    spare_what_stands()
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # whom to believe about addresses is a setting (PARLEY_PROXY_HOPS)
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    await uvicorn.Server(config).serve(sockets=[task.listener])


async def _signalled() -> None:
    """Until somebody asks us to stop."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()


class Crew:
    """Several processes with the same task; one that dies is replaced, all are stopped together."""

    def __init__(self, task: Task, count: int, do: Callable[[Task], None] = work) -> None:
        self._task = task
        self._do = do
        self._context = multiprocessing.get_context("spawn")
        self.members = [self._hire() for _ in range(count)]
        self._stopping = False

    def run(self) -> None:
        """Until a signal; then every process gets the time to end what it has begun."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.stop)
        while not self._stopping:
            time.sleep(LOOK_SECONDS)
            self._replace_dead()
        for process in self.members:
            process.terminate()
        for process in self.members:
            process.join(STOP_SECONDS + 5)
            if process.is_alive():
                process.kill()

    def stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        self._stopping = True

    def _hire(self) -> BaseProcess:
        process = self._context.Process(target=self._do, args=(self._task,))
        process.start()
        return process

    def _replace_dead(self) -> None:
        for place, process in enumerate(self.members):
            if not self._stopping and not process.is_alive():
                log.error("process_died", exit_code=process.exitcode)
                self.members[place] = self._hire()
