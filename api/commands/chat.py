"""`parley chat`: texts with the shop from the terminal, by the running service or, with none running, in process."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Final, NoReturn, TextIO

import httpx
import typer
from rich.console import Console

from agent.config import AgentSettings
from agent.errors import ModelRejected
from api import logs
from api.app import create_app
from api.chat import HELP, ChatTrouble, Conversation, Show, converse, lines_of, watched
from api.config import ApiSettings
from api.errors import NotFound
from api.main import build_service
from api.phone.people import PEOPLE, person_of
from api.store.database import StorageUnavailable
from api.wrong_setting import WrongSetting, read_settings
from prompts.template import PromptError

FIRST: Final = next(iter(PEOPLE))
PATIENCE: Final = httpx.Timeout(30.0, connect=1.0)


def chat(
    phone: Annotated[str, typer.Option("--from", help="Whose phone it is: a number of the demo.")] = FIRST,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a text.")] = False,
) -> None:
    """Text the shop from the terminal. Lines can be piped in: each is answered before the next is sent."""
    try:
        person = person_of(phone)
        settings, agent_settings = read_settings()
    except NotFound as unknown:
        listed = "\n".join(f"  {one.phone}  {one.name}: {one.special}" for one in PEOPLE.values())
        _give_up(f"{unknown.words} These have:\n{listed}", 2, unknown)
    except WrongSetting as wrong:
        _give_up("\n".join(wrong.problems), 2, wrong)
    show = Show(Console(highlight=False, soft_wrap=as_json), as_json)
    try:
        asyncio.run(_chat(settings, agent_settings, person.phone, show, sys.stdin))
    except (ChatTrouble, StorageUnavailable, PromptError, ModelRejected) as trouble:
        _give_up(str(trouble), 1, trouble)
    except KeyboardInterrupt:
        show.note("")


async def _chat(settings: ApiSettings, agent_settings: AgentSettings, phone: str, show: Show, typed: TextIO) -> None:
    async with _service(settings, agent_settings, show) as client:
        conversation = Conversation(client, phone, show, typed=typed.isatty())
        name = await conversation.open()
        show.note(f"This is {name}'s phone, {phone}. {HELP}")
        if typed.isatty():
            await watched(conversation, lines_of(typed), lambda: show.console.print("[bold green]>[/] ", end=""))
        else:
            await converse(conversation, lines_of(typed))


@asynccontextmanager
async def _service(
    settings: ApiSettings, agent_settings: AgentSettings, show: Show
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service that runs at our address; of one in this process where none does."""
    address = f"http://{settings.host}:{settings.port}"
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE, trust_env=False) as client:
        if await _runs(client):
            yield client
            return
    show.note("No service is running; starting one for this conversation.")
    logs.configure(level=logging.WARNING)
    alone = settings.model_copy(update={"demo": True, "carrier": "simulator", "burst_wait_s": 0.0})
    app = create_app(await build_service(alone, agent_settings))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=address, timeout=PATIENCE) as client,
    ):
        yield client


async def _runs(client: httpx.AsyncClient) -> bool:
    """Whether a service answers. Raises ChatTrouble for one in which there is no demo."""
    try:
        answer = await client.get("/phone")
    except httpx.HTTPError:
        return False
    if answer.status_code == 404:
        raise ChatTrouble(f"What runs at {client.base_url} has no demo phone. Start it with PARLEY_DEMO=1.")
    return True


def _give_up(words: str, code: int, error: BaseException) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(code) from error
