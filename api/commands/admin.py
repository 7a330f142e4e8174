"""`parley admin`: the first colleague who may log in, and the way back in; `parley audit`: is the trail whole."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Annotated, Any, TypeVar

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth import DEMO_ID, TEMPORARY_FOR
from api.main import opened, random_id, system_clock
from api.password_rules import temporary
from api.passwords import PASSWORDS
from api.store import audit, users
from api.store.database import Database, StorageUnavailable
from api.store.users import User
from api.wrong_setting import WrongSetting, read_settings

ACTOR = "command"
T = TypeVar("T")


class OfTheDemo(Exception):
    """The demo's colleagues have passwords that everybody knows; nobody is made an admin under their address."""


def admin(
    email: Annotated[str, typer.Argument(help="Their e-mail address, which they log in with.")],
    name: Annotated[str, typer.Option(help="Their name, as customers may see it.")] = "",
) -> None:
    """Let somebody in as an admin, new or known, with a temporary password that is shown this once."""
    if "@" not in email:
        typer.echo("That is no e-mail address.", err=True)
        raise typer.Exit(2)
    password = _run(_let_in(email.strip(), name.strip()))
    hours = int(TEMPORARY_FOR.total_seconds() // 3600)
    typer.echo(f"{email} is an admin. Temporary password, for {hours} hours: {password}")


def check_audit() -> None:
    """Check the audit trail link by link; the exit code is 1 where a row was changed or taken out."""
    rows = _run(_trail())
    if not audit.is_intact(rows):
        typer.echo(f"The chain of {len(rows)} rows is broken: a row was changed or taken out.")
        raise typer.Exit(1)
    typer.echo(f"The chain of {len(rows)} rows is intact. Its end is {rows[-1]['digest'] if rows else audit.GENESIS}.")


async def _let_in(email: str, name: str) -> str:
    database = await _opened()
    password, now = temporary(), system_clock()
    hashed = await PASSWORDS.hash(password)
    try:
        async with database.writing() as session:
            user = await _admin(session, email, name or email.partition("@")[0])
            await users.set_password(session, user.id, hashed, now + TEMPORARY_FOR)
            await audit.record(session, ACTOR, "user_admin", f"user:{user.id}", {"email": user.email}, now)
    finally:
        await database.close()
    return password


async def _admin(session: AsyncSession, email: str, name: str) -> User:
    """The colleague with this address, an active admin from now on."""
    known = await users.by_email(session, email)
    if known is None:
        made = User(id=random_id(), email=email.casefold(), name=name, role="admin", password_hash="")
        await users.add(session, made)
        return made
    if known.id.startswith(DEMO_ID):
        raise OfTheDemo(email)
    await users.set_role(session, known.id, "admin")
    await users.set_active(session, known.id, True)
    return known


async def _trail() -> list[dict[str, Any]]:
    database = await _opened()
    try:
        async with database.reading() as session:
            return await audit.trail(session)
    finally:
        await database.close()


async def _opened() -> Database:
    settings, _ = read_settings()
    return await opened(settings)


def _run(work: Coroutine[Any, Any, T]) -> T:
    try:
        return asyncio.run(work)
    except WrongSetting as wrong:
        typer.echo("\n".join(wrong.problems), err=True)
        raise typer.Exit(2) from wrong
    except OfTheDemo as demo:
        typer.echo("This address is one of the demo's colleagues. Choose another.", err=True)
        raise typer.Exit(2) from demo
    except StorageUnavailable as error:
        typer.echo(f"The database cannot be opened: {error}. Check PARLEY_DATABASE_URL and PARLEY_DATA_DIR.", err=True)
        raise typer.Exit(2) from error
