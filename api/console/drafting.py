"""What a colleague knew becomes what the agent knows: an answer as a draft article, without anybody in it (S89)."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.console.access import LoginOf
from api.console.asking import Given, home
from api.console.doing import Act, NotDone, ServiceOf, done
from api.console.scrubbing import CITY, EMAIL, NAME, PHONE, POSTCODE, STREET, NamesLeft, Scrub
from api.service import Service
from api.store import articles, questions, threads
from api.store.articles import Words
from knowledge.entry import one_line, plain_lines
from knowledge.passage import MAX_HEADING_CHARS
from tools.shop import ShopError

LEFT_OUT: Final = "[...]"
"""Stands where something of the customer stood; a marketer fills it in or words it differently."""
_OWN_MAIL: Final = "brandsownmail"
_STAND_INS: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:{}|900\d\d|TRACK900\d\d|\[number\])(?![A-Za-z0-9])".format(
        "|".join(re.escape(one) for one in (PHONE, NAME, *NAME.split(), EMAIL, STREET, CITY, POSTCODE))
    )
)

routes = APIRouter(prefix="/console/threads/{thread_id}")


@routes.post("/answer/draft")
async def draft(
    request: Request,
    service: ServiceOf,
    login: LoginOf,
    thread_id: str,
    given: Annotated[Given, Depends()],
) -> Response:
    """Question and answer as a draft that a marketer reads; nothing is kept if a name would be left in it."""
    try:
        brand, words = await without_anybody(service, thread_id, given.question)
    except (NotDone, NamesLeft, ShopError) as error:
        return home(request, thread_id, given.then, _why(error))

    async def do(session: AsyncSession) -> dict[str, Any]:
        if not await articles.add(session, (brand, given.question), words, login.user.name, service.clock()):
            raise NotDone("draft-there")
        return {"question": given.question}

    try:
        await done(service, Act(login.user.email, "knowledge_draft", thread_id), do)
    except NotDone as refused:
        return home(request, thread_id, given.then, refused.said)
    return home(request, thread_id, given.then)


def _why(error: NotDone | NamesLeft | ShopError) -> str:
    if isinstance(error, NotDone):
        return error.said
    return "names-left" if isinstance(error, NamesLeft) else "shop-away"


async def without_anybody(service: Service, thread_id: str, question_id: str) -> tuple[str, Words]:
    """The brand, and the words of a question that was answered, scrubbed. Raises NotDone, NamesLeft, ShopError."""
    async with service.database.reading() as session:
        thread = await threads.by_id(session, thread_id)
        row = await questions.by_id(session, thread_id, question_id)
    if thread is None or row is None or not row["answer"]:
        raise NotDone("no-question")
    deps = service.brands[thread["brand"]]
    customer, orders = await deps.shop.customer(thread["phone"]), await deps.shop.orders(thread["phone"])
    scrub = Scrub(thread["phone"], customer, orders)

    def clean(words: str) -> str:
        said = scrub.words(words.replace(deps.brand.email, _OWN_MAIL))
        scrub.insist(said)
        return _STAND_INS.sub(LEFT_OUT, said).replace(_OWN_MAIL, deps.brand.email)

    question = one_line(clean(row["ask"]))[:MAX_HEADING_CHARS]
    return thread["brand"], Words(question, plain_lines(clean(row["answer"])))
