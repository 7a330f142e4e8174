"""`parley pause` stops what runs on the same database; `parley resume` lets it go on."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARLEY_DATA_DIR", str(tmp_path))
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_what_is_paused_is_told_and_resumed(here: Path) -> None:
    assert run("pause", "--why", "trouble").output.strip() == "Paused: everything."
    assert run("pause").output.strip() == "Paused: everything."
    assert run("resume").output.strip() == "Nothing is paused."


def test_an_unknown_brand_is_told(here: Path) -> None:
    told = run("pause", "--brand", "nobody")
    assert (told.exit_code, "no brand nobody" in told.output) == (2, True)
