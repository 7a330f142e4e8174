"""`parley threads`: what the evals are given of real conversations, scrubbed, as JSON lines; read, never written."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn

import orjson
import typer

from api.config import ApiSettings
from api.console.choosing import Chosen, NoSuchThread, Wanted, choose
from api.labelled import lines_of
from api.main import opened_to_read, system_clock
from api.sampling import Period, period_of
from api.store import brands, cases
from api.store.database import StorageUnavailable
from api.store.shop import SqlShop
from api.wrong_setting import WrongSetting, read_settings
from tools.shop import ShopError

_AGO: Final = re.compile(r"(\d{1,4})([dhm])")
_UNITS: Final = {"d": "days", "h": "hours", "m": "minutes"}

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
    _write(lines, out, "cases")


def line_of(row: dict[str, Any]) -> str:
    """One case: ``id``, ``label``, ``why``, and the body as it was frozen (format, brand, transcript, shop, turns)."""
    return orjson.dumps({**row["body"], "id": row["id"], "label": row["label"], "why": row["why"]}).decode()


@app.command("recorded")
def export_recorded(  # noqa: PLR0913 - its options are the command
    threads: Annotated[list[str] | None, typer.Argument(help="Ids of threads; none: the newest of all.")] = None,
    since: Annotated[str, typer.Option(help="Begun since: 7d, 12h, or a day like 2026-06-01 (UTC).")] = "7d",
    until: Annotated[str, typer.Option(help="Begun before, in the same words; empty: now.")] = "",
    last: Annotated[int, typer.Option(min=1, max=1_000, help="At most so many conversations, the newest.")] = 50,
    brand: Annotated[str, typer.Option(help="Of this brand only.")] = "",
    corrected: Annotated[bool, typer.Option(help="Only those labelled bad, handed back, or kept as a case.")] = False,
    out: Annotated[Path | None, typer.Option(help="A file to write; else standard output.")] = None,
) -> None:
    """Conversations as they were, scrubbed, with the shop as it stood at their start: for `parley eval replay`.

    The database is opened for reading only. Exits 1 if there is none.
    """
    now = system_clock()
    wanted = Wanted(
        since=_moment(since, now),
        until=_moment(until, now) if until else now,
        threads=tuple(threads or ()),
        brand=brand,
        corrected=corrected,
        most=last,
    )
    try:
        settings, _ = read_settings()
        chosen = asyncio.run(_chosen(settings, wanted, now))
    except WrongSetting as wrong:
        _give_up("\n".join(wrong.problems), 2)
    except (StorageUnavailable, ShopError) as error:
        _give_up(f"The database cannot be used: {error}. Check PARLEY_DATABASE_URL and PARLEY_DATA_DIR.", 2)
    except NoSuchThread as error:
        _give_up(str(error), 2)
    if chosen.left_out:
        typer.echo(f"{chosen.left_out} left out: something of a person would have stayed in them.", err=True)
    if not chosen.records:
        _give_up("No conversation of that period can be recorded.", 1)
    _write([orjson.dumps(one).decode() for one in chosen.records], out, "conversations")


@app.command("labels")
def export_labels(
    days: Annotated[int, typer.Option(min=1, max=365, help="Of conversations begun in so many days.")] = 28,
    brand: Annotated[str, typer.Option(help="Of this brand; none: the first.")] = "",
    out: Annotated[Path | None, typer.Option(help="A file to write; else standard output.")] = None,
) -> None:
    """What people said of the agent's turns, without names, one a line: for `parley eval labels`. Exits 1 if none."""
    now = system_clock()
    try:
        settings, _ = read_settings()
        period = asyncio.run(
            _period(settings, brand, now.replace(hour=0, minute=0, second=0) - timedelta(days=days), now)
        )
    except WrongSetting as wrong:
        _give_up("\n".join(wrong.problems), 2)
    except StorageUnavailable as error:
        _give_up(f"The database cannot be used: {error}. Check PARLEY_DATABASE_URL and PARLEY_DATA_DIR.", 2)
    lines = lines_of(period)
    if not lines:
        _give_up("Nobody labelled a turn of that period.", 1)
    _write([orjson.dumps(one).decode() for one in lines], out, "labels")


async def _period(settings: ApiSettings, brand: str, since: datetime, now: datetime) -> Period:
    database = await opened_to_read(settings)
    try:
        async with database.reading() as session:
            known = [one.id for one in await brands.listed(session)]
            return await period_of(session, brand or next(iter(known), ""), since, now)
    finally:
        await database.close()


async def _chosen(settings: ApiSettings, wanted: Wanted, now: datetime) -> Chosen:
    database = await opened_to_read(settings)
    try:
        shop = SqlShop(database, system_clock)
        return await choose(database, lambda _brand: shop, wanted, now)
    finally:
        await database.close()


def _moment(words: str, now: datetime) -> datetime:
    """``7d`` and ``12h`` ago, or the beginning of a day or a moment in ISO 8601; UTC where no zone is given."""
    found = _AGO.fullmatch(words.strip())
    if found:
        return now - timedelta(**{_UNITS[found[2]]: int(found[1])})
    try:
        moment = datetime.fromisoformat(words)
    except ValueError as error:
        raise typer.BadParameter(f"{words!r}: write 7d, 12h, or a day like 2026-06-01") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _write(lines: list[str], out: Path | None, what: str) -> None:
    if out is None:
        typer.echo("\n".join(lines))
        return
    try:
        out.write_text("\n".join(lines) + "\n", "utf-8")
    except OSError as error:
        _give_up(f"{out} cannot be written: {error.strerror}.", 2)
    typer.echo(f"{len(lines)} {what} in {out}.", err=True)


async def _lines(settings: ApiSettings) -> list[str]:
    database = await opened_to_read(settings)
    try:
        async with database.reading() as session:
            return [line_of(row) for row in await cases.listed(session)]
    finally:
        await database.close()


def _give_up(words: str, code: int) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(code)
