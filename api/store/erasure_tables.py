"""The tables of erasure: what is still known of people and texts that were erased, under a keyed hash only."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from api.store.database import UtcDateTime

ERASED: Final = "erased"
"""Stands where a phone stood, for everybody alike: what was kept of two people cannot be told apart by it."""


def _time() -> Any:
    return Column(UtcDateTime, nullable=True)


class ErasedConsentRow(SQLModel, table=True):
    """The consent ledger of an erased person: what was said and when, not by which phone or in which words (S90).

    ``seal`` is the keyed hash of brand and phone. ``evidence`` is the keyed hash of the ledger's own digest: who can
    show the row that was erased can prove that it stood here (S24).
    """

    __tablename__ = "erased_consents"
    __table_args__ = (Index("erased_consents_seal", "seal", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    seal: str
    program: str
    event: str
    channel: str
    at: datetime = Field(sa_column=_time())
    evidence: str


class TombstoneRow(SQLModel, table=True):
    """A text that was erased, by the keyed hash of its SID: a replay or a listing brings nothing back (H6)."""

    __tablename__ = "tombstones"

    seal: str = Field(primary_key=True)
    at: datetime = Field(sa_column=_time())


class CarrierErasureRow(SQLModel, table=True):
    """What the carrier has still to delete: a text, or ``text/file`` (SIDs) for a file. The row goes when it has."""

    __tablename__ = "carrier_erasures"

    sid: str = Field(primary_key=True)
    asked_at: datetime = Field(sa_column=_time())
    attempts: int = 0
    failure: str | None = None


class SealKeyRow(SQLModel, table=True):
    """Which key the seals of this database were made with: a hash of the key, never the key."""

    __tablename__ = "seal_keys"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    fingerprint: str


ERASED_CONSENTS = SQLModel.metadata.tables["erased_consents"]
TOMBSTONES = SQLModel.metadata.tables["tombstones"]
CARRIER_ERASURES = SQLModel.metadata.tables["carrier_erasures"]
SEAL_KEYS = SQLModel.metadata.tables["seal_keys"]
