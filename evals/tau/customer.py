"""The user of a task as a customer of ours: told to a model that plays them, or as one message and a plain yes."""

from __future__ import annotations

import re
from typing import Final

from agent.transcript import Owner
from evals.case import Step
from evals.customer import Customer
from evals.play import Play
from evals.simulated import Conversation, Ended, Send
from evals.tau.task import Task

MOST_TEXTS: Final = 12
_ORDER_ID: Final = re.compile(r"#W(\d+)")


def ours(text: str) -> str:
    """Order ids as our shop writes them: #W2378156 is #2378156."""
    return _ORDER_ID.sub(r"#\1", text)


def customer_of(task: Task, seed: int = 0) -> Customer:
    """For a model: the goal is why they call and how they behave, the facts are what they know and what they do not."""
    asks = task.reason or task.request_text or task.opener or "Say hello."
    wants = (asks, task.instructions, task.personality and f"You are: {task.personality}.")
    who = task.identity and f"You are {' '.join(task.identity.values())} (name and zip code)."
    facts = {"what you know": task.known_info or who, "what you do not know": task.unknown_info}
    return Customer(
        persona="tau",
        wants=ours("\n".join(part for part in wants if part)),
        facts={name: ours(value) for name, value in facts.items() if value},
        seed=seed,
    )


def opener_of(task: Task) -> str:
    """The whole request in one message; empty where a task cannot be told like that."""
    return ours(task.opener or task.request_text) if task.scriptable else ""


async def say_and_agree(task: Task, thread: Play, send: Send) -> Conversation:
    """A customer without a model: one message with everything, yes to what is shown, what they know when first asked.

    They read nothing, so each wrong preview becomes a wrong change: the worst customer that an agent can have.
    """
    known, steps = [ours(task.known)] if task.known else [], []

    async def text(body: str) -> None:
        steps.append(Step(text=(body,)))
        await send(steps[-1])

    await text(opener_of(task))
    while len(steps) < MOST_TEXTS and thread.owner is not Owner.PERSON:
        waiting = thread.transcript().open_proposals
        if waiting:
            await text(waiting[-1].proposal.word)
        elif known and not thread.effects:
            await text(known.pop())
        else:
            return _ended(steps, Ended.DONE if thread.effects else Ended.GAVE_UP)
    return _ended(steps, Ended.PERSON if thread.owner is Owner.PERSON else Ended.PATIENCE)


def _ended(steps: list[Step], ended: Ended) -> Conversation:
    return Conversation(tuple(steps), ended)
