"""`parley doctor`: checks everything and says how to mend what is wrong."""

from __future__ import annotations

import asyncio
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.markup import escape

from agent.config import AgentSettings
from api.config import ApiSettings
from api.doctor import Finding, State, examine
from api.wrong_setting import WrongSetting, read_settings

COLOURS: dict[State, str] = {"ok": "green", "warn": "yellow", "fail": "red"}


def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False) -> None:
    """Check settings, database, carrier, model, encoder, tokens, prompts and articles. Exits 1 if anything fails."""
    show = _show_json if as_json else _show
    try:
        settings, agent_settings = read_settings()
    except WrongSetting as wrong:
        for problem in wrong.problems:
            show(Finding("settings", "fail", problem, "Change it in the environment or in .env."))
        raise typer.Exit(1) from wrong
    if asyncio.run(_examine(settings, agent_settings, as_json)):
        raise typer.Exit(1)


async def _examine(settings: ApiSettings, agent_settings: AgentSettings, as_json: bool) -> bool:
    """Show every finding; whether anything fails."""
    failed = False
    async for finding in examine(settings, agent_settings):
        (_show_json if as_json else _show)(finding)
        failed = failed or finding.state == "fail"
    return failed


def _show(finding: Finding) -> None:
    colour = COLOURS[finding.state]
    mend = f" [bold]{escape(finding.mend)}[/bold]" if finding.mend else ""
    line = f"[{colour}]{finding.state:4}[/{colour}] {finding.name:9} {escape(finding.words)}{mend}"
    Console(soft_wrap=True, highlight=False).print(line)


def _show_json(finding: Finding) -> None:
    typer.echo(orjson.dumps(finding.json()).decode())
