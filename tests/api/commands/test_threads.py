"""What is kept of threads leaves as JSON lines, each whole on its line, and nothing is written to the database."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from sqlalchemy import insert
from typer.testing import CliRunner

from api.cli import app
from api.main import opened, system_clock
from api.store import brands, cases, intake, labels, threads
from api.store.cases import Case
from api.store.shop_load import load_world
from api.store.tables import TURNS
from tests.api.planting import holding
from tests.api.served import settings_of
from tests.scene import NOW, SMEAR, YAN
from tools.demo.world import demo_world


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PARLEY_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PARLEY_DATABASE_URL", "")
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def empty(folder: Path) -> None:
    database = await opened(settings_of(PARLEY_DATA_DIR=str(folder)))
    await database.close()


async def texted(folder: Path) -> None:
    database = await opened(settings_of(PARLEY_DATA_DIR=str(folder)))
    try:
        now = system_clock()
        async with database.writing() as session:
            await load_world(session, demo_world(now))
            came = intake.Inbound("AC1", "SM" + "1" * 32, YAN, "smear", "where is my order?", now)
            await intake.accept(session, came, now, 0)
    finally:
        await database.close()


async def kept(folder: Path) -> None:
    database = await opened(settings_of(PARLEY_DATA_DIR=str(folder)))
    body = {"format": 1, "transcript": {"texts": [{"body": "a\nb"}]}}
    async with database.writing() as session:
        await cases.add(session, Case("c1", "t1", "smear", "bad", "why", "Ana", body), NOW)
    await database.close()


def test_cases_are_written_one_a_line(folder: Path) -> None:
    assert CliRunner().invoke(app, ["threads", "cases"]).exit_code == 2  # there is no database yet
    asyncio.run(empty(folder))
    assert CliRunner().invoke(app, ["threads", "cases"]).exit_code == 1
    asyncio.run(kept(folder))
    out = folder / "cases.jsonl"
    assert CliRunner().invoke(app, ["threads", "cases", "--out", str(out)]).exit_code == 0
    (line,) = out.read_text().splitlines()
    found = json.loads(line)
    assert (found["id"], found["label"], found["format"]) == ("c1", "bad", 1)
    assert CliRunner().invoke(app, ["threads", "cases", "--out", str(folder)]).exit_code == 2


def test_conversations_are_recorded_from_a_database_that_is_only_read(folder: Path) -> None:
    asyncio.run(empty(folder))
    assert CliRunner().invoke(app, ["threads", "recorded"]).exit_code == 1
    asyncio.run(texted(folder))
    before = holding(folder, "where is my order?")
    found = CliRunner().invoke(app, ["threads", "recorded", "--since", "1d"])
    record = json.loads(found.stdout)
    assert record["transcript"]["texts"][0]["body"] == "where is my order?" and YAN not in found.stdout
    assert record["start"]["shop"]["orders"] and before == holding(folder, "where is my order?")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--since", "yesterday"], 2, "write 7d, 12h, or a day"),
        (["nope"], 2, "There is no thread nope"),
        (["--since", "2026-06-01", "--until", "2026-06-02T00:00:00+02:00"], 1, "No conversation"),
    ],
)
def test_what_cannot_be_recorded_is_said(folder: Path, arguments: list[str], code: int, says: str) -> None:
    asyncio.run(empty(folder))
    found = CliRunner().invoke(app, ["threads", "recorded", *arguments])
    assert found.exit_code == code and says in found.output


async def labelled(folder: Path) -> None:
    database = await opened(settings_of(PARLEY_DATA_DIR=str(folder)))
    try:
        now = system_clock()
        async with database.writing() as session:
            await brands.save(session, SMEAR)
            (row,) = await threads.by_phone(session, YAN)
            turn = {"id": "t1", "thread_id": row["id"], "at": now, "saw": [], "status": "handled", "confidence": 0.4}
            lists = {"decided_by": "embedded", "reasons": [], "passages": [], "tools": []}
            await session.execute(insert(TURNS), {**turn, **lists})
            await labels.put(session, (row["id"], "t1"), "bad", "", "ana@shop.example", now)
    finally:
        await database.close()


def test_labels_leave_without_names(folder: Path) -> None:
    asyncio.run(texted(folder))
    assert CliRunner().invoke(app, ["threads", "labels"]).exit_code == 1
    asyncio.run(labelled(folder))
    found = CliRunner().invoke(app, ["threads", "labels", "--days", "2"])
    label = json.loads(found.stdout)
    assert (label["verdict"], label["confidence"], label["person"], label["size"]) == ("bad", 0.4, "person-1", 1)
    assert "ana" not in found.stdout
