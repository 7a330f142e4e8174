"""How well search answers a question set: found at once, found among three, and silent where there is no answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from evals.question_set import Question
from knowledge.library import Findings, Library

LISTED = 3


@dataclass(frozen=True)
class Share:
    """A share of ``of`` with its standard error."""

    value: float
    of: int
    error: float


@dataclass(frozen=True)
class Asked:
    question: Question
    findings: Findings

    @property
    def ranked(self) -> list[bool]:
        """Whether each of the listed passages answers, best first."""
        return [found.passage.id in self.question.passages for found in self.findings.passages]


@dataclass(frozen=True)
class Measured:
    """``first`` and ``third`` are recalls over what has an answer, with silence counted as a miss. ``silent_right`` is
    the share of the silences that were due, ``silent_found`` the share of the unanswerable that met silence.

    ``auroc`` is the chance that search is surer of a question with an answer than of one without.
    """

    first: Share | None
    third: Share | None
    silent_right: Share | None
    silent_found: Share | None
    auroc: Share | None


async def ask_all(library: Library, questions: Sequence[Question]) -> list[Asked]:
    return [Asked(question, await library.search(question.text, LISTED)) for question in questions]


def measure(asked: Sequence[Asked]) -> Measured:
    """Each figure is None where there is nothing that it is a share of."""
    answerable = [one for one in asked if one.question.answerable]
    unanswerable = [one for one in asked if not one.question.answerable]
    silent = [one for one in asked if not one.findings.answerable]
    return Measured(
        first=_share([any(one.ranked[:1]) for one in answerable]),
        third=_share([any(one.ranked) for one in answerable]),
        silent_right=_share([not one.question.answerable for one in silent]),
        silent_found=_share([not one.findings.answerable for one in unanswerable]),
        auroc=auroc([one.findings.sure for one in answerable], [one.findings.sure for one in unanswerable]),
    )


def auroc(with_answer: Sequence[float], without: Sequence[float]) -> Share | None:
    """The area under the curve, its error after Hanley and McNeil (1982); None unless there are both kinds."""
    pairs = len(with_answer) * len(without)
    if not pairs:
        return None
    area = sum((high > low) + (high == low) / 2 for high in with_answer for low in without) / pairs
    one, two = area / (2 - area), 2 * area * area / (1 + area)
    spread = area * (1 - area) + (len(with_answer) - 1) * (one - area**2) + (len(without) - 1) * (two - area**2)
    return Share(area, len(with_answer) + len(without), sqrt(max(0.0, spread) / pairs))


def _share(right: Sequence[bool]) -> Share | None:
    if not right:
        return None
    value = sum(right) / len(right)
    return Share(value, len(right), sqrt(value * (1 - value) / len(right)))
