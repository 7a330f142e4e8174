"""The PostgreSQL of the tests: there where it can be, and gone when it is not needed any more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests import postgres

CODE = """
import asyncio, os, sys
from pathlib import Path
from tests.postgres import Server
server = Server()
print(server.folder, asyncio.run(server.empty(Path("x"))), flush=True)
sys.stdin.read()
os.kill(os.getpid(), 9)
"""


@pytest.mark.slow
def test_it_ends_and_leaves_nothing_when_the_tests_are_killed() -> None:
    child = subprocess.Popen([sys.executable, "-c", CODE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    folder, url = child.stdout.readline().split()
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("off",)
    pid = int((Path(folder) / "db" / "postmaster.pid").read_text().split()[0])
    child.communicate()
    assert child.returncode == -9
    for _ in range(1_000):
        if not Path(folder).exists():
            break
        subprocess.run(["sleep", "0.02"], check=True)
    assert not Path(folder).exists()
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    assert state.strip() in ("", "Z", "Zs")  # dead, whether or not somebody has read its end


@pytest.mark.parametrize(
    ("machine", "outcome"),
    [
        (("linux", "x86_64"), pytest.fail.Exception),
        (("linux", "aarch64"), pytest.fail.Exception),
        (("darwin", "arm64"), pytest.fail.Exception),
        (("linux", "riscv64"), pytest.skip.Exception),
    ],
)
def test_only_a_machine_without_a_wheel_may_go_without(machine: tuple[str, str], outcome: type[BaseException]) -> None:
    with pytest.raises(outcome, match="make setup" if outcome is pytest.fail.Exception else "no wheel"):
        postgres.go_without(*machine)
