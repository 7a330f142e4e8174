"""Cases leave as JSON lines, each whole on its line."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from api.main import opened
from api.store import cases
from api.store.cases import Case
from tests.api.served import settings_of
from tests.scene import NOW


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PARLEY_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PARLEY_DATABASE_URL", "")
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def kept(folder: Path) -> None:
    database = await opened(settings_of(PARLEY_DATA_DIR=str(folder)))
    body = {"format": 1, "transcript": {"texts": [{"body": "a\nb"}]}}
    async with database.writing() as session:
        await cases.add(session, Case("c1", "t1", "smear", "bad", "why", "Ana", body), NOW)
    await database.close()


def test_cases_are_written_one_a_line(folder: Path) -> None:
    assert CliRunner().invoke(app, ["threads", "cases"]).exit_code == 1
    asyncio.run(kept(folder))
    out = folder / "cases.jsonl"
    assert CliRunner().invoke(app, ["threads", "cases", "--out", str(out)]).exit_code == 0
    (line,) = out.read_text().splitlines()
    found = json.loads(line)
    assert (found["id"], found["label"], found["format"]) == ("c1", "bad", 1)
    assert CliRunner().invoke(app, ["threads", "cases", "--out", str(folder)]).exit_code == 2
