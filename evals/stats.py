"""The statistics of runs: means with errors clustered by case, pass^k, paired tests, and intervals for shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import comb, sqrt
from typing import NamedTuple

import numpy as np

EXACT_UP_TO = 14  # pairs that differ: 2**14 sign patterns are counted out, above that they are drawn
DRAWS = 20_000


class Mean(NamedTuple):
    """A mean over results, its standard error, and over how many cases. ``error`` is None with fewer than two cases."""

    value: float
    error: float | None
    cases: int


class Interval(NamedTuple):
    low: float
    high: float


def mean_by_case(values: Mapping[str, Sequence[float]]) -> Mean | None:
    """The mean of all values, its error clustered by case: repetitions of one case are no new evidence on others.

    None where there is no value at all.
    """
    groups = [tuple(group) for group in values.values() if group]
    count = sum(len(group) for group in groups)
    if not count:
        return None
    mean = sum(sum(group) for group in groups) / count
    if len(groups) < 2:
        return Mean(mean, None, len(groups))
    spread = sum(sum(one - mean for one in group) ** 2 for group in groups)
    return Mean(mean, sqrt(len(groups) / (len(groups) - 1) * spread) / count, len(groups))


def pass_hat(played: int, passed: int, k: int) -> float | None:
    """The unbiased estimate that k tries of one case all pass, C(passed, k) / C(played, k); None with fewer tries."""
    if not 1 <= k <= played:
        return None
    return comb(passed, k) / comb(played, k)


def pass_known(counts: Sequence[tuple[int, int]], k: int) -> tuple[float, int] | None:
    """pass^k over the cases that were judged k times or more, and how many they are; None where there is none.

    A simulated customer's mistake leaves its case with fewer judged tries than the others.
    """
    known = [one for played, passed in counts if (one := pass_hat(played, passed, k)) is not None]
    return (sum(known) / len(known), len(known)) if known else None


def mcnemar(only_before: int, only_after: int) -> float:
    """The exact two-sided p of so many cases that passed only before, and so many only after."""
    changed = only_before + only_after
    tail = sum(comb(changed, k) for k in range(min(only_before, only_after) + 1)) / (1 << changed)
    return min(1.0, 2 * tail)


def permutation(differences: Sequence[float], seed: int = 0) -> float:
    """The one-sided p that paired differences (after minus before, one a case) are this low by chance.

    The sign of each difference is exchanged: all patterns up to 14 differences, else 20,000 drawn with ``seed``.
    """
    moved = np.array([one for one in differences if one], dtype=float)
    if not len(moved):
        return 1.0
    exact = len(moved) <= EXACT_UP_TO
    if exact:
        bits = (np.arange(2 ** len(moved))[:, None] >> np.arange(len(moved))) & 1
        signs = 1 - 2 * bits
    else:
        signs = np.random.default_rng(seed).choice((-1, 1), size=(DRAWS, len(moved)))
    as_low = int(np.count_nonzero(signs @ moved <= moved.sum() + 1e-9))
    drawn = int(signs.shape[0])
    return as_low / drawn if exact else (as_low + 1) / (drawn + 1)


def fisher_worse(before: tuple[int, int], after: tuple[int, int]) -> float:
    """The one-sided exact p that a case passes this seldom after, given (played, passed) before and after."""
    played, passed = before[0] + after[0], before[1] + after[1]
    if not before[0] or not after[0]:
        return 1.0
    ways = sum(comb(after[0], k) * comb(before[0], passed - k) for k in range(after[1] + 1) if passed - k >= 0)
    return min(1.0, ways / comb(played, passed))


def holm(chances: Sequence[float], alpha: float) -> tuple[bool, ...]:
    """Which of several tests are significant when they are asked together, by Holm's step-down at ``alpha``."""
    significant = [False] * len(chances)
    for rank, place in enumerate(sorted(range(len(chances)), key=lambda one: chances[one])):
        if chances[place] > alpha / (len(chances) - rank):
            break
        significant[place] = True
    return tuple(significant)


def wilson(right: int, of: int, z: float = 1.96) -> Interval | None:
    """Wilson's interval of a share, honest near 0 and 1; None of nothing."""
    if not of:
        return None
    share, square = right / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))
