"""The tables of the desk: quick replies, notes on customers, labels on turns, and threads that became cases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from api.store.database import UtcDateTime


def _time() -> Any:
    return Column(UtcDateTime, nullable=True)


class QuickReplyRow(SQLModel, table=True):
    """A text that colleagues use again and again. ``name`` is what is typed after a slash, ``body`` has variables."""

    __tablename__ = "quick_replies"
    __table_args__ = (UniqueConstraint("brand", "name"),)

    id: str = Field(primary_key=True)
    brand: str
    name: str
    body: str
    changed_by: str
    changed_at: datetime = Field(sa_column=_time())
    version: int = 1


class NoteRow(SQLModel, table=True):
    """What colleagues keep in mind about a customer. ``version`` grows with each edit: two editors, one wins."""

    __tablename__ = "notes"
    __table_args__ = (Index("notes_thread", "thread_id", "created_at"),)

    id: str = Field(primary_key=True)
    thread_id: str
    body: str
    author: str
    created_at: datetime = Field(sa_column=_time())
    changed_at: datetime = Field(sa_column=_time())
    version: int = 1


class LabelRow(SQLModel, table=True):
    """What one person thinks of one turn: ``good`` or ``bad``, and why."""

    __tablename__ = "labels"
    __table_args__ = (UniqueConstraint("turn_id", "author"), Index("labels_thread", "thread_id"))

    id: str = Field(primary_key=True)
    thread_id: str
    turn_id: str
    verdict: str
    why: str = ""
    author: str
    at: datetime = Field(sa_column=_time())


class CaseRow(SQLModel, table=True):
    """A thread that became a case for the evals: ``body`` is scrubbed, and names nobody."""

    __tablename__ = "cases"
    __table_args__ = (Index("cases_thread", "thread_id"),)

    id: str = Field(primary_key=True)
    thread_id: str
    brand: str
    label: str
    why: str = ""
    author: str
    at: datetime = Field(sa_column=_time())
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=True))


QUICK_REPLIES = SQLModel.metadata.tables["quick_replies"]
NOTES = SQLModel.metadata.tables["notes"]
LABELS = SQLModel.metadata.tables["labels"]
CASES = SQLModel.metadata.tables["cases"]
