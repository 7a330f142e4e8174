"""Tests of `api.store.presence_table`."""

from __future__ import annotations

from api.store.presence_table import PRESENCE


def test_a_colleague_is_at_a_thread_once() -> None:
    assert [column.name for column in PRESENCE.primary_key] == ["thread_id", "who"]
