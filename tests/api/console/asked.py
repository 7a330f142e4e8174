"""A console in which the agent has asked something: the question, its thread, and an answer to it."""

from __future__ import annotations

from typing import Any

from agent.outcome import QuestionOrder
from api.store import questions, texts
from tests.api.console.desk import Colleague, Desk
from tests.scene import DANAI, SMEAR

ASK = "Is the Instinct VS vegan?"
ANSWER = "No, its lining is leather."


async def ask(opened: Desk, said: str = "is the instinct vegan?", phone: str = DANAI, ask: str = ASK) -> dict[str, Any]:
    """A thread whose agent asks a colleague; the question."""
    opened.came += 1
    sid = f"SM{opened.came:032x}"
    thread_id = await opened.scene.receive(said, sid=sid, phone=phone)
    now = opened.scene.clock()
    async with opened.service.database.writing() as session:
        await texts.settle(session, [sid], "handled", f"t{opened.came}")
        order = QuestionOrder(ask=ask, said=said)
        await questions.ask(session, (thread_id, f"t{opened.came}"), order, SMEAR.answers_by(now), now)
    return await question(opened, thread_id)


async def question(opened: Desk, thread_id: str) -> dict[str, Any]:
    """The newest question of a thread, as it is now."""
    async with opened.service.database.reading() as session:
        return (await questions.of_thread(session, thread_id))[0]


async def answer(who: Colleague, asked: dict[str, Any], words: str = ANSWER) -> str:
    """What the colleague is told after answering; nothing where it was sent."""
    path = f"/console/threads/{asked['thread_id']}/answer"
    came = await who.post(path, question=asked["id"], body=words)
    return came.headers["location"].partition("said=")[2]
