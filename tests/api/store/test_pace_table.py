"""The table of paces."""

from __future__ import annotations

from api.store.pace_table import PACES


def test_a_bucket_is_known_by_its_key() -> None:
    assert [column.name for column in PACES.primary_key.columns] == ["key"]
