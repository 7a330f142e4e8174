"""What we aim at, and by how much a run met or missed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.bench.roster import BARE, PARLEY_EMBEDDED, PARLEY_LINE, STOCK

Json = dict[str, Any]
LINE_CPU_MS = 6.0
STOCK_SHARE = 0.2
TOKEN_SHARE = 0.5
TURNS_PER_S = 150.0
FIRST_ANSWER_S = 3.0
RSS_MB = 350.0
WEBHOOK_P99_MS = 50.0


@dataclass(frozen=True)
class Verdict:
    """One aim: what was measured against what it may be at most (or, where ``at_least``, must be at least)."""

    aim: str
    measured: float
    limit: float
    unit: str
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    @property
    def missed_by(self) -> str:
        """``4.1 ms (1.7 x)``; empty where it was met."""
        if self.met:
            return ""
        larger, smaller = max(self.measured, self.limit), min(self.measured, self.limit)
        times = f" ({larger / smaller:.1f} x)" if smaller else ""
        return f"{larger - smaller:.1f} {self.unit}{times}"

    def as_json(self) -> Json:
        return {
            "aim": self.aim,
            "measured": round(self.measured, 2),
            "limit": round(self.limit, 2),
            "unit": self.unit,
            "met": self.met,
        }


def verdicts(players: dict[str, Json], webhook: Json | None) -> list[Verdict]:
    """Every aim that this run can speak about. ``players`` are summaries by name."""
    found: list[Verdict] = []
    line, bare, stock = players.get(PARLEY_LINE), players.get(BARE), players.get(STOCK)
    if line and stock:
        share = STOCK_SHARE * stock["one"]["cpu_ms"]
        found.append(Verdict("a fifth of the stock agent's CPU", line["one"]["cpu_ms"], share, "ms"))
        tokens = TOKEN_SHARE * stock["thread_prompt_tokens"]
        found.append(Verdict("half its prompt tokens, long thread", line["thread_prompt_tokens"], tokens, "tokens"))
    if line and bare:
        found.append(Verdict("no more CPU than the bare loop", line["one"]["cpu_ms"], bare["one"]["cpu_ms"], "ms"))
    if line:
        found += _of_the_line(line)
    if embedded := players.get(PARLEY_EMBEDDED):
        found.append(Verdict("start to first answer, embedded", embedded["first_answer_s"], FIRST_ANSWER_S, "s"))
        found.append(Verdict("memory, embedded", embedded["rss_mb"], RSS_MB, "MB"))
    if webhook:
        found.append(Verdict("webhook p99 at 100 texts a second", webhook["p99_ms"], WEBHOOK_P99_MS, "ms"))
    return found


def _of_the_line(line: Json) -> list[Verdict]:
    return [
        Verdict("CPU of the whole line", line["one"]["cpu_ms"], LINE_CPU_MS, "ms"),
        Verdict("turns a second, fifty at once", line["many"]["turns_per_s"], TURNS_PER_S, "a second", at_least=True),
        Verdict("start to first answer", line["first_answer_s"], FIRST_ANSWER_S, "s"),
        Verdict("memory of the line", line["rss_mb"], RSS_MB, "MB"),
    ]
