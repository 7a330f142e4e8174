"""`parley eval`: run suites, look at runs, compare them, and stop what makes customers worse off."""

from __future__ import annotations

import asyncio
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import orjson
import typer

from agent.config import AgentSettings
from agent.errors import ModelRejected
from evals import commands_people
from evals.case import Case, Suite
from evals.commands_calibration import calibration
from evals.commands_compare import join
from evals.commands_noise import noise
from evals.commands_questions import questions
from evals.commands_tau import tau
from evals.equipment import BadThreshold, Choice, Equipment, equip
from evals.models import BadModel
from evals.page import PageError
from evals.prices import BadPrices, read_prices
from evals.record import CaseResult, Run
from evals.running import Plan, Stage, header, tries
from evals.runs import RunNotFound, Runs
from evals.suite import CASES, SuiteError, load_suite
from evals.terminal import out, progress, tell
from evals.versions import VersionNotFound
from evals.world import PatchError, start_of, world_of

app = typer.Typer(no_args_is_help=True, help="Play conversations, judge them, and compare versions.")
AsJson = Annotated[bool, typer.Option("--json", help="As JSON lines, for programs.")]
REFUSED = (SuiteError, VersionNotFound, BadThreshold, BadModel, RunNotFound, BadPrices, ModelRejected)


def system_clock() -> datetime:
    """When a run was started; conversations have clocks of their own."""
    return datetime.now(UTC)  # noqa: TID251 - everything else is given a clock


@app.command("run")
def run_suites(  # noqa: PLR0913 - its options are the command
    suites: Annotated[list[str] | None, typer.Argument(help="Names of suites, or files; none: all.")] = None,
    model: Annotated[str | None, typer.Option(help="embedded, openai, or a model's name.")] = None,
    prompts: Annotated[str | None, typer.Option(help="A folder or a git revision.")] = None,
    knowledge: Annotated[str | None, typer.Option(help="A folder or a git revision.")] = None,
    threshold: Annotated[list[str] | None, typer.Option(help="name=value, such as handoff_below=0.4.")] = None,
    repeat: Annotated[int, typer.Option(min=1, help="How often each case is played.")] = 1,
    jobs: Annotated[int, typer.Option(min=1, help="How many are played at a time.")] = 4,
    seed: int = 0,
    customer_model: Annotated[str | None, typer.Option(help="Who plays customers: openai, or a name.")] = None,
    cascade: Annotated[bool | None, typer.Option(help="The embedded model before the large one.")] = None,
    prices: Annotated[Path | None, typer.Option(help="TOML of what your models cost.")] = None,
    resume: Annotated[str | None, typer.Option(help="Go on with this run (or latest).")] = None,
    as_json: AsJson = False,
) -> None:
    """Play SUITES and store the results. Exit 1 where a rule was broken or a case could not be played."""
    settings = AgentSettings()
    try:
        priced = settings if prices is None else settings.model_copy(update={"prices_file": prices})
        choice = Choice(model, prompts, knowledge, _thresholds(threshold or []), customer_model, cascade)
        run = asyncio.run(_run(priced, suites or [], choice, Plan(repeat, jobs, seed), resume))
    except REFUSED as error:
        raise typer.BadParameter(str(error)) from error
    if as_json:
        for result in run.results:
            out.print(result.model_dump_json(), markup=False)
    else:
        tell(run)
    if any(one.policy_violations or one.error for one in run.results):
        raise typer.Exit(1)


@app.command("list")
def list_runs(as_json: AsJson = False) -> None:
    """The suites that there are, and the runs that were stored, newest first."""
    for path in _files([]):
        suite = _loaded(path)
        row = {"suite": suite.suite, "cases": len(suite.cases), "required": suite.required, "shows": suite.shows}
        _say(row, f"{suite.suite:<16} {len(suite.cases):>4}{' *' if suite.required else '  '} {suite.shows}", as_json)
    for one in _store().list():
        row = {"run": one.id, "model": one.model, "started_at": one.started_at.isoformat(), "cases": one.total}
        _say(row, f"{one.id:<28} {one.model:<16} {one.total:>5} tries, {one.started_at:%Y-%m-%d %H:%M}", as_json)


@app.command()
def show(run: str, case: str, as_json: AsJson = False) -> None:
    """One conversation of a run: every text, what each turn rested on, and every score with its reason."""
    try:
        found = [one for one in _store().load(run).results if case in (one.case, f"{one.suite}/{one.case}")]
    except RunNotFound as error:
        raise typer.BadParameter(str(error)) from error
    if not found:
        raise typer.BadParameter(f"run {run} has no case {case!r}")
    for result in found:
        out.print(result.model_dump_json(indent=2) if as_json else _told(result), markup=False)


