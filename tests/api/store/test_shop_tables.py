"""The shop's tables: all of them are listed, parents first, and the database itself guards stock and keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel, col

from api.store.shop_tables import SHOP_TABLES, ShopEffectRow, VariantRow
from tests.contracts.shops import NOW, WORLD, Clock, open_database, open_sql_shop

pytestmark = pytest.mark.both_engines


def test_every_shop_table_is_listed_once() -> None:
    listed = [table.__tablename__ for table in SHOP_TABLES]
    assert sorted(map(str, listed)) == sorted(name for name in SQLModel.metadata.tables if name.startswith("shop_"))


def test_parents_come_before_children() -> None:
    seen: set[str] = set()
    for table in SHOP_TABLES:
        name = str(table.__tablename__)
        parents = {key.column.table.name for key in SQLModel.metadata.tables[name].foreign_keys}
        assert parents <= seen, name
        seen.add(name)


async def test_stock_cannot_fall_below_nothing(tmp_path: Path) -> None:
    database = await open_database(tmp_path)
    await open_sql_shop(database, WORLD, Clock())
    with pytest.raises(IntegrityError):
        async with database.writing() as session:
            await session.execute(update(VariantRow).where(col(VariantRow.id) == "resole-kit").values(stock=-1))
    await database.close()


async def test_a_key_is_stored_once(tmp_path: Path) -> None:
    database = await open_database(tmp_path)
    for attempt in (1, 2):
        row = ShopEffectRow(key="key-1", phone="+1", command="{}", status="done", at=NOW)
        if attempt == 1:
            async with database.writing() as session:
                session.add(row)
            continue
        with pytest.raises(IntegrityError):
            async with database.writing() as session:
                session.add(row)
    await database.close()
