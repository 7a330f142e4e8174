"""The model that does not fail while another can answer: a primary behind its breaker, and a fallback."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from agent.breaker import Breaker, Ended
from agent.errors import ModelConfused, ModelError, ModelExhausted, ModelRejected, ModelUnavailable
from agent.model import Model, ModelRequest, Move

REASONS: Final[dict[type[ModelError], str]] = {
    ModelUnavailable: "fallback:model_unavailable",
    ModelExhausted: "fallback:model_exhausted",
    ModelRejected: "fallback:model_rejected",
    ModelConfused: "fallback:model_confused",
}
"""Why the fallback answered. What is refused or too long for one model is not tried on another."""

BREAKER_OPEN: Final = "fallback:breaker_open"
LEAST_SECONDS: Final = 5.0
"""What the fallback gets when the primary has used up the time of the call."""


class FallbackModel:
    """`agent.model.Model`: asks ``primary`` unless its ``breaker`` is open, then ``fallback``.

    Both get the same lines and tools and their moves pass the same gates, so safety does not depend on which one
    answered. ``Move.model`` names the one that did; a reason code says why it was the fallback.
    """

    def __init__(
        self, primary: Model, fallback: Model, breaker: Breaker, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.primary = primary
        self.fallback = fallback
        self.breaker = breaker
        self._monotonic = monotonic

    @property
    def name(self) -> str:
        return self.primary.name

    async def move(self, request: ModelRequest) -> Move:
        """Raises ModelRefused and ContextTooLong of the primary, and whatever the fallback raises."""
        began = self._monotonic()
        try:
            move = await self._primary_move(request)
        except tuple(REASONS) as error:
            left = request.deadline_seconds - (self._monotonic() - began)
            reason = next(reason for kind, reason in REASONS.items() if isinstance(error, kind))
            return await self._fallback_move(request, max(left, LEAST_SECONDS), reason)
        if move is None:
            return await self._fallback_move(request, request.deadline_seconds, BREAKER_OPEN)
        return _signed(move, self.primary)

    async def _primary_move(self, request: ModelRequest) -> Move | None:
        """The primary's move, or None where its breaker is open; the breaker learns how the call ended.

        A confused, refused or too long answer is still the answer of a provider that works.
        """
        permit = self.breaker.permit()
        if permit is None:
            return None
        ended = Ended.DROPPED
        try:
            move = await self.primary.move(request)
            ended = Ended.WORKED
            return move
        except ModelExhausted:
            ended = Ended.QUOTA
            raise
        except (ModelUnavailable, ModelRejected):
            ended = Ended.FAILED
            raise
        except ModelError:
            ended = Ended.WORKED
            raise
        finally:
            self.breaker.settle(permit, ended)

    async def _fallback_move(self, request: ModelRequest, seconds: float, reason: str) -> Move:
        move = await self.fallback.move(request.model_copy(update={"deadline_seconds": seconds}))
        signed = _signed(move, self.fallback)
        return signed.model_copy(update={"reasons": (*signed.reasons, reason)})


def _signed(move: Move, model: Model) -> Move:
    return move if move.model else move.model_copy(update={"model": model.name})
