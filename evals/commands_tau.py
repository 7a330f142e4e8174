"""`parley eval tau`: a tau-style retail world, its gold actions replayed through our tools, by exact end state."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from evals.equipment import EPOCH
from evals.tau.database import BadWorld, read_database
from evals.tau.replay import Replayed, replay_all
from evals.tau.task import read_tasks

out = Console(highlight=False, markup=False, soft_wrap=True)


def tau(
    database: Annotated[Path, typer.Option(help="The world: products, users and orders, as JSON.")],
    tasks: Annotated[list[Path], typer.Option(help="Tasks with gold actions, one JSON object a line.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON lines, for programs.")] = False,
) -> None:
    """Replay the gold actions of TASKS through our tools. Exit 1 where an end state is not the expected one."""
    try:
        world = read_database(database)
        wanted = [read_tasks(path) for path in tasks]
    except BadWorld as error:
        raise typer.BadParameter(str(error)) from error
    now: datetime = EPOCH
    found = [asyncio.run(replay_all(one, world, now)) for one in wanted]
    for path, results in zip(tasks, found, strict=True):
        out.print("\n".join(_lines(path, results, as_json)))
    if any(not one.exact and not one.fails_upstream for results in found for one in results):
        raise typer.Exit(1)


def _lines(path: Path, results: list[Replayed], as_json: bool) -> list[str]:
    if as_json:
        return [
            orjson.dumps(
                {"task": one.task, "exact": one.exact, "refusals": one.refusals, "differences": one.differences}
            ).decode()
            for one in results
        ]
    sound = [one for one in results if not one.fails_upstream]
    exact = sum(one.exact for one in sound)
    lines = [
        f"{path.name}: of {len(sound)} tasks that upstream itself can execute, {exact} end exactly as expected",
        f"(of all {len(results)}: {sum(one.exact for one in results)})",
    ]
    for one in sound:
        if not one.exact:
            lines += [f"  {one.task}: {'; '.join(one.refusals) or 'other end state'}"]
            lines += [f"    {difference[:200]}" for difference in one.differences[:3]]
    return lines
