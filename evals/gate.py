"""The gate: whether a candidate is worse than the published version beyond noise in a suite that is required."""

from __future__ import annotations

from typing import NamedTuple

from evals.stats import fisher_worse, holm, permutation
from evals.summary import CaseSummary, SuiteSummary, Summary

ALPHA = 0.05  # of the whole gate: half for the suites together, half for the cases together, each by Holm
CORRECTION = (
    f"noise allowed for: {ALPHA:.0%} that an unchanged version is stopped, "
    "half for all suites and half for all cases, each by Holm"
)


class Finding(NamedTuple):
    """One reason not to publish. ``kind`` is worse, missing or violation; ``where`` is a suite or suite/case."""

    kind: str
    where: str
    says: str


class Verdict(NamedTuple):
    """``passed`` is the gate's answer; ``notes`` say what is new or better and stops nothing."""

    findings: tuple[Finding, ...]
    notes: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.findings


class _Pair(NamedTuple):
    where: str
    before: CaseSummary
    after: CaseSummary


def judge(candidate: Summary, baseline: Summary) -> Verdict:
    """Compare what both played. A suite is required if either says so: taking the mark away is not a way past.

    A steady model has no noise, so a case that always passed and does not any more is worse. Any other needs
    significance over the tries in both.
    """
    required = sorted(name for name in {*candidate.suites, *baseline.suites} if _required(name, candidate, baseline))
    findings = [Finding("violation", one.split(":")[0], f"a rule was broken: {one}") for one in candidate.violations]
    notes: list[str] = []
    if not required:
        findings.append(Finding("missing", "all", "no suite is required, so nothing was checked"))
    pairs: dict[str, list[_Pair]] = {}
    for name in required:
        missing, pairs[name] = _match(name, candidate.suites.get(name), baseline.suites.get(name))
        findings += missing
        notes += _new(name, candidate.suites.get(name), baseline.suites.get(name))
    findings += _worse(pairs, candidate.steady and baseline.steady)
    notes += [f"{pair.where} is better" for held in pairs.values() for pair in held if _better(pair)]
    return Verdict(tuple(findings), tuple(notes))


def _required(name: str, *summaries: Summary) -> bool:
    return any(name in one.suites and one.suites[name].required for one in summaries)


def _match(name: str, after: SuiteSummary | None, before: SuiteSummary | None) -> tuple[list[Finding], list[_Pair]]:
    """What cannot be compared because the candidate did not play it, and what can."""
    if after is None:
        return [Finding("missing", name, f"the suite {name} was not played")], []
    findings, pairs = [], []
    for case, was in (before.cases if before else {}).items():
        now = after.cases.get(case)
        if now is None or not now.played:
            findings.append(Finding("missing", f"{name}/{case}", "the case was not played, or never to a judgement"))
        elif was.played:
            pairs.append(_Pair(f"{name}/{case}", was, now))
    return findings, pairs


def _new(name: str, after: SuiteSummary | None, before: SuiteSummary | None) -> list[str]:
    """A new case stops nothing, but it is named when it fails."""
    known = before.cases if before else {}
    return [
        f"{name}/{case} is new" + ("" if one.passed == one.played else f" and does not pass: {one.why}")
        for case, one in (after.cases if after else {}).items()
        if case not in known
    ]


def _worse(pairs: dict[str, list[_Pair]], steady: bool) -> list[Finding]:
    every = [pair for held in pairs.values() for pair in held]
    flips = [pair for pair in every if steady and _unmixed(pair) and pair.after.share < pair.before.share]
    noisy = [pair for pair in every if not (steady and _unmixed(pair))]
    return [_finding(pair, "it has no noise") for pair in flips] + _noisy_cases(noisy) + _noisy_suites(pairs, noisy)


def _unmixed(pair: _Pair) -> bool:
    """Whether all tries of either side came to the same."""
    return all(one.passed in (0, one.played) for one in (pair.before, pair.after))


def _noisy_cases(pairs: list[_Pair]) -> list[Finding]:
    chances = [fisher_worse((p.before.played, p.before.passed), (p.after.played, p.after.passed)) for p in pairs]
    sure = holm(chances, ALPHA / 2)
    return [_finding(pairs[place], f"p = {chances[place]:.4f}") for place, one in enumerate(sure) if one]


def _noisy_suites(pairs: dict[str, list[_Pair]], noisy: list[_Pair]) -> list[Finding]:
    names = [name for name, held in pairs.items() if any(pair in noisy for pair in held)]
    moves = [[pair.after.share - pair.before.share for pair in pairs[name]] for name in names]
    chances = [permutation(one) for one in moves]
    return [
        Finding(
            "worse",
            names[place],
            f"the suite passes {-sum(moves[place]) / len(moves[place]):.1%} less often (p = {chances[place]:.4f})",
        )
        for place, sure in enumerate(holm(chances, ALPHA / 2))
        if sure
    ]


def _finding(pair: _Pair, noise: str) -> Finding:
    was, now = pair.before, pair.after
    changed = "; the case itself was changed too" if was.content and now.content and was.content != now.content else ""
    says = f"passed {was.passed} of {was.played} when published, now {now.passed} of {now.played} ({noise}){changed}"
    return Finding("worse", pair.where, f"{says}. {now.why}".rstrip(". ") + ".")


def _better(pair: _Pair) -> bool:
    return _unmixed(pair) and pair.after.share > pair.before.share
