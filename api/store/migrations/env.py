"""How Alembic reaches the database: over the connection that it was given, or over the service's own settings."""

from __future__ import annotations

import asyncio
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from api.config import ApiSettings
from api.store import (
    desk_tables,
    erasure_tables,
    line_tables,
    pace_table,
    presence_table,
    proof_table,
    question_tables,
    safety_tables,
    shop_tables,
    tables,
    user_tables,
)
from api.store.database import Database, UtcDateTime

TABLES = (
    *(desk_tables, erasure_tables, line_tables, pace_table, presence_table, proof_table),
    *(question_tables, safety_tables, shop_tables, tables, user_tables),
)
"""Imported so that the metadata knows them."""


def rendered(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Columns in plain SQLAlchemy types: a step must not change when our classes do."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    return False


def migrate(connection: Connection) -> None:
    """Run what was asked for on one connection; who opened it commits."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        compare_type=True,
        render_item=rendered,
    )
    with context.begin_transaction():
        context.run_migrations()


async def migrate_from_the_command_line() -> None:
    """``alembic -c`` with this folder as its script location, for whoever writes the next step."""
    database = Database(ApiSettings().store_url)
    async with database.writing() as session:
        await (await session.connection()).run_sync(migrate)
    await database.close()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    asyncio.run(migrate_from_the_command_line())
