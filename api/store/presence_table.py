"""The table of who is at which thread right now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from api.store.database import UtcDateTime


class PresenceRow(SQLModel, table=True):
    """A colleague who has a thread open: ``doing`` is ``looks`` or ``types``. Gone soon after the page says no more."""

    __tablename__ = "presence"

    thread_id: str = Field(primary_key=True)
    who: str = Field(primary_key=True)
    doing: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=True))


PRESENCE = SQLModel.metadata.tables["presence"]
