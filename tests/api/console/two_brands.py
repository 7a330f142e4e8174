"""A console of two brands: colleagues of the one, of the other, and of both; one customer's thread with each."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, get_args

from agent.outcome import HandoffOrder, QuestionOrder
from api.store import articles, files, handoffs, intake, questions, quick_replies, seals, texts, users
from api.store import brands as stored_brands
from api.store.articles import Words
from api.store.quick_replies import QuickReply
from api.store.users import Role
from tests.api.console.desk import Desk, colleague, desk
from tests.scene import DANAI, SMEAR, scene
from tools.base import HandoffReason

OURS, OTHER = SMEAR.id, "other"
SECRET: Final = "only-other-may-see-this"
"""Stands in everything that is the other brand's."""


@dataclass
class TwoBrands:
    """The desk, and what is the other brand's in it."""

    desk: Desk
    thread_id: str
    ours: str
    text_id: str
    file_id: str
    quick_id: str
    question_id: str
    article_id: str


@asynccontextmanager
async def two_brands(folder: Path) -> AsyncIterator[TwoBrands]:
    """Colleagues ``ROLE@shop.example`` work for all brands, ``ours-ROLE@`` for ours, ``other-ROLE@`` for the other."""
    async with desk(folder) as opened:
        brand = SMEAR.model_copy(update={"id": OTHER, "name": f"OTHER {SECRET}", "number": "+14155550900"})
        deps, _ = scene(clock=opened.scene.clock, brand=brand)
        service = replace(opened.service, brands={**opened.service.brands, OTHER: deps})
        opened.browser.app.state.service = opened.scene.service = opened.service = service
        await seals.agree(service.database)
        async with service.database.writing() as session:
            for one in (SMEAR, brand):
                await stored_brands.save(session, one)
            for role in get_args(Role):
                for name in (OURS, OTHER):
                    await users.add(session, _of(role, name))
        ours = await opened.waiting("Hello from ours")
        yield await _furnished(opened, ours)


def _of(role: Role, brand: str) -> users.User:
    which = "ours" if brand == OURS else "other"
    made = colleague(role, f"u-{which}-{role}")
    email = f"{which}-{role}@shop.example"
    return made.model_copy(update={"email": email, "name": f"{which} {role}", "brands": (brand,)})


async def _furnished(opened: Desk, ours: str) -> TwoBrands:
    """A thread of the other brand that waits, with a photo and a question, a quick reply, and an article."""
    service, now = opened.service, opened.scene.clock()
    sid = f"SM{999:032x}"
    came = intake.Inbound(account_sid="AC1", sid=sid, phone=DANAI, brand=OTHER, body=SECRET, at=now)
    async with service.database.writing() as session:
        thread_id = (await intake.accept(session, came, now, 0)).thread_id
        await texts.settle(session, [sid], "human", "t9")
        order = HandoffOrder(reason=HandoffReason.ASKED, ask=SECRET)
        await handoffs.open_new(session, thread_id, "t-9", order, handoffs.Waiting(now, None, 0.2))
        await handoffs.take_over(session, thread_id, now)
        file_id = await files.add_ours(session, (thread_id, sid), (SECRET, "image/jpeg", 3), now)
        await quick_replies.save(session, QuickReply("q-other", OTHER, "secret", SECRET), "Other", now)
        asks = QuestionOrder(ask=SECRET, said=SECRET)
        question_id = await questions.ask(session, (thread_id, "t-9"), asks, now, now)
        await articles.add(session, (OTHER, question_id), Words(SECRET, SECRET), "Other", now)
        article_id = (await articles.listed(session, [OTHER]))[0]["id"]
    return TwoBrands(opened, thread_id, ours, sid, file_id, "q-other", question_id, article_id)
