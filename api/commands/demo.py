"""`parley demo`: the demo world."""

from __future__ import annotations

import asyncio

import typer

from api import demo
from api.config import ApiSettings
from api.main import opened, system_clock
from api.store.database import StorageUnavailable
from api.wrong_setting import WrongSetting, read_settings

app = typer.Typer(no_args_is_help=True, help="The demo world.")


@app.callback()
def _group() -> None:
    """The demo world."""


@app.command()
def reset() -> None:
    """Give the demo world exactly as at the beginning: shop, customers, orders and offers; every thread is cleared."""
    try:
        settings, _ = read_settings()
    except WrongSetting as wrong:
        typer.echo("\n".join(wrong.problems), err=True)
        raise typer.Exit(2) from wrong
    try:
        asyncio.run(_reset(settings))
    except StorageUnavailable as error:
        typer.echo(f"The database cannot be written: {error}. Check PARLEY_DATABASE_URL and PARLEY_DATA_DIR.", err=True)
        raise typer.Exit(1) from error
    typer.echo("The demo world is as at the beginning.")


async def _reset(settings: ApiSettings) -> None:
    database = await opened(settings)
    brand = await demo.first_brand(database, settings.twilio_from_number, settings.carrier == "twilio")
    await demo.reset(database, brand.id, system_clock())
    await database.close()
