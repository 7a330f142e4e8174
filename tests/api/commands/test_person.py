"""`parley export` and `parley erase` on the demo world: one document, then nobody."""

from __future__ import annotations

import asyncio
import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.carrier import Arrival
from api.cli import app
from api.config import ApiSettings
from api.inbox import StoredInbox
from api.main import build_bare
from tests.api.planting import holding
from tests.scene import DANAI


@pytest.fixture(autouse=True)
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("PARLEY_CARRIER", "PARLEY_DATABASE_URL", "PARLEY_SEAL_KEY", "OPENAI_API_KEY", "PARLEY_MODEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PARLEY_DATA_DIR", str(tmp_path / "var"))
    assert run("demo", "reset").exit_code == 0


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, list(arguments), input=typed)


def texted() -> None:
    """A text of Danai's, stored as the webhook does."""

    async def store() -> None:
        service = await build_bare(ApiSettings(_env_file=None))
        inbox = StoredInbox(service.database, lambda _: "smear", 0, service.clock)
        sid = "SM" + "1" * 32
        await inbox.take_in(Arrival(account_sid="AC1", sid=sid, phone=DANAI, to="", body="hello", at=service.clock()))
        await service.close()

    asyncio.run(store())


def test_an_export_is_one_document_that_only_its_owner_can_read(tmp_path: Path) -> None:
    assert run("export", DANAI, "--out", "danai.json").exit_code == 0
    file = tmp_path / "danai.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    document = json.loads(file.read_text())
    assert document["shop"]["customers"][0]["name"] == "Danai"
    assert json.loads(run("export", DANAI.lstrip("+")).stdout)["shop"] == document["shop"]


def test_who_was_erased_is_in_no_file_and_cannot_be_exported(tmp_path: Path) -> None:
    assert holding(tmp_path / "var", DANAI[1:])
    erased = run("erase", DANAI, "--yes")
    assert (erased.exit_code, erased.stdout) == (0, "Erased: 0 texts, 0 files.\n")
    assert holding(tmp_path / "var", DANAI[1:]) == []
    gone = run("export", DANAI)
    assert (gone.exit_code, gone.stderr) == (1, "Nothing is held about this number.\n")


def test_an_erasure_asks_first(tmp_path: Path) -> None:
    assert run("erase", DANAI, typed="n\n").exit_code == 1
    assert run("export", DANAI).exit_code == 0
    assert run("erase", DANAI, typed="y\n").exit_code == 0


@pytest.mark.parametrize("number", ["danai", "12", "+1415555010A", "+", "+1" + "2" * 20])
def test_what_is_no_number_is_a_2(number: str) -> None:
    for command in ("export", "erase"):
        told = run(command, "--", number)
        assert (told.exit_code, told.stderr) == (2, "That is no phone number. Give it as +14155550101.\n")


def test_another_key_than_the_databases_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_SEAL_KEY", "of today")
    assert run("export", DANAI).exit_code == 0  # nobody was erased yet: this key holds from now on
    texted()
    assert run("erase", DANAI, "--yes").exit_code == 0
    monkeypatch.setenv("PARLEY_SEAL_KEY", "of tomorrow")
    for command in (("export", DANAI), ("erase", DANAI, "--yes"), ("demo", "reset")):
        told = run(*command)
        assert told.exit_code in (1, 2) and "PARLEY_SEAL_KEY" in told.stderr and "Traceback" not in told.output


def test_a_file_that_cannot_be_written_is_told_plainly() -> None:
    told = run("export", DANAI, "--out", "no/such/folder/danai.json")
    assert told.exit_code == 2 and "cannot be written" in told.stderr and "Traceback" not in told.output
