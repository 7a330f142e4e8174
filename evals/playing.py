"""A case is played: its world in memory, its clock moved by its pauses, every text through the turn customers get."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import datetime

from agent.deps import Deps
from agent.outcome import Turn
from agent.testing import FixedClock
from agent.transcript import Owner
from evals.case import Case, Step
from evals.play import Play
from evals.played import Answered, Played
from evals.simulated import Actor, Conversation, Goal, Send, converse
from evals.snapshot import snapshot
from evals.world import PatchError, happened, start_of, world_of
from tools.demo.world import World
from tools.shop import Shop
from tools.testing import MemoryShop

MakeDeps = Callable[[Shop, Callable[[], datetime]], Deps]
"""Deps over this shop and clock: who plays chooses the model, the prompts, the library and the thresholds."""
Talk = Callable[[Play, Send], Awaitable[Conversation]]
"""Plays the customer on a thread, to the end of the conversation."""


async def play_case(
    case: Case,
    make_deps: MakeDeps,
    actor: Actor | None = None,
    monotonic: Callable[[], float] = time.monotonic,
) -> Played:
    """``actor`` plays the customer of a case that has one.

    Raises PatchError or ValidationError for a world that cannot be, ShopError and ModelError as a turn does.
    """
    clock = FixedClock(start_of(case.clock))
    world = world_of(case.world, clock())
    shop = MemoryShop(world, clock)
    thread = Play(make_deps(shop, clock), case.phone, case.introduced)
    return await Playing(case, shop, clock, thread, monotonic).run(world, _talk_of(case, actor))


def _talk_of(case: Case, actor: Actor | None) -> Talk | None:
    customer = case.customer
    if customer is None or actor is None:
        return None
    return lambda thread, send: converse(thread, Goal(customer.wants, customer.facts), actor, send)


class Playing:
    """One case under way."""

    def __init__(
        self, case: Case, shop: MemoryShop, clock: FixedClock, thread: Play, monotonic: Callable[[], float]
    ) -> None:
        self.case, self.shop, self.clock, self.thread = case, shop, clock, thread
        self._monotonic = monotonic
        self._answers: list[Answered] = []
        thread.opted_out = case.opted_out

    async def run(self, world: World, talk: Talk | None = None) -> Played:
        """``talk`` has the customer text after the steps. What others of ``world`` have is looked at as well."""
        phones = {self.case.phone, *(one.phone for one in world.customers)}
        phones |= {order.customer_phone for order in world.orders}
        started, start = self.clock(), await snapshot(self.shop, phones)
        before = len(await self.shop.payments())
        for number, step in enumerate(self.case.steps):
            self.clock.at += step.pause
            await self._take(number, step, phones)
        conversation = await self._talk(talk, phones) if talk else None
        turns = self.thread.turns
        return Played(
            case=self.case,
            started_at=started,
            start=start,
            end=await snapshot(self.shop, phones),
            answers=tuple(self._answers),
            texts=tuple(self.thread.texts),
            effects=tuple(self.thread.effects),
            payments=(await self.shop.payments())[before:],
            handoffs=tuple(turn.handoff.reason.value for turn in turns if turn.handoff is not None),
            consent=next((turn.consent.value for turn in reversed(turns) if turn.consent is not None), None),
            tools=tuple(name for turn in turns for name in turn.basis.tools),
            conversation=conversation,
        )

    async def _talk(self, talk: Talk, phones: set[str]) -> Conversation:
        """The customer texts after the scripted steps; their texts are numbered on."""

        async def send(step: Step) -> None:
            await self._answer(len(self.case.steps) + len(self._answers), step, phones)

        return await talk(self.thread, send)

    async def _take(self, number: int, step: Step, phones: set[str]) -> None:
        if step.person is not None:
            self.thread.person_says(step.person)
            self.thread.owner = Owner.AGENT if step.hands_back else Owner.PERSON
        elif step.owner is not None:
            self.thread.owner = Owner(step.owner)
        elif step.brand is not None:
            self.thread.brand_says(step.brand)
        elif step.event is not None:
            await self._happen(step)
        else:
            await self._answer(number, step, phones)

    async def _answer(self, number: int, step: Step, phones: set[str]) -> None:
        began, done, heard = self._monotonic(), len(self.thread.effects), len(self.thread.turns)
        bodies = await self.thread.text(*step.bodies, media=step.photos)
        seconds = self._monotonic() - began
        turn: Turn = self.thread.turns[heard]
        waiting = self.thread.transcript().open_proposals
        ask = next((one.ask for one in reversed(turn.texts) if one.ask is not None), None)
        answered = Answered(
            step=number,
            bodies=bodies,
            turn=turn,
            shop=await snapshot(self.shop, phones),
            at=self.clock(),
            previews=waiting[-1].proposal.action if waiting else None,
            asks=ask.missing if ask else None,
            effect=next(iter(self.thread.effects[done:]), None),
            seconds=seconds,
        )
        self._answers.append(answered)

    async def _happen(self, step: Step) -> None:
        assert step.event is not None
        for number in step.event.orders:
            order = await self.shop.order(number)
            if order is None:
                raise PatchError(f"the event is about order {number}, which the shop does not have")
            self.shop.put_order(happened(order, step.event, self.clock()))
        for product in await self.shop.products():
            variants = tuple(
                one.model_copy(update={"stock": step.event.stock.get(one.id, one.stock)}) for one in product.variants
            )
            self.shop.put_product(product.model_copy(update={"variants": variants}))
