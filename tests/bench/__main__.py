"""`python -m tests.bench`: everybody in one run, as tables or as JSON; about three minutes."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from tests.bench.contest import Contest, Plan
from tests.bench.report import show
from tests.bench.roster import ROSTER, Entry
from tests.bench.seat import SeatBroke
from tests.bench.targets import verdicts
from tests.bench.webhook import measure

FOLDER = Path("var") / "bench"


def bench(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")] = False,
    rounds: Annotated[int, typer.Option(min=1, max=9, help="Rounds of every contestant.")] = 5,
    only: Annotated[str, typer.Option(help="Names of contestants, with commas between them.")] = "",
) -> None:
    """What Parley's own software costs a turn, beside a bare openai loop and LangGraph's stock agent."""
    names = {name for name in only.split(",") if name}
    roster = tuple(entry for entry in ROSTER if not names or entry.name in names)
    progress = Console(stderr=True)
    try:
        found = asyncio.run(_run(roster, Plan(rounds=rounds), progress, with_webhook=not names))
    except SeatBroke as error:
        progress.print(f"The bench broke: {error}")
        raise typer.Exit(1) from error
    players, webhook = found
    aims = verdicts(players, webhook)
    if as_json:
        content = {"players": players, "webhook": webhook, "aims": [one.as_json() for one in aims]}
        typer.echo(json.dumps(content, indent=1))
    else:
        show(Console(width=170), players, webhook, aims)


async def _run(
    roster: tuple[Entry, ...], plan: Plan, progress: Console, with_webhook: bool
) -> tuple[dict[str, dict[str, object]], dict[str, object] | None]:
    figures = await Contest(FOLDER, progress.print).run(roster, plan)
    webhook = None
    if with_webhook:
        progress.print("webhook under load")
        webhook = await measure(FOLDER / "webhook")
    return {name: one.summary() for name, one in figures.items()}, webhook


if __name__ == "__main__":
    typer.run(bench)
