"""Processes share a socket; a crew replaces who dies and stops together."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from pathlib import Path

import pytest

from api.processes import Crew, PortTaken, Task, listen
from tests.api.served import settings_of
from tests.api.test_main import agent_settings


def sign_in(task: Task) -> None:
    """What a process of the tests does: leaves its number, and waits for the signal."""
    (Path(task.settings.data_dir) / str(os.getpid())).touch()
    signal.pause()


def test_a_taken_port_is_told_by_its_address() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"127.0.0.1:{port}"):
            listen(settings_of(PARLEY_PORT=str(port)))


@pytest.mark.slow
def test_a_crew_replaces_who_dies_and_stops_together(tmp_path: Path) -> None:
    crew = Crew(Task(settings_of(PARLEY_DATA_DIR=str(tmp_path)), agent_settings(), "worker", None), 2, sign_in)

    def lead() -> None:
        first = signed_in(tmp_path, 2)
        os.kill(first[0], signal.SIGKILL)
        signed_in(tmp_path, 3)
        crew.stop()

    leader = threading.Thread(target=lead)
    leader.start()
    crew.run()
    leader.join()
    assert all(not process.is_alive() for process in crew.members)


def signed_in(folder: Path, count: int) -> list[int]:
    """The numbers of ``count`` processes, once they are there."""
    for _ in range(3_000):
        found = sorted(int(file.name) for file in folder.iterdir())
        if len(found) >= count:
            return found
        time.sleep(0.01)
    raise AssertionError("they never came")
