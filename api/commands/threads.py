"""`parley threads cases`: what people kept for the evals, as JSON lines."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Any, NoReturn

import orjson
import typer

from api.config import ApiSettings
from api.main import opened
from api.store import cases
from api.store.database import StorageUnavailable
from api.wrong_setting import WrongSetting, read_settings

app = typer.Typer(no_args_is_help=True, help="What became of threads.")


@app.callback()
def threads() -> None:
    """Threads and what is kept of them."""


@app.command("cases")
def export_cases(
    out: Annotated[Path | None, typer.Option(help="A file to write; else standard output.")] = None,
) -> None:
    """Every case that a person made of a thread, oldest first, one JSON object a line. Exits 1 if there is none."""
    try:
        settings, _ = read_settings()
        lines = asyncio.run(_lines(settings))
    except WrongSetting as wrong:
        _give_up("\n".join(wrong.problems), 2)
    except StorageUnavailable as error:
        _give_up(f"The database cannot be used: {error}. Check PARLEY_DATABASE_URL and PARLEY_DATA_DIR.", 2)
    if not lines:
        _give_up("No thread was made a case yet.", 1)
    if out is None:
        typer.echo("\n".join(lines))
        return
    try:
        out.write_text("\n".join(lines) + "\n", "utf-8")
    except OSError as error:
        _give_up(f"{out} cannot be written: {error.strerror}.", 2)
    typer.echo(f"{len(lines)} cases in {out}.", err=True)


def line_of(row: dict[str, Any]) -> str:
    """One case: ``id``, ``label``, ``why``, and the body as it was frozen (format, brand, transcript, shop, turns)."""
    return orjson.dumps({"id": row["id"], "label": row["label"], "why": row["why"], **row["body"]}).decode()


async def _lines(settings: ApiSettings) -> list[str]:
    database = await opened(settings)
    try:
        async with database.reading() as session:
            return [line_of(row) for row in await cases.listed(session)]
    finally:
        await database.close()


def _give_up(words: str, code: int) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(code)
