"""The model as we see it: lines in, one move out; every model sits behind this port."""

from __future__ import annotations

from typing import Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict

from agent.transcript import Ask

FROZEN = ConfigDict(frozen=True)
DECLINED = "declined"
"""The reason code of a move that takes the customer's words as a no to what waits: the turn closes it."""


class ToolCall(BaseModel):
    """One call that a model wants made. ``arguments`` is parsed JSON, always an object."""

    model_config = FROZEN

    id: str
    name: str
    arguments: dict[str, Any]


class ChatLine(BaseModel):
    """One line of what a model reads. ``ask`` is what an assistant line asked; vendors never see it."""

    model_config = FROZEN

    role: Literal["system", "user", "assistant", "tool"]
    content: str | None = None
    calls: tuple[ToolCall, ...] = ()
    call_id: str | None = None
    ask: Ask | None = None


class Usage(BaseModel):
    """Tokens as the provider counted them; zero for the embedded model."""

    model_config = FROZEN

    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
        )


class ModelRequest(BaseModel):
    """What a model is asked: stable text first (system), then history, then this turn (F13).

    ``tools`` are the schemas of the tools that this turn may use. ``deadline_seconds`` bounds the whole call,
    retries included.
    """

    model_config = FROZEN

    lines: tuple[ChatLine, ...]
    tools: tuple[dict[str, Any], ...]
    thread_id: str
    language: str = "en"
    deadline_seconds: float = 30.0


class Move(BaseModel):
    """A model's next move: text, calls, or both. ``confidence`` is the model's own (0..1), None if it has none.

    ``reasons`` say in short codes where the confidence comes from ("intent:cancel_order=0.93", "slot:order=own").
    ``spared`` is an estimate: what a large model would have used for the same turn, had it been asked.
    """

    model_config = FROZEN

    text: str | None = None
    calls: tuple[ToolCall, ...] = ()
    confidence: float | None = None
    reasons: tuple[str, ...] = ()
    ask: Ask | None = None
    usage: Usage = Usage()
    spared: Usage = Usage()
    model: str = ""


class Model(Protocol):
    """Raises only leaves of `agent.errors.ModelError`."""

    @property
    def name(self) -> str: ...

    async def move(self, request: ModelRequest) -> Move: ...
