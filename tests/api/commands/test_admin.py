"""`parley admin` makes the first log-in possible, and `parley audit` finds what was changed."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app
from api.passwords import PASSWORDS


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARLEY_DATA_DIR", str(tmp_path))
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def user(here: Path) -> tuple[str, str, str, int, str | None]:
    with sqlite3.connect(here / "parley.db") as database:
        ((role, name, hashed, active, until),) = database.execute(
            "SELECT role, name, password_hash, active, password_until FROM users"
        )
    return role, name, hashed, active, until


def test_the_first_admin_gets_in_with_what_is_shown_once(here: Path) -> None:
    told = run("admin", "Ana@shop.example", "--name", "Ana")
    assert told.exit_code == 0
    password = re.findall(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}", told.output)[-1]
    role, name, hashed, active, until = user(here)
    assert (role, name, active) == ("admin", "Ana", 1) and until is not None
    assert asyncio.run(PASSWORDS.fits(password, hashed))


def test_whoever_is_known_is_let_in_again(here: Path) -> None:
    run("admin", "ana@shop.example")
    with sqlite3.connect(here / "parley.db") as database:
        database.execute("UPDATE users SET role = 'viewer', active = 0")
    before = user(here)[2]
    assert run("admin", "ANA@shop.example").exit_code == 0
    role, _, hashed, active, _ = user(here)
    assert (role, active) == ("admin", 1) and hashed != before


def test_what_is_no_address_is_refused(here: Path) -> None:
    assert run("admin", "ana").exit_code == 2


def test_a_colleague_of_the_demo_stays_one(here: Path) -> None:
    run("admin", "ana@shop.example")
    with sqlite3.connect(here / "parley.db") as database:
        database.execute("UPDATE users SET id = 'demo-agent', role = 'agent'")
    assert run("admin", "ana@shop.example").exit_code == 2
    assert user(here)[0] == "agent"


def test_a_trail_that_was_changed_is_found(here: Path) -> None:
    run("admin", "ana@shop.example")
    assert "1 rows is intact" in run("audit").output
    with sqlite3.connect(here / "parley.db") as database:
        database.execute("UPDATE audit SET actor = 'nobody'")
    told = run("audit")
    assert (told.exit_code, "is broken" in told.output) == (1, True)
