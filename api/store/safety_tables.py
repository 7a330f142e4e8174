"""The table of blocked senders."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from api.store.database import UtcDateTime


def _time() -> Any:
    return Column(UtcDateTime, nullable=True)


class BlockRow(SQLModel, table=True):
    """A sender whose texts are kept and answered by nobody: one row a thread, gone when the block ends."""

    __tablename__ = "blocks"

    thread_id: str = Field(primary_key=True)
    at: datetime = Field(sa_column=_time())
    by: str
    why: str = ""


BLOCKS = SQLModel.metadata.tables["blocks"]
