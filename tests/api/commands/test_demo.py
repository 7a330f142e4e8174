"""`parley demo` is a group, so that its commands are named."""

from __future__ import annotations

from typer.testing import CliRunner

from api.commands.demo import app


def test_demo_alone_shows_its_commands() -> None:
    shown = CliRunner().invoke(app, [])
    assert "reset" in shown.output
