"""The command line: complete help, exit codes, no traceback."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app
from tests.encoder import DATA_DIR, shared_encoder


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("OPENAI_API_KEY", "PARLEY_MODEL", "PARLEY_CARRIER", "PARLEY_PORT", "TWILIO_AUTH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PARLEY_DATA_DIR", str(DATA_DIR))
    monkeypatch.setenv("PARLEY_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'p.db'}")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.mark.parametrize("command", [("serve",), ("doctor",), ("demo",), ("demo", "reset"), ()])
def test_every_command_has_help(command: tuple[str, ...]) -> None:
    shown = run(*command, "--help")
    assert shown.exit_code == 0
    assert "Usage" in shown.output


def test_a_wrong_call_is_a_2() -> None:
    assert run("serve", "--role", "king").exit_code == 2
    assert run("serve", "--workers", "0").exit_code == 2
    assert run("sing").exit_code == 2


def test_a_wrong_setting_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_PORT", "abc")
    for command in (("serve",), ("demo", "reset")):
        told = run(*command)
        assert told.exit_code == 2
        assert "PARLEY_PORT ('abc') cannot be used. Give a number from 1 to 65535." in told.output
        assert "Traceback" not in told.output
    assert run("doctor").exit_code == 1


def test_a_port_that_is_taken_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("PARLEY_PORT", str(taken.getsockname()[1]))
        told = run("serve")
    assert told.exit_code == 2
    assert "PARLEY_PORT" in told.output


def test_a_database_that_cannot_be_opened_is_told_plainly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "p.db").mkdir()
    monkeypatch.setenv("PARLEY_PORT", "0")
    told = run("demo", "reset")
    assert told.exit_code == 2
    monkeypatch.delenv("PARLEY_PORT")
    told = run("demo", "reset")
    assert told.exit_code == 1
    assert "PARLEY_DATABASE_URL" in told.output


def test_the_demo_can_be_reset_twice() -> None:
    for _ in range(2):
        told = run("demo", "reset")
        assert (told.exit_code, told.output.strip()) == (0, "The demo world is as at the beginning.")


def test_the_doctor_reports_in_json() -> None:
    shared_encoder()
    told = run("doctor", "--json")
    assert told.exit_code == 0
    findings = [json.loads(line) for line in told.output.splitlines()]
    assert {"settings", "database", "carrier"} <= {finding["name"] for finding in findings}
    assert all(finding["state"] in ("ok", "warn") for finding in findings)
