"""A run as a table for the terminal: a line a suite, and what the whole comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rich.table import Table

from evals.record import CaseResult, Run
from evals.stats import mean_by_case, pass_to_the


def table_of(run: Run) -> Table:
    """Pass share with its error, pass^k where cases were repeated, segments a reply, rules broken."""
    table = Table(box=None, pad_edge=False)
    for name in ("suite", "cases", "pass^1", "+-", *([f"pass^{run.header.repeat}"] if run.header.repeat > 1 else [])):
        table.add_column(name, justify="left" if name == "suite" else "right")
    for name in ("segments", "violations", "errors", "faults"):
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
    if run.header.repeat > 1:
        cells.append(_share(pass_to_the([(len(held), sum(held)) for held in tries.values()], run.header.repeat)))
    replies = sum(len(one.turns) for one in results)
    segments = sum(one.segments for one in results) / replies if replies else 0.0
    broken = sum(len(one.policy_violations) for one in results)
    errors = sum(one.error is not None for one in results)
    return [*cells, f"{segments:.2f}", str(broken), str(errors), str(sum(not one.counts for one in results))]


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _tries(results: Iterable[CaseResult]) -> dict[str, list[bool]]:
    found: dict[str, list[bool]] = defaultdict(list)
    for one in results:
        if one.counts:
            found[f"{one.suite}/{one.case}"].append(one.passed)
    return dict(found)
