"""The terminal: a bar while a run is played, and afterwards its table, its bill, and what was not played."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from evals.bill import bill_of
from evals.record import Run
from evals.table import table_of

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False)


def progress() -> Progress:
    """On standard error, so that results can be piped; it goes away when it is full."""
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    return Progress(*columns, console=err, transient=True)


def tell(run: Run) -> None:
    """What a run came to."""
    out.print(table_of(run))
    out.print("\n".join(bill_of(run).lines), markup=False)
    for reason, many in Counter(one.skipped for one in run.results if one.skipped).items():
        out.print(f"NOT PLAYED, {many} tries: {reason}", markup=False)
    out.print(f"run {run.header.id}; * required. `parley eval report {run.header.id}` writes it as a page.")
