"""`parley eval simulate`, `import`, `agreement`: customers played by a model, real transcripts, people's labels."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer
from rich.console import Console

from agent.config import AgentSettings
from agent.errors import ModelRejected
from agent.testing import FixedClock
from evals import commands_labels, commands_replay
from evals.agreement import LabelError, agreement, read_labelled
from evals.equipment import EPOCH, Choice, equip
from evals.exports import NAMES, ImportingError, Reading, read_export
from evals.importing import drafts
from evals.page import PageError
from evals.persona import persona
from evals.play import Play
from evals.production.drafting import drafts_of
from evals.production.recorded import RecordError, is_recorded, read_records
from evals.simulated import Actor, Conversation, Goal, converse
from tools.demo.world import demo_world
from tools.testing import MemoryShop

out = Console(highlight=False, markup=False, soft_wrap=True)


def join(app: typer.Typer) -> None:
    """Add these commands to the evals' app."""
    app.command()(simulate)
    app.command("import")(import_transcripts)
    app.command("agreement")(people_agree)
    commands_replay.join(app)
    commands_labels.join(app)


def simulate(  # noqa: PLR0913 - its options are the command
    wants: Annotated[str, typer.Argument(help="What the customer wants, in a sentence.")],
    phone: Annotated[str, typer.Option("--from", help="Who texts, in the demo world.")],
    who: Annotated[str, typer.Option("--persona", help="A page of evals/personas.")] = "hurried",
    fact: Annotated[list[str] | None, typer.Option(help="What they know: order=12348, size=9.")] = None,
    customer_model: Annotated[str, typer.Option(help="The model that plays the customer.")] = "openai",
    model: Annotated[str | None, typer.Option(help="The model that answers: embedded, openai, or a name.")] = None,
    seed: int = 0,
) -> None:
    """Let a model text the agent as a customer. Exit 1 where the customer erred or its model failed."""
    facts = dict(one.partition("=")[::2] for one in fact or [])
    try:
        play, found = asyncio.run(_simulated(Goal(wants, facts), phone, who, (customer_model, model), seed))
    except (PageError, ModelRejected) as error:
        raise typer.BadParameter(str(error)) from error
    for text in play.texts:
        out.print(f"{text.speaker.value:>8}: {text.body}")
    out.print(f"ended: {found.ended.value}; done: {', '.join(play.effects) or 'nothing'}")
    if found.fault or found.error:
        out.print(f"the customer's own mistake: {found.fault}" if found.fault else f"error: {found.error}")
        raise typer.Exit(1)


def import_transcripts(
    file: Annotated[Path, typer.Argument(help="A help desk's CSV or JSON; or what `parley threads` wrote.")],
    suite: Annotated[str, typer.Option(help="The name of the suite.")] = "imported",
    column: Annotated[list[str] | None, typer.Option(help="A column of yours: text=Nachricht, at=Sent.")] = None,
    zone: Annotated[str, typer.Option(help="The zone of moments without one: Europe/Berlin.")] = "UTC",
) -> None:
    """Print transcripts as cases to be completed: scrubbed, with bursts, pauses, and the frozen shop if there is one.

    Only what people called good expects something already: what really happened.
    """
    columns = dict(one.partition("=")[::2] for one in column or [])
    try:
        if unknown := sorted(set(columns) - set(NAMES)):
            raise ImportingError(f"{', '.join(unknown)}: there is thread, speaker, text and at, as in text=Nachricht")
        if is_recorded(file):
            out.print(drafts_of(read_records(file), suite))
        else:
            out.print(drafts(read_export(file, Reading(columns, ZoneInfo(zone))), suite))
    except ZoneInfoNotFoundError as error:
        raise typer.BadParameter(f"{zone}: is no zone; write one like Europe/Berlin") from error
    except (ImportingError, RecordError, OSError) as error:
        raise typer.BadParameter(str(error)) from error


def people_agree(
    file: Annotated[Path, typer.Argument(help="JSON lines of case, label (people's) and verdict (the judge's).")],
) -> None:
    """How far a judge agrees with people: the share, and Cohen's kappa with its error."""
    try:
        found = agreement(read_labelled(file))
    except LabelError as error:
        raise typer.BadParameter(str(error)) from error
    if found.agreed is None or found.kappa is None:
        out.print(f"{found.rows} rows, nothing to compare ({found.abstained} abstained)")
        return
    spread = f" +- {found.error:.2f}" if found.error is not None else ""
    out.print(f"{found.rows} rows, {found.abstained} abstained")
    out.print(f"{found.agreed:.0%} agree, kappa {found.kappa:.2f}{spread}")


async def _simulated(
    goal: Goal, phone: str, who: str, models: tuple[str, str | None], seed: int
) -> tuple[Play, Conversation]:
    settings = AgentSettings()
    customer = await asyncio.to_thread(equip, settings, Choice(model=models[0]))
    agent = await asyncio.to_thread(equip, settings, Choice(model=models[1]))
    clock = FixedClock(EPOCH)
    play = Play(agent.deps(MemoryShop(demo_world(EPOCH), clock), clock), phone)
    try:
        return play, await converse(play, goal, Actor(persona(who), customer.model, seed))
    finally:
        await customer.close()
        await agent.close()
