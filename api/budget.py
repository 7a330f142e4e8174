"""Budgets: who has used up the agent for a day gets a person instead of another answer of a model (P6)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from agent.transcript import Owner
from api.service import Service
from api.store import usage
from api.store.threads import Claim
from api.store.usage import Used

DAY: Final = timedelta(hours=24)
BRAND_EVERY: Final = timedelta(seconds=30)
"""How exactly a brand's spending is known: its sum is over a day of turns."""


class Budget:
    """Looks before each turn, while its thread is read; 0 in the settings is without limit."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._spent: dict[str, tuple[datetime, int]] = {}

    async def used(self, session: AsyncSession, claim: Claim) -> Used | None:
        """What this thread has used, or None where nothing counts. A person who has the thread costs nothing."""
        settings = self._service.settings
        if claim.owner is Owner.PERSON or claim.is_blocked:
            return None
        if settings.texts_per_day <= 0 and settings.tokens_per_day <= 0:
            return Used(0, 0)
        return await usage.of_thread(session, claim.thread_id, self._service.clock() - DAY)

    async def exceeded(self, claim: Claim, used: Used | None) -> str | None:
        """Which budget of this thread is used up, or None."""
        if used is None:
            return None
        settings = self._service.settings
        if 0 < settings.texts_per_day < used.texts:
            return "texts_per_day"
        if 0 < settings.tokens_per_day <= used.tokens:
            return "tokens_per_day"
        if 0 < settings.brand_tokens_per_day <= await self._of_brand(claim.brand):
            return "brand_tokens_per_day"
        return None

    async def _of_brand(self, brand: str) -> int:
        now = self._service.clock()
        asked_at, tokens = self._spent.get(brand, (None, 0))
        if asked_at is None or now - asked_at >= BRAND_EVERY:
            async with self._service.database.reading() as session:
                tokens = await usage.tokens_of_brand(session, brand, now - DAY)
            self._spent[brand] = (now, tokens)
        return tokens
