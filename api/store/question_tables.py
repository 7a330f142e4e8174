"""The tables of asking: what the agent asks colleagues, and the articles that their answers become."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, text
from sqlmodel import Field, SQLModel

from api.store.database import UtcDateTime

STILL_ASKED = "status = 'open'"


def _time() -> Any:
    return Column(UtcDateTime, nullable=True)


class QuestionRow(SQLModel, table=True):
    """What the agent asks a colleague while it keeps the thread (S89). One thread has at most one that is open.

    Status: open, answered (the answer is in the outbox as ``text_id``), not_sent (answered, but ``why`` forbids to send
    it), handed_over (a person has the thread now). ``ask`` is for the colleague, ``said`` are the customer's words.
    """

    __tablename__ = "questions"
    __table_args__ = (
        Index("questions_thread", "thread_id", "asked_at"),
        Index(
            "questions_one",
            "thread_id",
            unique=True,
            sqlite_where=text(STILL_ASKED),
            postgresql_where=text(STILL_ASKED),
        ),
    )

    id: str = Field(primary_key=True)
    thread_id: str
    turn_id: str
    status: str = Field(default="open", index=True)
    ask: str
    said: str = ""
    asked_at: datetime = Field(sa_column=_time())
    promised_by: datetime = Field(sa_column=_time())
    answer: str = ""
    answered_by: str | None = None
    answered_at: datetime | None = Field(default=None, sa_column=_time())
    text_id: str | None = None
    why: str | None = None


class ArticleRow(SQLModel, table=True):
    """A question and its answer for the shop's knowledge, without anything of a customer.

    Status: draft, accepted (the agent answers with it), declined, withdrawn. ``source`` is the question that it came
    from, once. ``version`` grows with each change: two editors, one wins.
    """

    __tablename__ = "articles"

    id: str = Field(primary_key=True)
    brand: str = Field(index=True)
    question: str
    answer: str
    status: str = "draft"
    source: str = Field(unique=True)
    made_by: str
    created_at: datetime = Field(sa_column=_time())
    changed_by: str
    changed_at: datetime = Field(sa_column=_time())
    version: int = 1


QUESTIONS = SQLModel.metadata.tables["questions"]
ARTICLES = SQLModel.metadata.tables["articles"]
