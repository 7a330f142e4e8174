"""Owns how sure search is that there is an answer: nearness to what is answered against nearness to what is not.

A cosine alone cannot tell "how do the socks fit" from "how thick are the socks": both are near what is said of socks.
An example of what nobody answers can. The weights are fitted on a brand's own examples, each seen without itself.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

SURE_ENOUGH = 0.5
# Fewer examples of either kind than this teach nothing.
LEAST_EXAMPLES = 20
STEPS = 30
RIDGE = 1.0

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Answerability:
    """A logistic model of two cosines: the best passage's nearness, and the nearest question that is not answered."""

    bias: float
    near: float
    unanswered: float

    def sure(self, near: float, unanswered: float) -> float:
        """The chance, from 0 to 1, that the nearest passage answers."""
        return float(1 / (1 + np.exp(-(self.bias + self.near * near + self.unanswered * unanswered))))


@dataclass(frozen=True)
class Learned:
    """How sure the examples make, if there are enough, and the keys of those that an article answers by now."""

    answerability: Answerability | None = None
    answered_by_now: frozenset[str] = frozenset()

    def written(self) -> str:
        weights = astuple(self.answerability) if self.answerability else None
        return json.dumps([weights, sorted(self.answered_by_now)])

    @classmethod
    def read(cls, written: str) -> Learned:
        weights, answered = json.loads(written)
        return cls(Answerability(*weights) if weights else None, frozenset(answered))


NOTHING_LEARNED = Learned()


def learn(examples: Sequence[tuple[float, float, bool]]) -> Answerability | None:
    """Fitted on (near, unanswered, whether it is answered); None where there are too few of either kind."""
    rows = np.array([[near, unanswered] for near, unanswered, _ in examples], np.float64).reshape(-1, 2)
    right = np.array([answered for _, _, answered in examples], np.float64)
    if min(right.sum(), (1 - right).sum()) < LEAST_EXAMPLES:
        return None
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    weights = _regress((rows - middle) / spread, right)
    slopes = weights[:2] / spread
    return Answerability(float(weights[2] - slopes @ middle), float(slopes[0]), float(slopes[1]))


def _regress(inputs: Doubles, right: Doubles) -> Doubles:
    """Logistic regression by Newton's method, with a ridge on all but the intercept, which comes last."""
    rows = np.hstack([inputs, np.ones((len(inputs), 1))])
    ridge = RIDGE * np.diag([1.0] * inputs.shape[1] + [0.0])
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-rows @ weights))
        curve = rows.T @ (rows * (sure * (1 - sure) + 1e-9)[:, None]) + ridge
        weights = weights + np.linalg.solve(curve, rows.T @ (right - sure) - ridge @ weights)
    found: Doubles = weights
    return found
