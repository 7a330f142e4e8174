"""Rows that a statement changed, and ids that follow from what a row stands for."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import CursorResult, Result


def changed(result: Result[Any]) -> int:
    """How many rows an update or insert touched; inserts must be run with ``preserve_rowcount``."""
    return result.rowcount if isinstance(result, CursorResult) else 0


def id_of(*parts: str) -> str:
    """The one id of these parts, 32 hex digits: writing a thing twice makes no second row."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
