"""StorageUnavailable, and which errors of a driver are that."""

from __future__ import annotations

from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

TROUBLE: Final = ("OperationalError", "InterfaceError", "InternalError", "DatabaseError")
"""Kinds of errors that say nothing of the statement: the last two are a server that only reads, and a broken file."""


class StorageUnavailable(Exception):
    """The database is locked, full, read-only or away: nothing was stored (I23)."""


def unavailable(error: DBAPIError | NoConnectionFree) -> Exception:
    """Operational trouble becomes StorageUnavailable; a broken constraint stays what it is."""
    if isinstance(error, NoConnectionFree):
        return StorageUnavailable("no connection is free")
    if error.connection_invalidated or type(error).__name__ in TROUBLE:
        return StorageUnavailable(str(error.orig))
    return error
