"""The table of letters: what the embedded shop has written to its customers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from api.store.database import UtcDateTime


class LetterRow(SQLModel, table=True):
    """A letter to the address that the customer had then."""

    __tablename__ = "shop_letters"

    id: int | None = Field(default=None, primary_key=True)
    phone: str = Field(index=True)
    email: str
    body: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
