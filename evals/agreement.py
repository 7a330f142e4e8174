"""Agreement: how far a judge's verdicts and people's labels agree beyond chance (Cohen's kappa), with its error."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

Verdict = Literal["pass", "fail"]


class LabelError(ValueError):
    """A row of labels that cannot be read; the message names the file and the line."""


class Labelled(BaseModel):
    """One case: a person's ``label``, and the judge's ``verdict`` (None: it abstained)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    case: str = Field(min_length=1)
    label: Verdict
    verdict: Verdict | None


class Agreement(NamedTuple):
    """``kappa`` is None where it is not defined: no rows, or both always said the same one thing.

    ``error`` is the large-sample standard error of kappa (Cohen 1960). ``abstained`` rows are in neither.
    """

    rows: int
    abstained: int
    agreed: float | None
    kappa: float | None
    error: float | None


def agreement(rows: Iterable[Labelled]) -> Agreement:
    """kappa = (po - pe) / (1 - pe); its error is sqrt(po (1 - po) / (n (1 - pe)^2))."""
    every = tuple(rows)
    pairs = [(row.label, row.verdict) for row in every if row.verdict is not None]
    count, abstained = len(pairs), len(every) - len(pairs)
    if not count:
        return Agreement(0, abstained, None, None, None)
    observed = sum(label == verdict for label, verdict in pairs) / count
    expected = _by_chance([label for label, _ in pairs], [verdict for _, verdict in pairs])
    if expected >= 1.0:
        return Agreement(count, abstained, observed, None, None)
    error = math.sqrt(observed * (1 - observed) / (count * (1 - expected) ** 2))
    return Agreement(count, abstained, observed, (observed - expected) / (1 - expected), error)


def read_labelled(path: Path) -> tuple[Labelled, ...]:
    """Rows of a JSON-lines file: ``{"case": ..., "label": "pass", "verdict": "fail"}``. Raises LabelError, OSError."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            rows.append(Labelled.model_validate_json(line))
        except ValidationError as error:
            told = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
            raise LabelError(f"{path}, line {number}: {told}") from error
    seen = Counter(row.case for row in rows)
    if twice := sorted(case for case, times in seen.items() if times > 1):
        raise LabelError(f"{path}: labelled more than once: {', '.join(twice)}")
    return tuple(rows)


def _by_chance(labels: Sequence[Verdict], verdicts: Sequence[Verdict]) -> float:
    left, right = Counter(labels), Counter(verdicts)
    return sum(left[word] * right[word] for word in left) / len(labels) ** 2
