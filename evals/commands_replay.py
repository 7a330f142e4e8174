"""`parley eval replay`: real conversations against another version, and what comes out differently."""

from __future__ import annotations

import asyncio
import secrets
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from agent.config import AgentSettings
from agent.errors import ModelRejected
from evals.equipment import BadThreshold, Choice, equip
from evals.models import BadModel
from evals.prices import BadPrices, read_prices
from evals.production.comparing import ASPECTS, TalkDiff
from evals.production.recorded import Recorded, RecordError, read_records, records_of
from evals.production.replaying import Candidate, header_of, replay
from evals.production.tally import FILE, Group, Replay, replay_of
from evals.running import play_all
from evals.runs import Runs
from evals.versions import VersionNotFound

REFUSED = (RecordError, VersionNotFound, BadThreshold, BadModel, BadPrices, ModelRejected, OSError)
SHOWN = 20
out = Console(highlight=False, markup=False, soft_wrap=True)


class CannotAsk(ValueError):
    """The service's own command could not be asked for conversations; the message is what it said."""


@dataclass(frozen=True)
class Asked:
    """Which conversations to ask the service's database for."""

    threads: Sequence[str] = ()
    since: str = "7d"
    until: str = ""
    last: int = 50
    corrected: bool = False


def system_clock() -> datetime:
    """When a replay was started; conversations have clocks of their own."""
    return datetime.now(UTC)  # noqa: TID251 - everything else is given a clock


def join(app: typer.Typer) -> None:
    """Add this command to the evals' app."""
    app.command("replay")(replay_threads)


