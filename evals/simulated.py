"""The simulated customer: a model with a persona, a goal and facts texts the agent until the goal is reached or not."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from agent.errors import ModelError
from agent.model import ChatLine, Model, ModelRequest, Usage
from agent.transcript import Owner, Speaker
from evals.case import Step
from evals.customer_faults import Heard, fault_of, fault_of_ending
from evals.habits import typed
from evals.persona import Persona
from evals.play import Play

_BRIEF: Final = Path(__file__).parent / "briefs" / "customer.md"
_DONE: Final = "[DONE]"
_GIVE_UP: Final = "[GIVE UP]"
_FIRST: Final = "The conversation starts: write the first text."
_SILENCE: Final = "(no answer so far)"
_SLANG: Final = "Slang and abbreviations are welcome."
Send = Callable[[Step], Awaitable[object]]
"""Has one text, or a burst, answered on the thread that is played."""


class Ended(StrEnum):
    """Why a conversation ended."""

    DONE = "done"  # the customer says that the goal is reached, or clearly cannot be
    GAVE_UP = "gave_up"  # the customer stopped trying
    PATIENCE = "patience"  # the persona's patience was used up
    PERSON = "person"  # a person has taken over, or the customer has opted out: nobody would answer
    FAULT = "fault"  # the customer erred, see `Conversation.fault`
    ERROR = "error"  # the customer's model failed, see `Conversation.error`


@dataclass(frozen=True)
class Goal:
    """What the customer wants, and all that they know: ``facts`` by name, as they would be texted."""

    wants: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Conversation:
    """What was played. ``steps`` play the same texts again as a scripted case.

    ``fault`` goes into `CaseResult.customer_fault`, ``error`` into `CaseResult.error`; at most one of them is set.
    ``usage`` is the customer's model's own, never the agent's; ``model`` and ``seed`` say who played.
    """

    steps: tuple[Step, ...]
    ended: Ended
    fault: str | None = None
    error: str | None = None
    usage: Usage = Usage()
    model: str = ""
    seed: int = 0


@dataclass(frozen=True)
class Actor:
    """Who plays the customer: a model, as this persona. ``seed`` decides the habits; with a model that answers the
    same to the same, the whole conversation."""

    persona: Persona
    model: Model
    seed: int


async def converse(play: Play, goal: Goal, actor: Actor, send: Send | None = None) -> Conversation:
    """Play one conversation on this thread. Raises only what the agent's own turn raises, never for the customer.

    ``send`` is told each step instead of the thread itself, and has it answered there.
    """

    async def texted(step: Step) -> None:
        await play.text(*step.bodies)

    return await _Customer(play, goal, actor, send or texted).run()


class _Customer:
    """One conversation under way. It reads the texts that reached its phone, and nothing else."""

    def __init__(self, play: Play, goal: Goal, actor: Actor, send: Send) -> None:
        self._play, self._goal, self._texted = play, goal, send
        self._persona, self._model, self._seed = actor.persona, actor.model, actor.seed
        self._rng = random.Random(actor.seed)
        self._thread_id = f"customer-{actor.persona.name}-{actor.seed}"
        template = _BRIEF.read_text(encoding="utf-8")
        self._brief = _filled(template, actor.persona, goal)
        self._kept_private = f"{template}\n{actor.persona.manner}"
        self._begins = len(play.texts)
        self._steps: list[Step] = []
        self._said: list[str] = []
        self._usage = Usage()

    async def run(self) -> Conversation:
        while len(self._steps) < self._persona.patience:
            try:
                move = await self._model.move(self._request())
            except ModelError as error:
                return self._end(Ended.ERROR, error=f"the customer's model failed: {type(error).__name__}: {error}")
            self._usage += move.usage
            said = (move.text or "").strip()
            if not said or move.calls:
                return self._end(Ended.ERROR, error="the customer's model gave no text")
            if (ended := self._judged(said)) is not None:
                return ended
            await self._send(said)
            if self._play.owner is Owner.PERSON or self._play.opted_out:
                return self._end(Ended.PERSON)
        return self._end(Ended.PATIENCE)

    async def _send(self, said: str) -> None:
        bodies = typed(said, self._persona.habits, self._rng)
        self._said.append(said)
        self._steps.append(Step(text=bodies))
        await self._texted(self._steps[-1])

    def _judged(self, said: str) -> Conversation | None:
        """The end, where this text is one or must not be sent."""
        heard = Heard(self._goal.facts, self._goal.wants, self._kept_private, self._said, self._seen())
        marked = said in (_DONE, _GIVE_UP)
        fault = fault_of_ending(self._answered()) if marked else fault_of(said, heard)
        if fault is not None:
            return self._end(Ended.FAULT, fault=fault)
        if marked:
            return self._end(Ended.DONE if said == _DONE else Ended.GAVE_UP)
        return None

    def _seen(self) -> tuple[str, ...]:
        """The texts of the shop that reached this phone, those from before as well."""
        return tuple(one.body for one in self._play.texts if one.speaker is not Speaker.CUSTOMER and one.accepted)

    def _answered(self) -> bool:
        since = self._play.texts[self._begins :]
        return any(one.speaker is not Speaker.CUSTOMER and one.accepted for one in since)

    def _request(self) -> ModelRequest:
        lines = [ChatLine(role="system", content=self._brief)]
        lines += [ChatLine(role="user", content=_FIRST)]
        for one in self._play.texts:
            if one.accepted:
                own = one.speaker is Speaker.CUSTOMER
                lines.append(ChatLine(role="assistant" if own else "user", content=one.body))
        if lines[-1].role == "assistant":
            lines.append(ChatLine(role="user", content=_SILENCE))
        return ModelRequest(lines=tuple(lines), tools=(), thread_id=self._thread_id, language=self._persona.language)

    def _end(self, ended: Ended, *, fault: str | None = None, error: str | None = None) -> Conversation:
        return Conversation(tuple(self._steps), ended, fault, error, self._usage, self._model.name, self._seed)


def _filled(template: str, persona: Persona, goal: Goal) -> str:
    """The brief, filled in one pass, so that braces in a goal stay what they are."""
    known = "\n".join(f"- {name}: {value}" for name, value in goal.facts.items()) or "- none"
    blanks = {
        "language": persona.language,
        "slang": _SLANG if persona.habits.slang else "",
        "manner": persona.manner,
        "goal": goal.wants,
        "facts": known,
    }
    parts = template.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, _, rest = part.partition("}")
        filled.append(blanks[name] + rest)
    return "".join(filled)