@app.command()
def check(suites: Annotated[list[str] | None, typer.Argument()] = None) -> None:
    """Read suites without playing them. Exit 1 with every problem: the file, the case, the key, and what to do."""
    problems: list[str] = []
    for path in _files(suites or []):
        try:
            for case in load_suite(path).cases:
                problems += _cannot_be(path, case)
        except SuiteError as error:
            problems += error.problems
    out.print("\n".join(problems) or "every suite can be played", markup=False)
    if problems:
        raise typer.Exit(1)


def _cannot_be(path: Path, case: Case) -> list[str]:
    """What a case asks for beyond its own words: a world that can be, and a persona that somebody wrote."""
    problems = []
    try:
        world_of(case.world, start_of(case.clock))
    except (PatchError, ValueError) as error:
        problems.append(f"{path.name}, case {case.id}, world: {str(error).splitlines()[0]}")
    try:
        _ = case.customer and case.customer.played_as()
    except PageError as error:
        problems.append(f"{path.name}, case {case.id}, customer.persona: {str(error).splitlines()[0]}")
    return problems


join(app)
commands_people.join(app)
app.command()(tau)
app.command()(calibration)
app.command()(noise)
app.command()(questions)


async def _run(settings: AgentSettings, names: list[str], choice: Choice, plan: Plan, resume: str | None) -> Run:
    store = Runs(settings.data_dir / "evals")
    equipment = await asyncio.to_thread(equip, settings, choice)
    try:
        return await _played(store, equipment, names, plan, resume)
    finally:
        await equipment.close()


async def _played(store: Runs, equipment: Equipment, names: list[str], plan: Plan, resume: str | None) -> Run:
    prices = read_prices(equipment.settings.prices_file)
    done: frozenset[tuple[str, str, int]] = frozenset()
    if resume is not None:
        found, done = store.resume(resume)
        suites = [_loaded(path) for path in _files([one.name for one in found.suites])]
        plan = Plan(found.repeat, plan.jobs, found.seed)
    else:
        suites = [_loaded(path) for path in _files(names)]
        now = system_clock()
        found = header(f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}", now, suites, equipment, plan)
        store.start(found)
    wanted = [one for one in tries(suites, plan.repeat, plan.seed) if one.key not in done]
    with progress() as shown:
        bar = shown.add_task("", total=len(wanted))
        stage = Stage(
            found.id,
            store,
            equipment,
            prices,
            lambda result: shown.update(bar, advance=1, description=f"{result.suite}/{result.case}"),
        )
        await stage.play(wanted, plan.jobs)
    return store.load(found.id)


def _files(names: list[str]) -> list[Path]:
    """Names become files of the cases' folder. Raises SuiteError for one that is not there."""
    if not names:
        return sorted(CASES.glob("*.yaml"))
    return [Path(name) if name.endswith((".yaml", ".yml")) else CASES / f"{name}.yaml" for name in names]


def _loaded(path: Path) -> Suite:
    return load_suite(path)


def _thresholds(given: list[str]) -> tuple[tuple[str, float], ...]:
    found = []
    for one in given:
        name, sign, value = one.partition("=")
        try:
            found.append((name, float(value)))
        except ValueError as error:
            raise BadThreshold(f"{one!r}: write a threshold as name=value, such as handoff_below=0.4") from error
    return tuple(found)


def _store() -> Runs:
    return Runs(AgentSettings().data_dir / "evals")


def _say(row: dict[str, object], words: str, as_json: bool) -> None:
    out.print(orjson.dumps(row).decode() if as_json else words, markup=False)


def _told(result: CaseResult) -> str:
    lines = [f"{result.suite}/{result.case} [{result.repeat + 1}]: {'passed' if result.passed else 'FAILED'}"]
    lines += [f"  {line.speaker:>8}: {line.body}" for line in result.lines]
    lines += [
        f"  turn {turn.step}: {turn.decided_by} {turn.confidence:.2f} {' '.join(turn.tools)} {' '.join(turn.reasons)}"
        for turn in result.turns
    ]
    lines += [
        f"  {score.name}: {'abstains' if score.value is None else f'{score.value:.2f}'} {score.reason}"
        for score in result.scores
    ]
    lines += [f"  BROKEN {one.code}: {one.reason}" for one in result.policy_violations]
    lines += [f"  ERROR {result.error}"] if result.error else []
    return "\n".join(lines)
