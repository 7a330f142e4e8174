"""A desk for tests: the demo shop in memory, one customer's context, and tools run by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from prompts.library import Prompts
from tools import TOOLS
from tools.base import Answer, BadArguments, Proposed, Refused, ToolContext, ToolResult
from tools.demo.world import demo_world
from tools.money import ZERO
from tools.order import Address, Card, Order, OrderLine
from tools.proposal import Proposal
from tools.receipt import Receipt, receipt
from tools.testing import MemoryShop

NOW = datetime(2026, 11, 25, 18, tzinfo=UTC)  # a Wednesday, 10 AM where the shop is
SHIPPED_PROMPTS = Prompts("none", Path(__file__).parents[2] / "prompts")
BY_NAME = {tool.name: tool for tool in TOOLS}


@dataclass
class Desk:
    """``shop`` can be changed by tests; ``ctx`` is the context of one customer."""

    shop: MemoryShop
    ctx: ToolContext

    async def run(self, name: str, **arguments: Any) -> ToolResult:
        tool = BY_NAME[name]
        return await tool.run(tool.arguments.model_validate(arguments), self.ctx)

    async def facts(self, name: str, **arguments: Any) -> dict[str, Any]:
        result = await self.run(name, **arguments)
        assert isinstance(result, Answer)
        return result.facts

    async def proposal(self, name: str, **arguments: Any) -> Proposal:
        result = await self.run(name, **arguments)
        assert isinstance(result, Proposed)
        return result.proposal

    async def refused(self, name: str, **arguments: Any) -> Refused:
        try:
            result = await self.run(name, **arguments)
        except Refused as refused:
            return refused
        raise AssertionError(f"not refused: {result}")

    async def asked(self, name: str, **arguments: Any) -> BadArguments:
        try:
            result = await self.run(name, **arguments)
        except BadArguments as asked:
            return asked
        raise AssertionError(f"not asked: {result}")

    async def done(self, proposal: Proposal) -> Receipt:
        """The effect of a complete proposal, and its receipt."""
        assert proposal.command is not None
        outcome = await self.shop.perform(self.ctx.phone, proposal.command, proposal.id)
        assert outcome.status == "done", outcome
        return await receipt(proposal.command, self.ctx, outcome.reference)


async def nothing_known(query: str, limit: int) -> list[dict[str, Any]]:
    """A knowledge without articles."""
    return []


async def desk(phone: str, now: datetime = NOW) -> Desk:
    """The demo world at ``now``, and this phone's context in it."""
    shop = MemoryShop(demo_world(now), lambda: now)
    numbers = count(1)
    ctx = ToolContext(
        phone=phone,
        shop=shop,
        policy=await shop.policy(),
        customer=await shop.customer(phone),
        now=now,
        new_id=lambda: f"proposal-{next(numbers)}",
        knowledge=nothing_known,
    )
    return Desk(shop, ctx)


def an_order(number: str, phone: str, *lines: OrderLine, placed_minutes_ago: int = 60) -> Order:
    """An order that is not in the demo world: unfulfilled, at no shipping."""
    return Order(
        number=number,
        customer_phone=phone,
        placed_at=NOW - timedelta(minutes=placed_minutes_ago),
        state="unfulfilled",
        lines=lines,
        address=Address(street="1 Test St", city="Reno", state="NV", postcode="89501"),
        card=Card(id="card-test", brand="Visa", last4="1234"),
        shipping=ZERO,
        total=sum((line.price.times(line.quantity) for line in lines), ZERO),
    )


def preview(proposal: Proposal, language: str = "en") -> str:
    """The preview as it is shown."""
    return SHIPPED_PROMPTS.render("preview", proposal.preview, language, **proposal.facts)


def words(page: str, section: str, facts: dict[str, Any], language: str = "en") -> str:
    """A section of a page, filled in."""
    return SHIPPED_PROMPTS.render(page, section, language, **facts)
