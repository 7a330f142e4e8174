"""A rough carrier: the fake Twilio with duplicates, lost answers and lost callbacks, in front of a server that dies."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import datetime
from typing import get_args

import aiohttp
from aiohttp import web

from api.account import Kept
from api.fake_api import Fault
from api.processes import Role
from api.testing import FakeTwilio
from api.webhooks import MESSAGES

FAULTS: tuple[Fault, ...] = tuple(fault for fault in get_args(Fault) if fault != "20003")
FAULT_SHARE = 0.06
TWICE_SHARE = 0.1
RETRIED_SHARE = 0.8
"""Of the texts whose webhook fails, how many are posted again; the others are only in the carrier's list."""

RETRIES = 5
RETRY_SECONDS = 0.3


class RoughTwilio(FakeTwilio):
    """``dice`` decides about everything that goes wrong. ``acknowledged`` are the SIDs that were answered with 200."""

    def __init__(self, dice: random.Random, clock: Callable[[], datetime], address: str) -> None:
        super().__init__("AC" + "5" * 32, "the-twilio-token", "+14155550100", clock, address)
        self.dice = dice
        self.statuses = ("sent", "delivered")
        self.acknowledged: set[str] = set()
        self.answers: dict[int, int] = {}

    async def bring(self, phone: str, body: str) -> None:
        """A customer texts. The webhook is called until it is answered, or not again, or twice."""
        arrival = self.account.receive(phone, body)
        form = self._form(arrival)
        times = 2 if self.dice.random() < TWICE_SHARE else 1
        tries = 1 + (RETRIES if self.dice.random() < RETRIED_SHARE else 0)
        for _ in range(tries):
            answers = await asyncio.gather(*(self._call(form) for _ in range(times)))
            if 200 in answers:
                self.acknowledged.add(arrival.sid)
                return
            await asyncio.sleep(RETRY_SECONDS)

    async def report(self, kept: Kept, status: str, error_code: int | None = None) -> int:
        """A callback that does not come through is lost; the carrier does not call again."""
        try:
            return await super().report(kept, status, error_code)
        except (aiohttp.ClientError, TimeoutError, OSError):
            return 0

    def seen(self, phone: str) -> int:
        """How many texts a phone has got."""
        return sum(kept.text.to == phone for kept in self.account.taken)

    def done_by(self, role: Role) -> int:
        """How much a process has done, as its carrier sees it: webhooks answered, or texts handed over by a worker."""
        return len(self.account.taken) if role == "worker" else self.answers.get(200, 0)

    async def _call(self, form: dict[str, str]) -> int:
        try:
            answer = await self.post(MESSAGES, form)
        except (aiohttp.ClientError, TimeoutError, OSError):
            answer = 0
        self.answers[answer] = self.answers.get(answer, 0) + 1
        return answer

    async def _create(self, request: web.Request) -> web.Response:
        if self.dice.random() < FAULT_SHARE:
            self.api.faults.append(self.dice.choice(FAULTS))
        return await super()._create(request)
