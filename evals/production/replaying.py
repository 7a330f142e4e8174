"""Recorded conversations are played again: the customer's own texts through a candidate, over a shop in memory.

Nothing real can be reached from here: a recorded conversation comes as a file, its shop is a value, and what is played
with is the memory shop. This package imports no carrier, no database and nothing of the service.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import ValidationError

from agent.deps import Deps
from agent.errors import ModelError
from evals.equipment import Equipment
from evals.judging import judged
from evals.playing import play_case
from evals.prices import Price
from evals.production.as_case import SUITE, case_of
from evals.production.comparing import TalkDiff, assumed, compared
from evals.production.course import course_of
from evals.production.recorded import Recorded
from evals.record import CaseResult, RunHeader, SuiteHeader
from evals.recording import Told
from evals.running import SHAPING
from evals.world import PatchError
from tools.shop import Shop, ShopError

SAYS = "Real conversations come out as they did."


@dataclass(frozen=True)
class Candidate:
    """What a conversation is played with. ``strict``: what rests on a guess about its start abstains."""

    equipment: Equipment
    prices: Mapping[str, Price]
    strict: bool = False


async def replay(record: Recorded, candidate: Candidate, repeat: int = 0) -> tuple[CaseResult, TalkDiff]:
    """One conversation. It never raises for what a record, a shop or a model does wrong.

    It passed where everything came out as it did and no rule was broken.
    """
    if because := abstains(record, candidate):
        return _apart(record, "abstains", because, repeat)
    try:
        course = course_of(record)
        case = case_of(record, course)
    except ValueError as error:
        return _apart(record, "abstains", f"cannot be played: {_first_line(error)}", repeat)
    try:
        played = await play_case(case, _deps(candidate.equipment, record))
    except (PatchError, ValidationError, ShopError, ModelError) as error:
        return _apart(record, "failed", f"{type(error).__name__}: {_first_line(error)}", repeat)
    told = Told(SUITE, repeat, candidate.equipment.model.name, candidate.prices)
    result, diff = judged(played, told), compared(record, course, played)
    same = diff.verdict == "same" and not result.policy_violations
    scores = tuple(one for one in diff.scores if one.scored)
    return result.model_copy(update={"case": record.id, "passed": same, "scores": scores}), diff


def abstains(record: Recorded, candidate: Candidate) -> str:
    """Why a record cannot be played, or nothing."""
    ours = candidate.equipment.brand.id
    if record.brand != ours:
        return f"it is of the brand {record.brand}; what is played here is {ours}"
    if record.start.shop is None:
        return record.start.unknown or "how the shop stood when it began is not known"
    guesses = assumed(record)
    return f"rests on a guess: {'; '.join(guesses)}" if candidate.strict and guesses else ""


def header_of(run_id: str, now: datetime, records: Sequence[Recorded], equipment: Equipment) -> RunHeader:
    """The head of a run of replays."""
    settings = equipment.settings
    return RunHeader(
        id=run_id,
        started_at=now,
        model=equipment.model.name,
        versions=equipment.versions,
        settings={name: str(getattr(settings, name)) for name in SHAPING},
        thresholds=dict(equipment.thresholds),
        suites=(SuiteHeader(name=SUITE, cases=len(records)),),
        case_hashes={f"{SUITE}/{one.id}": _hash(one) for one in records},
    )


def _deps(equipment: Equipment, record: Recorded) -> Callable[[Shop, Callable[[], datetime]], Deps]:
    """The brand as it was set up there: its number, its support hours."""
    brand = record.settings or equipment.brand

    def deps(shop: Shop, clock: Callable[[], datetime]) -> Deps:
        return replace(equipment.deps(shop, clock), brand=brand)

    return deps


def _apart(record: Recorded, verdict: str, because: str, repeat: int) -> tuple[CaseResult, TalkDiff]:
    diff = TalkDiff.model_validate(
        {
            "id": record.id,
            "verdict": verdict,
            "because": because,
            "label": record.label,
            "why": record.why,
            "assumed": assumed(record),
        }
    )
    kept = {"skipped": because} if verdict == "abstains" else {"error": because}
    tags = [record.label] if record.label else []
    result = {"suite": SUITE, "case": record.id, "tags": tags, "repeat": repeat, "passed": False, **kept}
    return CaseResult.model_validate(result), diff


def _first_line(error: Exception) -> str:
    """Of pydantic's errors, where and what; of others their first line."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _hash(record: Recorded) -> str:
    return hashlib.sha256(record.model_dump_json().encode()).hexdigest()[:16]