def replay_threads(  # noqa: PLR0913 - its options are the command
    file: Annotated[Path | None, typer.Argument(help="What `parley threads recorded` wrote; none: ask it.")] = None,
    thread: Annotated[list[str] | None, typer.Option(help="Only this thread; may be given again.")] = None,
    since: Annotated[str, typer.Option(help="Begun since: 7d, 12h, or a day like 2026-06-01 (UTC).")] = "7d",
    until: Annotated[str, typer.Option(help="Begun before, in the same words.")] = "",
    last: Annotated[int, typer.Option(min=1, max=1_000, help="At most so many conversations, the newest.")] = 50,
    corrected: Annotated[bool, typer.Option(help="Only those that people corrected.")] = False,
    model: Annotated[str | None, typer.Option(help="embedded, openai, or a model's name.")] = None,
    prompts: Annotated[str | None, typer.Option(help="A folder or a git revision.")] = None,
    knowledge: Annotated[str | None, typer.Option(help="A folder or a git revision.")] = None,
    threshold: Annotated[list[str] | None, typer.Option(help="name=value, such as handoff_below=0.4.")] = None,
    thresholds: Annotated[Path | None, typer.Option(help="TOML of them, as in prompts/base/thresholds.toml.")] = None,
    cascade: Annotated[bool | None, typer.Option(help="The embedded model before the large one.")] = None,
    strict: Annotated[bool, typer.Option(help="What rests on a guess about its start abstains.")] = False,
    jobs: Annotated[int, typer.Option(min=1, help="How many are played at a time.")] = 4,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """Play real conversations again and say what comes out differently. Nothing real is touched.

    Exit 1 where a rule was broken or a conversation could not be played to its end.
    """
    try:
        asked = Asked(thread or (), since, until, last, corrected)
        records = read_records(file) if file else records_of(_ask(asked), "parley threads recorded")
        choice = Choice(model, prompts, knowledge, chosen(threshold or [], thresholds), None, cascade)
        source = str(file) if file else f"the last {last} conversations since {since}"
        found, run_id, broken = asyncio.run(_replayed(records, choice, source, (strict, jobs)))
    except (*REFUSED, CannotAsk) as error:
        raise typer.BadParameter(str(error)) from error
    if as_json:
        out.print(found.model_dump_json(indent=2))
    else:
        out.print(table_of(found))
        for line in (*told(found), *broken):
            out.print(line)
        out.print(f"run {run_id}; `parley eval report {run_id}` writes it as a page")
    if found.failed or broken:
        raise typer.Exit(1)


async def _replayed(
    records: Sequence[Recorded], choice: Choice, source: str, how: tuple[bool, int]
) -> tuple[Replay, str, tuple[str, ...]]:
    settings = AgentSettings()
    store, now = Runs(settings.data_dir / "evals"), system_clock()
    equipment = await asyncio.to_thread(equip, settings, choice)
    run_id = f"{now:%Y%m%d-%H%M%S}-replay-{secrets.token_hex(2)}"
    talks: list[TalkDiff] = []
    broken: list[str] = []
    try:
        candidate = Candidate(equipment, read_prices(settings.prices_file), how[0])
        store.start(header_of(run_id, now, records, equipment))

        async def one(record: Recorded) -> None:
            result, diff = await replay(record, candidate)
            store.append(run_id, result)
            talks.append(diff)
            broken.extend(f"BROKEN {diff.id}: {rule.reason} ({rule.code})" for rule in result.policy_violations)

        await play_all(records, one, how[1])
    finally:
        await equipment.close()
    found = replay_of(source, talks)
    store.keep(run_id, FILE, found.model_dump_json(indent=1) + "\n")
    return found, run_id, tuple(broken)


def _ask(asked: Asked) -> bytes:
    """The service's own command is asked, in a process of its own: this one knows no database. Raises CannotAsk."""
    beside = Path(sys.executable).with_name("parley")
    program = str(beside) if beside.exists() else shutil.which("parley")
    if program is None:
        raise CannotAsk("there is no parley command beside this Python; give a file of `parley threads recorded`")
    options = ["--since", asked.since, "--last", str(asked.last)]
    options += ["--until", asked.until] if asked.until else []
    options += ["--corrected"] if asked.corrected else []
    command = [program, "threads", "recorded", *options, "--", *asked.threads]
    found = subprocess.run(command, capture_output=True, check=False)
    if found.returncode:
        raise CannotAsk(found.stderr.decode(errors="replace").strip() or f"{program} ended with {found.returncode}")
    return found.stdout


def chosen(given: Sequence[str], file: Path | None) -> tuple[tuple[str, float], ...]:
    """Thresholds of a TOML file, and those given one by one, which win. Raises BadThreshold, OSError."""
    found: dict[str, float] = {}
    if file is not None:
        try:
            content = tomllib.loads(file.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise BadThreshold(f"{file}: is no TOML: {error}") from error
        for name, value in content.items():
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise BadThreshold(f"{file}: {name} is no number; a replay changes numbers only")
            found[name] = float(value)
    for one in given:
        name, _, value = one.partition("=")
        try:
            found[name] = float(value)
        except ValueError as error:
            raise BadThreshold(f"{one!r}: write a threshold as name=value, such as handoff_below=0.4") from error
    return tuple(found.items())


def table_of(found: Replay) -> Table:
    """A line for all and for those with a label: how many came out as they did, and what differed."""
    table = Table(box=None, pad_edge=False)
    for name in ("conversations", "n", "same", "95%", *ASPECTS):
        table.add_column(name, justify="left" if name == "conversations" else "right", no_wrap=True)
    for group in found.groups:
        name = group.name.removeprefix("people ")
        table.add_row(name, str(group.of), _share(group), _interval(group), *_counts(group))
    return table


def _counts(group: Group) -> list[str]:
    return [str(group.differs[aspect]) for aspect in ASPECTS]


def _share(group: Group) -> str:
    return "-" if group.share is None else f"{group.share:.0%}"


def _interval(group: Group) -> str:
    return "-" if group.interval is None else f"{group.interval.low:.0%} to {group.interval.high:.0%}"


def told(found: Replay) -> list[str]:
    """What differs, a line each, the gravest first; and what was not played, with its reason."""
    lines = [f"FAILED {one.id}: {one.because}" for one in found.failed]
    for talk in found.differing[:SHOWN]:
        mark = f" [{talk.label}]" if talk.label else ""
        reasons = [f"{score.name}: {score.reason}" for score in talk.scores if not score.perfect]
        lines.append(f"{talk.id}{mark} {' | '.join(reasons)}")
    if len(found.differing) > SHOWN:
        lines.append(f"and {len(found.differing) - SHOWN} more, in the report")
    lines += [f"not played, {many}: {because}" for because, many in found.abstained.items()]
    lines += [f"{found.guessed} of those played rest on a guess about the shop at their start"] if found.guessed else []
    return lines
