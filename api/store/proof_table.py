"""The table of proofs: codes that were mailed to show who has a number (S80)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field, SQLModel

from api.store.database import UtcDateTime

_STILL_ASKED = text("state = 'asked'")


class ProofRow(SQLModel, table=True):
    """One mailed code, as its seal. States: asked, replaced, proved, failed. ``asked`` are the texts that wait for it.

    A thread has one that is asked for at most.
    """

    __tablename__ = "proofs"
    __table_args__ = (
        Index("proofs_thread", "thread_id", "at"),
        Index("proofs_one", "thread_id", unique=True, sqlite_where=_STILL_ASKED, postgresql_where=_STILL_ASKED),
    )

    id: str = Field(primary_key=True)
    thread_id: str
    phone: str
    seal: str
    state: str = "asked"
    tries: int = 0
    asked: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=True))
    ended_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime, nullable=True))


PROOFS = SQLModel.metadata.tables["proofs"]
