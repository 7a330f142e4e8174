"""The bill of a run: tokens and cost of the agent and of the simulated customers, and what a cascade spared."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from evals.cost import Cost
from evals.record import CaseResult, Run


class Side(NamedTuple):
    """What one side took. ``cost`` is None where a price is not known: it is not counted as nothing."""

    model: str
    tokens_in: int
    tokens_out: int
    cost: Cost | None

    @property
    def cost_text(self) -> str:
        return self.cost.text if self.cost else f"not known (no price of {self.model})"


class Bill(NamedTuple):
    """``customers`` is None where no model played one, ``spared`` where no cascade did. Spared tokens are estimates."""

    agent: Side
    customers: Side | None
    spared: Side | None

    @property
    def lines(self) -> list[str]:
        """For the terminal, one a side."""
        rows = [("agent", self.agent), ("customers", self.customers), ("spared by the cascade", self.spared)]
        return [
            f"{name}: {side.model}, {side.tokens_in} tokens read, {side.tokens_out} written, cost {side.cost_text}"
            for name, side in rows
            if side is not None
        ]


def bill_of(run: Run) -> Bill:
    """Of everything that was played, also what a customer's mistake spoiled: it was paid for."""
    played = [one for one in run.results if one.skipped is None]
    sides = [one.customer for one in played if one.customer is not None and one.customer.model]
    agent = Side(
        run.header.model,
        sum(one.tokens_in for one in played),
        sum(one.tokens_out for one in played),
        _sum((one.cost, one.tokens_in + one.tokens_out) for one in played),
    )
    customers = Side(
        ", ".join(sorted({one.model for one in sides})),
        sum(one.tokens_in for one in sides),
        sum(one.tokens_out for one in sides),
        _sum((one.cost, one.tokens_in + one.tokens_out) for one in sides),
    )
    return Bill(agent, customers if sides else None, _spared(run.header.model, played) if run.header.cascade else None)


def _spared(model: str, played: list[CaseResult]) -> Side:
    spared = [turn.spared for one in played for turn in one.turns]
    return Side(
        model,
        sum(one.prompt_tokens for one in spared),
        sum(one.completion_tokens for one in spared),
        _sum((one.spared_cost, sum(turn.spared.prompt_tokens for turn in one.turns)) for one in played),
    )


def _sum(costs: Iterable[tuple[Cost | None, int]]) -> Cost | None:
    """None as soon as tokens have no cost, or two currencies meet."""
    held = [(cost, tokens) for cost, tokens in costs if cost is not None or tokens]
    known = [cost for cost, _ in held if cost is not None]
    if len(known) < len(held) or len({one.currency for one in known}) != 1:
        return None
    return Cost(amount=sum((one.amount for one in known), Decimal(0)), currency=known[0].currency)
