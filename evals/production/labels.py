"""What people's labels come to: how good the agent is, how far people agree, and whether its confidence is to be had.

Every figure has its n and its error. Labels are those of `parley threads labels`; a turn is good where most of its
labels are, and left out where they are even. A conversation is good where no turn of it is bad.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.agreement import Agreement, LabelError, Labelled, agreement
from evals.calibration import Reliability, reliability
from evals.stats import Interval, wilson

FROZEN = ConfigDict(frozen=True)


class Label(BaseModel):
    """One person's word on one turn. ``size`` conversations of the period are of its ``kind``."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    turn: str = Field(min_length=1)
    talk: str = Field(min_length=1)
    person: str = Field(min_length=1)
    verdict: Literal["good", "bad"]
    confidence: float = Field(ge=0.0, le=1.0)
    kind: str = ""
    size: int = Field(ge=1)


class Share(BaseModel):
    """``good`` of ``of``, with Wilson's interval at 95%."""

    model_config = FROZEN

    good: int
    of: int
    interval: Interval | None


class Kind(BaseModel):
    """One kind of conversation: how many there were in the period, how many were read, and how many of those good."""

    model_config = FROZEN

    name: str
    size: int
    read: int
    good: int


class Whole(BaseModel):
    """The share of good conversations in the whole period, each kind weighted by its size, with its standard error.

    ``covered`` is the share of the period that is of a kind which was read at least twice; the others say nothing.
    """

    model_config = FROZEN

    share: float
    error: float
    covered: int


class Labels(BaseModel):
    """Everything that labels come to. None where there is too little of it."""

    model_config = FROZEN

    labels: int
    people: int
    undecided: int
    turns: Share
    talks: Share
    kinds: tuple[Kind, ...]
    whole: Whole | None
    agreement: Agreement
    calibration: Reliability | None


def labels_of(rows: Sequence[Label]) -> Labels:
    """The figures of these labels."""
    by_turn: dict[str, list[Label]] = defaultdict(list)
    for row in rows:
        by_turn[row.turn].append(row)
    decided = {turn: good for turn, held in by_turn.items() if (good := _majority(held)) is not None}
    talks = _talks(rows, decided)
    kinds = _kinds(rows, talks)
    return Labels(
        labels=len(rows),
        people=len({row.person for row in rows}),
        undecided=len(by_turn) - len(decided),
        turns=_share(decided.values()),
        talks=_share(talks.values()),
        kinds=kinds,
        whole=_whole(kinds),
        agreement=agreement(_pairs(by_turn)),
        calibration=reliability((by_turn[turn][0].confidence, good) for turn, good in decided.items()),
    )


def read_labels(path: Path) -> tuple[Label, ...]:
    """Rows of JSON lines. Raises LabelError, OSError."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                rows.append(Label.model_validate_json(line))
            except ValidationError as error:
                first = error.errors()[0]
                says = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
                raise LabelError(f"{path}, line {number}: {says}") from error
    return tuple(rows)


def _majority(held: Iterable[Label]) -> bool | None:
    counts = Counter(row.verdict for row in held)
    return None if counts["good"] == counts["bad"] else counts["good"] > counts["bad"]


def _talks(rows: Iterable[Label], decided: Mapping[str, bool]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for row in rows:
        if row.turn in decided:
            found[row.talk] = found.get(row.talk, True) and decided[row.turn]
    return found


def _kinds(rows: Iterable[Label], talks: Mapping[str, bool]) -> tuple[Kind, ...]:
    of = {row.talk: (row.kind, row.size) for row in rows if row.talk in talks}
    names = sorted(set(of.values()), key=lambda one: (-one[1], one[0]))
    return tuple(
        Kind(
            name=name,
            size=size,
            read=sum(one == (name, size) for one in of.values()),
            good=sum(talks[talk] for talk, one in of.items() if one == (name, size)),
        )
        for name, size in names
    )


def _whole(kinds: Sequence[Kind]) -> Whole | None:
    """Stratified mean; its variance is that of each kind's share without replacement, (1 - n/N) p(1-p)/(n-1)."""
    known = [one for one in kinds if one.read >= min(2, one.size)]
    covered = sum(one.size for one in known)
    if not covered:
        return None
    share = variance = 0.0
    for one in known:
        weight, good = one.size / covered, one.good / one.read
        left = max(0.0, 1 - one.read / one.size)
        share += weight * good
        variance += weight**2 * left * good * (1 - good) / max(1, one.read - 1)
    return Whole(share=share, error=math.sqrt(variance), covered=covered)


def _pairs(by_turn: Mapping[str, Sequence[Label]]) -> Iterable[Labelled]:
    """Every two people who labelled the same turn."""
    words: dict[str, Literal["pass", "fail"]] = {"good": "pass", "bad": "fail"}
    for turn, held in by_turn.items():
        for one, other in combinations(sorted(held, key=lambda row: row.person), 2):
            name = f"{turn}/{one.person}/{other.person}"
            yield Labelled(case=name, label=words[one.verdict], verdict=words[other.verdict])


def _share(goods: Iterable[bool]) -> Share:
    held = list(goods)
    return Share(good=sum(held), of=len(held), interval=wilson(sum(held), len(held)))
