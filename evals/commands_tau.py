"""`parley eval tau`: a tau-style retail world, its gold actions replayed, or its tasks played by a model."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from agent.config import AgentSettings
from agent.errors import ModelRejected
from evals.equipment import EPOCH, Choice, Equipment, equip
from evals.models import BadModel
from evals.prices import BadPrices, read_prices
from evals.record import Run
from evals.running import Plan
from evals.runs import RunNotFound, Runs
from evals.stats import pass_known
from evals.tau.database import BadWorld, read_database
from evals.tau.playing import Retail
from evals.tau.policy import read_policy
from evals.tau.replay import Replayed, replay_all
from evals.tau.running import Tasks, TauStage, goes_on, tau_header, tau_tries, with_world
from evals.tau.task import read_tasks
from evals.tau.world import tau_world
from evals.terminal import progress, tell

out = Console(highlight=False, markup=False, soft_wrap=True)
REFUSED = (BadWorld, BadModel, BadPrices, RunNotFound, ModelRejected)


def system_clock() -> datetime:
    """When a run was started; conversations have clocks of their own."""
    return datetime.now(UTC)  # noqa: TID251 - everything else is given a clock


@dataclass(frozen=True)
class Asked:
    """What is to be played, with what, and whether it goes on with a run."""

    retail: Retail
    tasks: Tasks
    plan: Plan
    resume: str | None
    clock: Callable[[], datetime] = system_clock


def tau(  # noqa: PLR0913 - its options are the command
    database: Annotated[Path, typer.Option(help="The world: products, users and orders, as JSON.")],
    tasks: Annotated[list[Path], typer.Option(help="Tasks with gold actions, one JSON object a line.")],
    play: Annotated[bool, typer.Option("--play", help="Let a model play the tasks, instead of their actions.")] = False,
    policy: Annotated[Path | None, typer.Option(help="The shop's policy, a page of Markdown; needed to play.")] = None,
    model: Annotated[str | None, typer.Option(help="embedded, openai, or a model's name.")] = None,
    customer_model: Annotated[str | None, typer.Option(help="Who plays the users: openai, or a name.")] = None,
    cascade: Annotated[bool | None, typer.Option(help="The embedded model before the large one.")] = None,
    repeat: Annotated[int, typer.Option(min=1, help="How often each task is played.")] = 1,
    jobs: Annotated[int, typer.Option(min=1, help="How many are played at a time.")] = 4,
    seed: int = 0,
    prices: Annotated[Path | None, typer.Option(help="TOML of what your models cost.")] = None,
    resume: Annotated[str | None, typer.Option(help="Go on with this run (or latest).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON lines, for programs.")] = False,
) -> None:
    """Replay the gold actions of TASKS through our tools, or --play them. Exit 1 where a replay ends elsewhere, or a
    play broke a rule or could not be played."""
    if not play:
        _replay(database, tasks, as_json)
        return
    settings = AgentSettings() if prices is None else AgentSettings().model_copy(update={"prices_file": prices})
    try:
        asked = Asked(_retail(database, policy), _tasks(tasks), Plan(repeat, jobs, seed), resume)
        choice = Choice(model=model, customer_model=customer_model, cascade=cascade)
        run = asyncio.run(_played(settings, choice, asked))
    except REFUSED as error:
        raise typer.BadParameter(str(error)) from error
    _show(run, as_json)
    if any(one.policy_violations or one.error for one in run.results):
        raise typer.Exit(1)


def _retail(database: Path, policy: Path | None) -> Retail:
    if policy is None:
        raise BadWorld("--play needs --policy: the shop's rules, as a page of Markdown.")
    world = read_database(database)
    return Retail(world, tau_world(world, EPOCH), read_policy(policy), EPOCH)


def _tasks(files: list[Path]) -> Tasks:
    return {path.stem: read_tasks(path) for path in files}


async def _played(settings: AgentSettings, choice: Choice, asked: Asked) -> Run:
    equipment = await asyncio.to_thread(equip, settings, choice)
    try:
        return await _stored(Runs(settings.data_dir / "evals"), equipment, asked)
    finally:
        await equipment.close()


async def _stored(store: Runs, equipment: Equipment, asked: Asked) -> Run:
    prices = read_prices(equipment.settings.prices_file)
    done: frozenset[tuple[str, str, int]] = frozenset()
    if asked.resume is not None:
        found, done = store.resume(asked.resume)
        goes_on(found, asked.tasks, asked.retail)
    else:
        now = asked.clock()
        begun = tau_header(f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}", now, asked.tasks, equipment, asked.plan)
        found = with_world(begun, asked.retail)
        store.start(found)
    plan = Plan(found.repeat, asked.plan.jobs, found.seed)
    wanted = [one for one in tau_tries(asked.tasks, plan) if one.key not in done]
    with progress() as shown:
        bar = shown.add_task("", total=len(wanted))
        stage = TauStage(
            found.id,
            store,
            asked.retail,
            equipment,
            prices,
            lambda result: shown.update(bar, advance=1, description=f"{result.suite}/{result.case}"),
        )
        await stage.play(wanted, plan.jobs)
    return store.load(found.id)


def _show(run: Run, as_json: bool) -> None:
    if as_json:
        for result in run.results:
            out.print(result.model_dump_json())
        return
    tell(run)
    out.print("\n".join(_summary(run)))


def _summary(run: Run) -> list[str]:
    """pass^k, each beside its n, and how often something was changed that nobody asked for."""
    tries: dict[str, list[bool]] = {}
    for one in run.results:
        if one.counts:
            tries.setdefault(f"{one.suite}/{one.case}", []).append(one.passed)
    counts = [(len(held), sum(held)) for held in tries.values()]
    known = [(k, found) for k in range(1, run.header.repeat + 1) if (found := pass_known(counts, k)) is not None]
    lines = [", ".join(f"pass^{k} {share:.3f} (n={cases})" for k, (share, cases) in known) or "nothing was judged"]
    judged = [score for one in run.results if one.counts and (score := one.score("only_asked")) is not None]
    return [*lines, f"changed what nobody asked for: {sum(not one.perfect for one in judged)} of {len(judged)} tries"]


def _replay(database: Path, files: list[Path], as_json: bool) -> None:
    try:
        world = read_database(database)
        wanted = [read_tasks(path) for path in files]
    except BadWorld as error:
        raise typer.BadParameter(str(error)) from error
    found = [asyncio.run(replay_all(one, world, EPOCH)) for one in wanted]
    for path, results in zip(files, found, strict=True):
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
