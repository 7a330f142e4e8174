"""The tables of the line itself: what is stopped, what is known of phone numbers, and the files that customers sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from api.store.database import UtcDateTime


def _time() -> Any:
    return Column(UtcDateTime, nullable=True)


class StopRow(SQLModel, table=True):
    """Something that may not leave: ``everything``, ``marketing:BRAND`` or ``template:BRAND:NAME`` (I25, S47)."""

    __tablename__ = "stops"

    id: str = Field(primary_key=True)
    since: datetime = Field(sa_column=_time())
    why: str = ""


class NumberRow(SQLModel, table=True):
    """What deliveries have shown of a phone number, whoever has it (S20).

    ``failures`` in a row make it stale, as does who says that it is theirs now, or a long silence; it stays so until
    its customer proves that they still have it (S80). ``suppressed_at`` is when it was found that it takes no texts,
    which ends with what it texts us later than that, or with what arrives there.
    """

    __tablename__ = "numbers"

    phone: str = Field(primary_key=True)
    failures: int = 0
    last_code: int | None = None
    stale_at: datetime | None = Field(default=None, sa_column=_time())
    suppressed_at: datetime | None = Field(default=None, sa_column=_time())


class FileRow(SQLModel, table=True):
    """A file that a customer sent. States: waiting, kept, refused. ``name`` is the random one that it is kept under."""

    __tablename__ = "files"
    __table_args__ = (Index("files_waiting", "state", "next_try_at"),)

    id: str = Field(primary_key=True)
    text_id: str = Field(index=True)
    thread_id: str = Field(index=True)
    media_sid: str
    state: str = "waiting"
    reason: str | None = None
    content_type: str | None = None
    name: str | None = None
    size_bytes: int = 0
    attempts: int = 0
    created_at: datetime = Field(sa_column=_time())
    next_try_at: datetime = Field(sa_column=_time())


STOPS = SQLModel.metadata.tables["stops"]
NUMBERS = SQLModel.metadata.tables["numbers"]
FILES = SQLModel.metadata.tables["files"]
