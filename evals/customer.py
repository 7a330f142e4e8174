"""The customer of a case whom a model plays: a persona, a goal, what they know, and a seed, instead of texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from evals.persona import HOME, Habits, Persona, persona

Words = Annotated[str, Field(min_length=1)]


class Customer(BaseModel):
    """Who texts. Their model knows the goal and the facts, and nothing else of the case.

    Two tries of a case differ in their seed: the case's own, plus the run's, plus the number of the try from 0.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    persona: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="a page of evals/personas, without .md")
    wants: Words = Field(description="the goal, as one would tell an actor: Return the shoes of your last order.")
    facts: dict[str, Words] = Field(default={}, description="what they know, by name: order: '12348'")
    habits: Habits | None = Field(default=None, description="how they type, instead of the persona's own habits")
    patience: int | None = Field(default=None, ge=1, le=40, description="how many times they write, instead of its own")
    seed: int = Field(default=0, ge=0, description="decides typos and bursts")

    def played_as(self, home: Path = HOME) -> Persona:
        """The persona with this customer's own habits and patience. Raises PageError for one that nobody wrote."""
        changed = {"habits": self.habits, "patience": self.patience}
        return persona(self.persona, home).model_copy(
            update={name: value for name, value in changed.items() if value is not None}
        )
