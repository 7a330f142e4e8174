"""`parley eval simulate`, `import`, `agreement`: customers played by a model, real transcripts, people's labels."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from agent.config import AgentSettings
from agent.errors import ModelRejected
from agent.testing import FixedClock
from evals import commands_replay
from evals.agreement import LabelError, agreement, read_labelled
from evals.equipment import EPOCH, Choice, equip
from evals.importing import ImportingError, drafts, read_rows
from evals.page import PageError
from evals.persona import persona
from evals.play import Play
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
    file: Annotated[Path, typer.Argument(help="CSV or JSON lines of thread, speaker, text, at; or console cases.")],
    suite: Annotated[str, typer.Option(help="The name of the suite.")] = "imported",
) -> None:
    """Print transcripts as cases to be completed: scrubbed, with their bursts and pauses, without expectations."""
    try:
        out.print(drafts(read_rows(file), suite))
    except ImportingError as error:
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
