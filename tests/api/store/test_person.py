"""A person's rows are found in every table; a new table must say whether it knows people."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import SQLModel

from api.store import (
    desk_tables,
    erasure_tables,
    line_tables,
    pace_table,
    person,
    presence_table,
    proof_table,
    question_tables,
    safety_tables,
    user_tables,
)
from tests.api.store.erased import SID, sealed_at, somebody
from tests.api.store.line import PHONE

KNOWS_NOBODY = {
    *("brands", "stops", "users", "logins", "login_tries", "quick_replies", "paces"),
    *("erased_consents", "tombstones", "carrier_erasures", "seal_keys", "articles"),
    *("shop_products", "shop_variants", "shop_policies", "shop_counters"),
}
"""Tables without a customer in them. Whoever adds one that has: `api.store.person` and `api.store.erase` come first."""


def test_every_table_is_either_searched_for_a_person_or_knows_nobody() -> None:
    assert desk_tables and erasure_tables and line_tables and presence_table and safety_tables and user_tables
    assert question_tables and pace_table and proof_table
    searched = {table.name for table, _ in (*person.CONVERSATION.values(), *person.SHOP.values())}
    assert searched | KNOWS_NOBODY == set(SQLModel.metadata.tables)
    assert not searched & KNOWS_NOBODY


@pytest.mark.both_engines
async def test_everything_of_a_person_is_found_by_their_phone(tmp_path: Path) -> None:
    async with sealed_at(tmp_path) as database:
        thread_id = await somebody(database)
        async with database.reading() as session:
            found = (await person.rows_of(session, PHONE))["conversation"]
            nothing = await person.rows_of(session, "+13475550143")
    assert [row["sid"] for row in found["texts"]] == [SID]
    assert [row["subject"] for row in found["audit"]] == [thread_id]
    for name in ("threads", "proposals", "effects", "handoffs", "questions"):
        assert len(found[name]) == 1, name
    assert not any(rows for part in nothing.values() for rows in part.values())
