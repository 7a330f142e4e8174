"""`parley export` and `parley erase`: all that is held about one person, and its erasure."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, NoReturn

import orjson
import typer

from api.config import ApiSettings
from api.erasure import Erased, erase
from api.export import export
from api.main import build_bare
from api.person_routes import plus
from api.store.database import StorageUnavailable
from api.store.erase import UnderWay
from api.wrong_setting import WrongSetting, read_settings

ACTOR = "command"
PhoneArgument = Annotated[str, typer.Argument(help="The phone number, with its country's prefix: +14155550101.")]


def export_person(
    phone: PhoneArgument,
    out: Annotated[Path | None, typer.Option(help="A file that only its owner can read; else standard output.")] = None,
) -> None:
    """Everything that we hold about one person, as one JSON document. Exits 1 if there is nothing."""
    number = _number(phone)
    found = _with_settings(lambda settings: _export(settings, number))
    if found is None:
        _give_up("Nothing is held about this number.", 1)
    document = orjson.dumps(found, option=orjson.OPT_INDENT_2).decode()
    if out is None:
        typer.echo(document)
        return
    try:
        _write(out, document)
    except OSError as error:
        _give_up(f"{out} cannot be written: {error.strerror}.", 2)


def erase_person(
    phone: PhoneArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase one person for good: texts, files, orders' names and addresses, and the texts at the carrier.

    An opt-out stays known under a keyed hash. Exits 1 while something is left to do; give the command again then.
    """
    number = _number(phone)
    if not yes:
        typer.confirm("Everything about this number is erased and cannot be brought back. Go on?", abort=True)
    try:
        erased = _with_settings(lambda settings: _erase(settings, number))
    except UnderWay:
        _give_up("A text or an effect of this number is just on its way. Try again in a minute.", 1)
    _tell(erased)


def _tell(erased: Erased) -> None:
    typer.echo(f"Erased: {erased.texts} texts, {erased.files} files.")
    if erased.carrier_left:
        why = ", ".join(f"{count} {failure}" for failure, count in erased.carrier_failures.items())
        typer.echo(f"The carrier has {erased.carrier_left} still ({why or 'not asked yet'}); the service asks again.")
    if erased.unlisted:
        typer.echo("The carrier did not say what else it has. Give the command again.", err=True)
    if not erased.scrubbed:
        typer.echo("Deleted bytes may be left in the database's files: on SQLite give the command again,", err=True)
        typer.echo("on PostgreSQL run VACUUM FULL, and let old backups and logs age out.", err=True)
    if erased.unlisted or not erased.scrubbed:
        raise typer.Exit(1)


async def _export(settings: ApiSettings, phone: str) -> dict[str, Any] | None:
    service = await build_bare(settings)
    try:
        return await export(service, phone, ACTOR)
    finally:
        await service.close()


async def _erase(settings: ApiSettings, phone: str) -> Erased:
    """The simulated carrier lives in the running service, which finds there what it has to delete."""
    service = await build_bare(settings)
    try:
        return await erase(service, phone, ACTOR, at_carrier=settings.carrier == "twilio")
    finally:
        await service.close()


def _with_settings(do: Any) -> Any:
    try:
        settings, _ = read_settings()
        return asyncio.run(do(settings))
    except WrongSetting as wrong:
        _give_up("\n".join(wrong.problems), 2)
    except StorageUnavailable as error:
        _give_up(f"The database cannot be used: {error}. Check PARLEY_DATABASE_URL and PARLEY_DATA_DIR.", 2)


def _number(phone: str) -> str:
    number = plus(phone.strip())
    if not number[1:].isascii() or not number[1:].isdigit() or not 3 <= len(number) - 1 <= 15:
        _give_up("That is no phone number. Give it as +14155550101.", 2)
    return number


def _write(path: Path, document: str) -> None:
    """Readable for its owner only: it is somebody's whole story."""
    with suppress(FileNotFoundError):
        path.unlink()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(document + "\n")


def _give_up(words: str, code: int) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(code)
