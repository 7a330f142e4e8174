"""The tables of a conversation: threads, texts, turns, proposals, effects, handoffs and the consent ledger."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Index, String, Table, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from api.store.database import UtcDateTime

UNSETTLED = "direction = 'in' AND state = 'new'"
UNRESOLVED = "status <> 'resolved'"
STILL_OPEN = "state = 'open'"
_ZERO: dict[str, Any] = {"server_default": "0"}


def _json() -> Any:
    return Column(JSON, nullable=True)


def _of_thread() -> Any:
    """Checked at the commit: a text is stored first, and only a new one makes or changes its thread."""
    return Column(String, ForeignKey("threads.id", deferrable=True, initially="DEFERRED"), nullable=False)


def _time(index: bool = False) -> Any:
    return Column(UtcDateTime, nullable=True, index=index)


class BrandRow(SQLModel, table=True):
    """One brand's settings as JSON (`agent.brand.Brand`). ``paused`` is the kill switch (I25)."""

    __tablename__ = "brands"

    id: str = Field(primary_key=True)
    body: dict[str, Any] = Field(sa_column=_json())
    paused: bool = False


class ThreadRow(SQLModel, table=True):
    """All texts with one phone and brand.

    ``generation`` grows with every inbound text, takeover and change of consent: a turn settles only on the
    generation that it read. ``fence`` grows with every lease (D9). ``due_at`` is set while new texts wait, never later
    than ``answer_by`` (S60). ``attempts`` counts leases since the last settled turn.
    """

    __tablename__ = "threads"
    __table_args__ = (UniqueConstraint("brand", "phone"), Index("threads_due", "due_at", "lease_until"))

    id: str = Field(primary_key=True)
    brand: str
    phone: str
    owner: str = "agent"
    language: str = "en"
    introduced: bool = False
    generation: int = 0
    fence: int = 0
    attempts: int = 0
    lease_by: str | None = None
    lease_until: datetime | None = Field(default=None, sa_column=_time())
    due_at: datetime | None = Field(default=None, sa_column=_time())
    answer_by: datetime | None = Field(default=None, sa_column=_time())
    claimed_by: str | None = None
    created_at: datetime = Field(sa_column=_time())
    updated_at: datetime = Field(sa_column=_time(index=True))


class TextRow(SQLModel, table=True):
    """One text. States in: new, handled, human, suppressed; out: new, sending, sent, unknown, failed, dropped.

    ``sid`` is the carrier's; unique, so that a delivery twice is one row (I2). ``delivery`` is the carrier's last
    status and never moves backward (I5). ``licence`` is the inbound SID or event that an outbound text answers (S28).
    """

    __tablename__ = "texts"
    __table_args__ = (
        Index("texts_thread", "thread_id", "at"),
        Index("texts_outbox", "direction", "state", "next_try_at"),
        Index("texts_new", "thread_id", sqlite_where=text(UNSETTLED), postgresql_where=text(UNSETTLED)),
    )

    id: str = Field(primary_key=True)  # inbound: the SID; outbound: a hash of the turn and the part
    thread_id: str = Field(sa_column=_of_thread())
    direction: str  # in | out | note
    speaker: str
    kind: str = "text"
    body: str
    media: list[dict[str, Any]] = Field(default=[], sa_column=_json())
    sid: str | None = Field(default=None, unique=True)
    account_sid: str | None = None
    at: datetime = Field(sa_column=_time())
    created_at: datetime = Field(sa_column=_time())
    state: str = "new"
    reason: str | None = None
    turn_id: str | None = Field(default=None, index=True)
    licence: str | None = None
    proposal_id: str | None = None
    ask: dict[str, Any] | None = Field(default=None, sa_column=_json())
    encoding: str = "GSM-7"
    segments: int = 1
    delivery: str | None = None
    error_code: int | None = None
    attempts: int = 0
    next_try_at: datetime | None = Field(default=None, sa_column=_time())
    deadline_at: datetime | None = Field(default=None, sa_column=_time())
    sent_at: datetime | None = Field(default=None, sa_column=_time())  # when the carrier took it
    author: str | None = None  # the person's name, for texts written in the console
    template: str | None = None  # the page of a text that the brand started
    cause: dict[str, Any] | None = Field(default=None, sa_column=_json())  # the event that it tells of (S29)
    retry_of: str | None = Field(default=None, index=True)  # the text of the same words that did not arrive (S47)
    source: str | None = None  # "reconciled" for what no webhook brought (S41)


class TurnRow(SQLModel, table=True):
    """One settled turn and what it rests on."""

    __tablename__ = "turns"
    __table_args__ = (Index("turns_spent", "at", "thread_id"),)

    id: str = Field(primary_key=True)
    thread_id: str = Field(foreign_key="threads.id", index=True)
    at: datetime = Field(sa_column=_time())
    saw: list[str] = Field(sa_column=_json())
    status: str
    decided_by: str
    confidence: float
    reasons: list[str] = Field(sa_column=_json())
    prompt_version: str = ""
    passages: list[str] = Field(sa_column=_json())
    tools: list[str] = Field(sa_column=_json())
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    # What a large model would have used, had the cascade asked it: an estimate, in no budget.
    spared_prompt_tokens: int = Field(default=0, sa_column_kwargs=_ZERO)
    spared_cached_tokens: int = Field(default=0, sa_column_kwargs=_ZERO)
    spared_completion_tokens: int = Field(default=0, sa_column_kwargs=_ZERO)
    took_ms: int = 0


