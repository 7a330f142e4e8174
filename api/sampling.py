"""A sample of conversations to be read by people: from every kind of them, the same for the same seed.

A kind (stratum) is how it ended (`api.conversations`), how sure its least sure turn was, and why it was handed over.
Rare kinds are read as often as common ones; `size` and `drawn` say how much each stands for, so that shares of the
whole can be had from it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from api import conversations
from api.conversations import PAUSE, Conversation, Facts
from api.store import figures, sampling

SURE: Final = 0.8
UNSURE: Final = 0.5


@dataclass(frozen=True)
class Picked:
    """One conversation to be read. ``size`` conversations are of its kind, ``drawn`` of them are in the sample.

    ``labelled_by`` are those who have labelled a turn of it.
    """

    thread_id: str
    asked_at: datetime
    last_at: datetime
    kind: str
    confidence: float | None
    size: int
    drawn: int
    labelled_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """So many conversations of a brand that began in so many days; the same seed draws the same ones."""

    brand: str
    days: int
    count: int
    seed: int


@dataclass(frozen=True)
class Period:
    """A period's conversations by kind, and who has labelled what in it."""

    kinds: Mapping[str, Sequence[Conversation]]
    confidence: Mapping[tuple[str, datetime], float]
    labels: Sequence[Mapping[str, Any]]

    def place_of(self, thread_id: str, at: datetime) -> tuple[str, int] | None:
        """The kind of the conversation that a turn was in, and its place among those."""
        for kind, held in self.kinds.items():
            for place, one in enumerate(held):
                if one.thread_id == thread_id and _began_in(at, one):
                    return kind, place
        return None


async def period_of(session: AsyncSession, brand: str, since: datetime, now: datetime) -> Period:
    """Everything that a sample is drawn from."""
    rows = await figures.rows_of(session, brand, since - PAUSE)
    turns = await sampling.turns_of(session, brand, since)
    said = await sampling.labels_of(session, brand, since)
    facts = Facts(
        handoffs=conversations.times(rows["handoffs"], "handed_over_at"),
        done=conversations.times(rows["done"]),
        wrong={},  # what people said of it must not decide whether it is read
    )
    sure = _least_sure(turns)
    handed: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for one in rows["handoffs"]:
        handed[one["thread_id"]].append(one)
    kinds: dict[str, list[Conversation]] = defaultdict(list)
    found: dict[tuple[str, datetime], float] = {}
    for talk in conversations.cut(rows["texts"]):
        if talk.asked_at < since:
            continue
        confidence = _within(sure.get(talk.thread_id, []), talk)
        if confidence is not None:
            found[talk.thread_id, talk.asked_at] = confidence
        reasons = [one["reason"] for one in handed.get(talk.thread_id, ()) if _began_in(one["handed_over_at"], talk)]
        outcome = conversations.outcome_of(talk, facts, now)
        kinds[" / ".join((outcome, _band(confidence), *reasons[:1]))].append(talk)
    return Period(kinds, found, said)


def sample(period: Period, wanted: Wanted) -> tuple[Picked, ...]:
    """In turns one of every kind until there are enough; within a kind by the seed alone."""
    ranked = {kind: _shuffled(held, wanted.seed) for kind, held in sorted(period.kinds.items())}
    drawn: dict[str, list[Conversation]] = {kind: [] for kind in ranked}
    while sum(map(len, drawn.values())) < wanted.count:
        left = [kind for kind, held in ranked.items() if len(drawn[kind]) < len(held)]
        if not left:
            break
        for kind in left[: wanted.count - sum(map(len, drawn.values()))]:
            drawn[kind].append(ranked[kind][len(drawn[kind])])
    return tuple(_picked(period, kind, one, len(held)) for kind, held in drawn.items() for one in held)


async def draw(session: AsyncSession, wanted: Wanted, now: datetime) -> tuple[Picked, ...]:
    """The sample of the days before ``now``, whole days counted in UTC so that it stays the same all day."""
    since = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=wanted.days)
    return sample(await period_of(session, wanted.brand, since, now), wanted)


def _picked(period: Period, kind: str, talk: Conversation, drawn: int) -> Picked:
    inside = (one for one in period.labels if one["thread_id"] == talk.thread_id and _began_in(one["at"], talk))
    return Picked(
        thread_id=talk.thread_id,
        asked_at=talk.asked_at,
        last_at=talk.last_at,
        kind=kind,
        confidence=period.confidence.get((talk.thread_id, talk.asked_at)),
        size=len(period.kinds[kind]),
        drawn=drawn,
        labelled_by=tuple(sorted({one["author"] for one in inside})),
    )


def _shuffled(held: Iterable[Conversation], seed: int) -> list[Conversation]:
    """By a hash of the seed and the conversation: one that comes later moves none of the others."""

    def place(one: Conversation) -> str:
        return hashlib.sha256(f"{seed}|{one.thread_id}|{one.asked_at.isoformat()}".encode()).hexdigest()

    return sorted(held, key=place)


def _least_sure(turns: Iterable[Mapping[str, Any]]) -> dict[str, list[tuple[datetime, float]]]:
    found: dict[str, list[tuple[datetime, float]]] = defaultdict(list)
    for turn in turns:
        found[turn["thread_id"]].append((turn["at"], turn["confidence"]))
    return found


def _within(turns: Iterable[tuple[datetime, float]], talk: Conversation) -> float | None:
    return min((confidence for at, confidence in turns if _began_in(at, talk)), default=None)


def _began_in(at: datetime, talk: Conversation) -> bool:
    return talk.asked_at <= at < talk.last_at + PAUSE


def _band(confidence: float | None) -> str:
    if confidence is None:
        return "no turn"
    return "sure" if confidence >= SURE else "unsure" if confidence < UNSURE else "fairly sure"
