"""A score: one judgement of one conversation, between 0 and 1 with its reason, or unscored."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Score(BaseModel):
    """What one scorer says. ``value`` is in 0..1, or None where there is nothing to compare: unscored is not zero.

    ``reason`` says in one line what was wanted and what came, for a reader who has not seen the conversation.
    """

    model_config = ConfigDict(frozen=True)

    name: str = Field(min_length=1)
    value: float | None = Field(default=None, ge=0.0, le=1.0)
    reason: str = ""

    @property
    def scored(self) -> bool:
        return self.value is not None

    @property
    def perfect(self) -> bool:
        """Whether nothing was missed. An unscored one misses nothing."""
        return self.value is None or self.value >= 1.0


def unscored(name: str, reason: str) -> Score:
    """The scorer abstains: the case does not ask for this, or the judge did not answer in form."""
    return Score(name=name, value=None, reason=reason)


def passed(name: str, reason: str = "") -> Score:
    return Score(name=name, value=1.0, reason=reason)


def failed(name: str, reason: str) -> Score:
    return Score(name=name, value=0.0, reason=reason)


def share(name: str, right: int, of: int, reason: str) -> Score:
    """So many of so many were right. With nothing to be right about it abstains."""
    return Score(name=name, value=right / of, reason=reason) if of else unscored(name, reason)
