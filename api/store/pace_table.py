"""The table of paces: what may go now under a key, for all processes together."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from api.store.database import UtcDateTime


class PaceRow(SQLModel, table=True):
    """A bucket: ``room`` units were in it ``at`` that time. A debt is less than nothing."""

    __tablename__ = "paces"

    key: str = Field(primary_key=True)
    room: float
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=True))


PACES = SQLModel.metadata.tables["paces"]
