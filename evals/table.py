"""A run as a table for the terminal: a line a suite, and what the whole comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rich.table import Table

from evals.record import CaseResult, Run
from evals.stats import mean_by_case, pass_known


def table_of(run: Run) -> Table:
    """Pass share with its error, pass^2 to pass^k where cases were repeated, segments a reply, rules broken.

    In brackets: over how many cases pass^k is, where some have fewer tries that were judged.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("suite", "cases", "pass^1", "+-", *(f"pass^{k}" for k in range(2, run.header.repeat + 1))):
        table.add_column(name, justify="left" if name == "suite" else "right", no_wrap=name == "suite")
    for name in ("segments", "broken", "errors", "faults", *(["skipped"] if _skipped(run.results) else [])):
        table.add_column(name, justify="right")
    for suite in run.header.suites:
        name = f"{suite.name} *" if suite.required else suite.name
        table.add_row(name, *_row([one for one in run.results if one.suite == suite.name], run))
    table.add_section()
    table.add_row("all", *_row(list(run.results), run))
    return table


def _row(results: list[CaseResult], run: Run) -> list[str]:
    tries = _tries(results)
    mean = mean_by_case({key: [float(one) for one in held] for key, held in tries.items()})
    cells = [str(len(tries)), _share(mean.value if mean else None), _share(mean.error if mean else None)]
    counts = [(len(held), sum(held)) for held in tries.values()]
    cells += [_hat(counts, k) for k in range(2, run.header.repeat + 1)]
    replies = sum(len(one.turns) for one in results)
    segments = sum(one.segments for one in results) / replies if replies else 0.0
    broken = sum(len(one.policy_violations) for one in results)
    errors = sum(one.error is not None for one in results)
    faults = sum(one.customer_fault is not None for one in results)
    skipped = [str(_skipped(results))] if _skipped(run.results) else []
    return [*cells, f"{segments:.2f}", str(broken), str(errors), str(faults), *skipped]


def _skipped(results: Iterable[CaseResult]) -> int:
    return sum(one.skipped is not None for one in results)


def _hat(counts: list[tuple[int, int]], k: int) -> str:
    known = pass_known(counts, k)
    if known is None:
        return "-"
    return f"{known[0]:.3f}" + (f" ({known[1]})" if known[1] < len(counts) else "")


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _tries(results: Iterable[CaseResult]) -> dict[str, list[bool]]:
    found: dict[str, list[bool]] = defaultdict(list)
    for one in results:
        if one.counts:
            found[f"{one.suite}/{one.case}"].append(one.passed)
    return dict(found)
