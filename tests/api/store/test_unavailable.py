"""Tests of `api.store.unavailable`."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from api.store.unavailable import StorageUnavailable, unavailable


@pytest.mark.parametrize("kind", [OperationalError, DatabaseError])
def test_trouble_of_the_store_is_storage_unavailable(kind: type[OperationalError]) -> None:
    told = unavailable(kind("SELECT 1", None, sqlite3.OperationalError("database is locked")))
    assert isinstance(told, StorageUnavailable)
    assert str(told) == "database is locked"


def test_no_free_connection_is_storage_unavailable() -> None:
    assert isinstance(unavailable(NoConnectionFree()), StorageUnavailable)


def test_a_broken_constraint_stays_what_it_is() -> None:
    broken = IntegrityError("INSERT", None, sqlite3.IntegrityError("UNIQUE"))
    assert unavailable(broken) is broken
