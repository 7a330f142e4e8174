"""A run as tables for the terminal: the contestants side by side, then the aims."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.roster import BARE, ROSTER, STOCK
from tests.bench.targets import Verdict
from tests.bench.webhook import lines

Json = dict[str, Any]


def show(console: Console, players: dict[str, Json], webhook: Json | None, aims: list[Verdict]) -> None:
    """Print the whole run."""
    console.print(_costs(players))
    console.print(_speed(players))
    if webhook:
        for line in lines(webhook):
            console.print(line)
    console.print(_aims(aims))


def _costs(players: dict[str, Json]) -> Table:
    table = Table(title="The software's own cost of a turn (model time excluded)", title_justify="left")
    headings = (
        "CPU ms, 1",
        "x loop",
        "x stock",
        "CPU ms, 50",
        "CPU ms, turn 50 on",
        "tokens, turn 1",
        "tokens, turn 50 on",
    )
    _head(table, headings)
    for name, shown, one in _rows(players):
        cpu = one["one"]["cpu_ms"]
        table.add_row(
            shown,
            f"{cpu:.1f}",
            _ratio(cpu, players.get(BARE)),
            _ratio(cpu, players.get(STOCK)),
            f"{one['many']['cpu_ms']:.1f}",
            f"{one['thread']['cpu_ms']:.1f}",
            f"{one['prompt_tokens']:,}",
            f"{one['thread_prompt_tokens']:,}",
            style="bold" if name.startswith("parley") else None,
        )
    return table


def _speed(players: dict[str, Json]) -> Table:
    table = Table(title="Speed and size", title_justify="left")
    headings = (
        "p50 ms, 1",
        "p99 ms, 1",
        "p50 ms, 50",
        "p99 ms, 50",
        "turns/s, 50",
        "import s",
        "first answer s",
        "RSS MB",
    )
    _head(table, headings)
    for name, shown, one in _rows(players):
        table.add_row(
            shown,
            *(f"{one[kind][figure]:.1f}" for kind in ("one", "many") for figure in ("p50_ms", "p99_ms")),
            f"{one['many']['turns_per_s']:.0f}",
            f"{one['import_s']:.1f}",
            f"{one['first_answer_s']:.1f}",
            f"{one['rss_mb']}",
            style="bold" if name.startswith("parley") else None,
        )
    return table


def _aims(aims: list[Verdict]) -> Table:
    table = Table(title="Aims", title_justify="left")
    _head(table, ("measured", "aim", "missed by"))
    for one in aims:
        sign = "at least" if one.at_least else "at most"
        table.add_row(
            one.aim,
            f"{one.measured:,.1f} {one.unit}",
            f"{sign} {one.limit:,.1f}",
            one.missed_by or "met",
            style="green" if one.met else "red",
        )
    return table


def _head(table: Table, headings: tuple[str, ...]) -> None:
    table.add_column("")
    for heading in headings:
        table.add_column(heading, justify="right")


def _rows(players: dict[str, Json]) -> list[tuple[str, str, Json]]:
    return [(entry.name, entry.shown, players[entry.name]) for entry in ROSTER if entry.name in players]


def _ratio(cpu_ms: float, other: Json | None) -> str:
    return f"{cpu_ms / other['one']['cpu_ms']:.2f}" if other else "-"
