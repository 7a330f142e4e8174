"""Wake-ups: what a commit tells every process on PostgreSQL. SQLite serves one machine, where asking is cheap."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.database import Database

TEXTS_CAME: Final = "parley_texts_came"
TEXTS_LEAVE: Final = "parley_texts_leave"
CHANNELS: Final = (TEXTS_CAME, TEXTS_LEAVE)

_TELL: Final = text("SELECT pg_notify(:channel, '')")


async def tell(session: AsyncSession, channel: str) -> None:
    """Wake who listens when this unit of work commits, and only then. Nothing but sleep is lost if nobody hears it."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(_TELL, {"channel": channel})


async def heard(database: Database) -> AsyncGenerator[str, None]:
    """The channels that were told, as they are, on a connection of its own; each one first, for what came before.

    PostgreSQL only. Raises what the driver raises when the connection is lost.
    """
    async with database.engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        try:
            await driver.set_autocommit(True)
            for channel in CHANNELS:
                await driver.execute(f"LISTEN {channel}")
                yield channel
            async for note in driver.notifies():
                yield note.channel
        finally:
            await connection.invalidate()  # nobody else is to be given a connection that listens