class ProposalRow(SQLModel, table=True):
    """A stored proposal. States: open, executing, done, refused, unknown, void, expired."""

    __tablename__ = "proposals"
    __table_args__ = (
        Index("proposals_open", "expires_at", sqlite_where=text(STILL_OPEN), postgresql_where=text(STILL_OPEN)),
    )

    id: str = Field(primary_key=True)
    thread_id: str = Field(foreign_key="threads.id", index=True)
    turn_id: str
    action: str
    body: dict[str, Any] = Field(sa_column=_json())
    digest: str
    state: str = "open"
    preview_text_id: str | None = None
    wrong_codes: int = 0
    made_by: str | None = None  # the colleague who proposed it in the console
    created_at: datetime = Field(sa_column=_time())
    expires_at: datetime = Field(sa_column=_time())


class EffectRow(SQLModel, table=True):
    """The ledger: one row a proposal, keyed before the first attempt (I10), attributable end to end (I13).

    States: executing, done, refused, unknown, human. ``saw`` are the texts of its turn: after a crash it settles them.
    """

    __tablename__ = "effects"

    key: str = Field(primary_key=True)
    proposal_id: str = Field(unique=True)
    thread_id: str = Field(foreign_key="threads.id", index=True)
    turn_id: str
    phone: str
    action: str
    command: str
    digest: str
    basis: str
    actor: str = "customer"
    confirming_text_id: str
    saw: list[str] = Field(default=[], sa_column=_json())
    state: str = Field(default="executing", index=True)
    refusal: str | None = None
    reference: str | None = None
    attempts: int = 0
    created_at: datetime = Field(sa_column=_time())
    settled_at: datetime | None = Field(default=None, sa_column=_time())


class HandoffRow(SQLModel, table=True):
    """A thread in the human queue. Status: open, claimed, resolved. The clock starts at the customer's text (S85).

    ``answered_at`` is set while the customer waits for nothing. One thread has at most one that is not resolved.
    ``told`` counts the honest messages of this wait; ``passed_from`` is who had it when it went back to the pool.
    ``handed_over_at`` and ``first_answered_at`` never move: the text that led to it, and a person's first answer to it.
    """

    __tablename__ = "handoffs"
    __table_args__ = (
        Index(
            "handoffs_one",
            "thread_id",
            unique=True,
            sqlite_where=text(UNRESOLVED),
            postgresql_where=text(UNRESOLVED),
        ),
    )

    id: str = Field(primary_key=True)
    thread_id: str = Field(foreign_key="threads.id", index=True)
    status: str = Field(default="open", index=True)
    reason: str
    ask: str
    tried: list[str] = Field(sa_column=_json())
    confidence: float = 1.0
    waiting_since: datetime = Field(sa_column=_time())
    promised_by: datetime | None = Field(default=None, sa_column=_time())
    claimed_by: str | None = None
    claimed_at: datetime | None = Field(default=None, sa_column=_time())
    answered_at: datetime | None = Field(default=None, sa_column=_time())
    resolved_at: datetime | None = Field(default=None, sa_column=_time())
    outcome: str | None = None
    snoozed_until: datetime | None = Field(default=None, sa_column=_time())
    nudged_at: datetime | None = Field(default=None, sa_column=_time())
    passed_from: str | None = None
    told: int = 0
    told_at: datetime | None = Field(default=None, sa_column=_time())
    handed_over_at: datetime | None = Field(default=None, sa_column=_time())
    first_answered_at: datetime | None = Field(default=None, sa_column=_time())


class ConsentRow(SQLModel, table=True):
    """The consent ledger: append-only; the state of a phone is a fold over its rows (I9, S24).

    ``source`` is a text's SID or names a page or a person's act; one source says one thing once. ``digest`` chains the
    rows of one brand and phone.
    """

    __tablename__ = "consents"
    __table_args__ = (
        Index("consents_phone", "brand", "phone", "id"),
        UniqueConstraint("brand", "phone", "event", "source"),
    )

    id: int | None = Field(default=None, primary_key=True)
    brand: str
    phone: str
    program: str = "all"
    event: str
    wording: str
    channel: str
    source: str
    actor: str
    at: datetime = Field(sa_column=_time())
    digest: str


class StatusRow(SQLModel, table=True):
    """A delivery status as the carrier posted it; kept for SIDs that we do not know yet (I5)."""

    __tablename__ = "statuses"
    __table_args__ = (UniqueConstraint("sid", "status"),)

    id: int | None = Field(default=None, primary_key=True)
    sid: str = Field(index=True)
    text_id: str | None = None
    status: str
    error_code: int | None = None
    at: datetime = Field(sa_column=_time())


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


BRANDS = _table("brands")
THREADS = _table("threads")
TEXTS = _table("texts")
TURNS = _table("turns")
PROPOSALS = _table("proposals")
EFFECTS = _table("effects")
HANDOFFS = _table("handoffs")
CONSENTS = _table("consents")
STATUSES = _table("statuses")
