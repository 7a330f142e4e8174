"""`parley serve`: starts the service and says where it is."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from agent.errors import ModelRejected
from api.config import ApiSettings
from api.console.demo_users import DEMO_USERS
from api.main import opened
from api.processes import Crew, PortTaken, Task, listen, work
from api.store.database import StorageUnavailable
from api.wrong_setting import WrongSetting, read_settings
from prompts.template import PromptError


class Role(StrEnum):
    """What a process does."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"


def serve(
    role: Annotated[Role, typer.Option(help="Serve routes (web), answer texts (worker), or both (all).")] = Role.ALL,
    workers: Annotated[int, typer.Option(min=1, max=64, help="How many processes share the work.")] = 1,
) -> None:
    """Start the service. Settings come from the environment or .env; `parley doctor` checks them."""
    try:
        _serve(role, workers)
    except WrongSetting as wrong:
        _give_up("\n".join(wrong.problems), wrong)
    except PortTaken as taken:
        _give_up(f"Cannot listen on {taken}. Stop what runs there, or set another PARLEY_PORT.", taken)
    except StorageUnavailable as error:
        _give_up(f"The database cannot be opened: {error}. Check PARLEY_DATABASE_URL and PARLEY_DATA_DIR.", error)
    except PromptError as error:
        _give_up(f"A page of prompts cannot be used. {error}", error)
    except ModelRejected as error:
        _give_up(f"The model cannot be used: {error}. Check OPENAI_API_KEY and OPENAI_BASE_URL.", error)


def _serve(role: Role, workers: int) -> None:
    settings, agent_settings = read_settings()
    listener = None if role is Role.WORKER else listen(settings)
    asyncio.run(_check_database(settings))
    task = Task(settings, agent_settings, role.value, listener)
    _greet(settings, role)
    if workers == 1:
        work(task)
    else:
        Crew(task, workers).run()


async def _check_database(settings: ApiSettings) -> None:
    """Before any process starts, so that what is wrong is told once."""
    await (await opened(settings)).close()


def _give_up(words: str, error: Exception) -> None:
    typer.echo(words, err=True)
    raise typer.Exit(2) from error


def _greet(settings: ApiSettings, role: Role) -> None:
    """Where everything is, for the person who has just started it."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]Parley[/bold] is starting ({role}); carrier: {settings.carrier}.")
    if role is Role.WORKER:
        return
    here = f"http://{settings.host}:{settings.port}"
    if settings.demo:
        console.print(f"  Phone    {here}/phone")
    console.print(f"  Console  {here}/console")
    for user in DEMO_USERS if settings.demo else ():
        console.print(f"           {user.role}: {user.email}, password {user.password}")
    console.print(f"  Webhook  {settings.public_address}/twilio/messages")
    console.print("The first start takes up to half a minute; Ctrl+C stops.")
