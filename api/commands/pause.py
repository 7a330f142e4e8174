"""`parley pause` and `parley resume`: the kill switch, for everything or for one brand."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated

import typer

from api import pausing
from api.config import ApiSettings
from api.main import opened, system_clock
from api.pausing import Order, UnknownBrand
from api.store.database import Database, StorageUnavailable
from api.wrong_setting import WrongSetting, read_settings

Do = Callable[[Database, Order, datetime], Awaitable[bool]]
BrandOption = Annotated[str, typer.Option(help="Only this brand, by its id.")]
StopOption = Annotated[str, typer.Option(help="A stop by its id, as /ready and parley doctor show it.")]


def pause(brand: BrandOption = "", why: Annotated[str, typer.Option(help="For the audit trail.")] = "") -> None:
    """Stop every text and every effect within a second; what customers write is stored and waits."""
    _switch(pausing.pause, Order(actor="command", brand=brand or None, why=why))


def resume(brand: BrandOption = "", stop: StopOption = "") -> None:
    """Let it go on; what has waited is handled now."""
    _switch(pausing.resume, Order(actor="command", brand=brand or None, stop=stop or None))


def _switch(do: Do, order: Order) -> None:
    try:
        settings, _ = read_settings()
        still = asyncio.run(_do(settings, do, order))
    except WrongSetting as wrong:
        _give_up("\n".join(wrong.problems), wrong)
    except UnknownBrand as unknown:
        _give_up(f"There is no brand {unknown}.", unknown)
    except StorageUnavailable as error:
        _give_up(f"The database cannot be opened: {error}. Check PARLEY_DATABASE_URL and PARLEY_DATA_DIR.", error)
    else:
        typer.echo(f"Paused: {', '.join(still)}." if still else "Nothing is paused.")


async def _do(settings: ApiSettings, do: Do, order: Order) -> list[str]:
    database = await opened(settings)
    try:
        await do(database, order, system_clock())
        return await pausing.paused(database)
    finally:
        await database.close()


def _give_up(words: str, error: Exception) -> None:
    typer.echo(words, err=True)
    raise typer.Exit(2) from error
