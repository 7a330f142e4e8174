"""`parley chat` finds the service that runs, starts one where none does, and says what is wrong."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import typer
from fastapi import FastAPI
from rich.console import Console

from agent.config import AgentSettings
from api.chat import ChatTrouble, Show
from api.cli import app
from api.commands import chat
from api.phone.people import PEOPLE
from api.phone.routes import routes
from tests.api.browser import Browser, browser
from tests.api.running import running
from tests.api.served import settings_of
from tests.encoder import DATA_DIR, shared_encoder
from tests.scene import DANAI


@pytest.fixture
async def phone(tmp_path: Path) -> AsyncIterator[Browser]:
    async with browser(tmp_path, routes, PARLEY_DEMO=True) as opened:
        yield opened


async def test_the_service_that_runs_is_used(phone: Browser) -> None:
    async with running(phone.app) as address:
        settings = settings_of(PARLEY_PORT=address.rpartition(":")[2])
        out = io.StringIO()
        async with chat._service(settings, AgentSettings(_env_file=None), Show(Console(file=out))) as client:
            assert (await client.get(f"/phone/{DANAI}/state")).json()["name"] == "Danai"
    assert "starting one" not in out.getvalue()


async def test_a_service_without_the_demo_is_not_mistaken_for_one() -> None:
    async with running(FastAPI()) as address:
        async with httpx.AsyncClient(base_url=address, trust_env=False) as client:
            with pytest.raises(ChatTrouble, match="PARLEY_DEMO=1"):
                await chat._runs(client)


async def test_where_nothing_runs_is_seen_at_once() -> None:
    async with httpx.AsyncClient(base_url="http://127.0.0.1:9", trust_env=False) as client:
        assert not await chat._runs(client)


def test_a_number_of_nobody_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as exit_:
        chat.chat(phone="+14155550000", as_json=False)
    assert exit_.value.exit_code == 2
    shown = capsys.readouterr().err
    assert all(one.phone in shown for one in PEOPLE.values())


@pytest.mark.slow
async def test_with_none_running_the_conversation_has_a_service_of_its_own(tmp_path: Path) -> None:
    shared_encoder()
    database = f"sqlite+aiosqlite:///{tmp_path / 'p.db'}"
    settings = settings_of(PARLEY_DATA_DIR=str(DATA_DIR), PARLEY_DATABASE_URL=database, PARLEY_PORT="9")
    agent_settings = AgentSettings(_env_file=None, PARLEY_MODEL="embedded", PARLEY_DATA_DIR=str(DATA_DIR))
    out = io.StringIO()
    typed = io.StringIO("where is my order?\n")
    await chat._chat(settings, agent_settings, DANAI, Show(Console(file=out, width=200)), typed)
    shown = out.getvalue()
    assert "starting one" in shown
    assert "> where is my order?" in shown
    assert "#12345" in shown and "delivered" in shown


def test_the_command_is_listed() -> None:
    assert "chat" in {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands}
