"""The page of what colleagues taught the agent: drafts to read, word and accept, and what is in force (S89)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth import LoggedIn
from api.bubble import day_and_time
from api.console.access import LoginOf
from api.console.doing import ServiceOf
from api.console.drafting import LEFT_OUT
from api.console.pages import show
from api.errors import NotFound
from api.published import file_name, publish
from api.service import Service
from api.store import articles, audit
from api.store.articles import Words
from knowledge.entry import entry, one_line, plain_lines
from knowledge.front_matter import ArticleError
from knowledge.passage import MAX_HEADING_CHARS, MAX_TEXT_CHARS

HOME: Final = "/console/knowledge"
CHANGED: Final = "Somebody else changed it first. This is how it is now."
UNFINISHED: Final = f"Something of the customer stood where {LEFT_OUT} is. Word it so that it is true for everybody."
STATES: Final = {"draft": "Draft", "accepted": "In force", "declined": "Declined", "withdrawn": "Withdrawn"}
BECOMES: Final[dict[str, articles.Status]] = {"accept": "accepted", "decline": "declined", "withdraw": "withdrawn"}

Do = Literal["save", "accept", "decline", "withdraw"]
Field = Annotated[str, Form(max_length=4_000)]

routes = APIRouter(prefix=HOME)


class Change:
    """What is wanted of an article, from the ``version`` that was read, with these words."""

    def __init__(
        self,
        act: Annotated[Do, Form()] = "save",
        version: Annotated[int, Form(ge=1)] = 1,
        question: Field = "",
        answer: Field = "",
    ) -> None:
        self.act: Do = act
        self.version = version
        self.words = Words(one_line(question), plain_lines(answer))


@routes.get("")
async def page(service: ServiceOf, login: LoginOf) -> Response:
    return await _page(service, login)


@routes.post("/{article_id}")
async def change(service: ServiceOf, login: LoginOf, article_id: str, wanted: Annotated[Change, Depends()]) -> Response:
    """Word it, accept it, decline it, withdraw it; what is in force after it is found by the very next text."""
    async with service.database.reading() as session:
        row = await articles.by_id(session, service.brands, article_id)
    if row is None:
        raise NotFound("There is no such article.")
    if trouble := _unfit(row, wanted, service.clock()):
        return await _page(service, login, trouble, {"id": article_id, **wanted.words._asdict()})
    async with service.database.writing() as session:
        made = await _made(session, row, wanted, (login.user.name, service.clock()))
        if made:
            about = {"article": article_id, "version": wanted.version + 1}
            await audit.record(
                session, login.user.email, f"knowledge_{wanted.act}", row["brand"], about, service.clock()
            )
    if not made:
        return await _page(service, login, CHANGED)
    if "accepted" in (row["status"], BECOMES.get(wanted.act)):
        await publish(service)
    return RedirectResponse(HOME, status_code=303)


def _unfit(row: dict[str, Any], wanted: Change, now: datetime) -> str:
    """Why these words cannot be an article, in words; nothing where they can, or where none are taken."""
    if wanted.act not in ("save", "accept"):
        return ""
    try:
        entry(file_name(row["id"]), *wanted.words, now.date())
    except ArticleError as error:
        return f"{error.what} {error.mend}"
    is_in_force = wanted.act == "accept" or row["status"] == "accepted"
    return UNFINISHED if is_in_force and LEFT_OUT in " ".join(wanted.words) else ""


async def _made(session: AsyncSession, row: dict[str, Any], wanted: Change, by: tuple[str, datetime]) -> bool:
    if wanted.act == "save":
        return await articles.edit(session, row, wanted.version, wanted.words, *by)
    words = wanted.words._asdict() if wanted.act == "accept" else {}
    return await articles.become(session, {**row, **words}, wanted.version, BECOMES[wanted.act], *by)


async def _page(service: Service, login: LoggedIn, trouble: str = "", tried: dict[str, Any] | None = None) -> Response:
    async with service.database.reading() as session:
        rows = await articles.listed(session, service.brands)
    shown = [await _shown(service, row, tried) for row in rows]
    return show("knowledge.html", login, rows=shown, trouble=trouble, most=(MAX_HEADING_CHARS, MAX_TEXT_CHARS))


async def _shown(service: Service, row: dict[str, Any], tried: dict[str, Any] | None) -> dict[str, Any]:
    """An article; under a draft, what the agent would answer to its question today."""
    deps = service.brands[row["brand"]]
    found = await deps.library.search(row["question"], 1) if row["status"] == "draft" else None
    near = found.passages[0].passage if found and found.passages else None
    when = day_and_time(row["changed_at"], deps.brand.timezone)
    return {
        **row,
        **(tried if tried and tried["id"] == row["id"] else {}),
        "tried": bool(tried and tried["id"] == row["id"]),
        "state": STATES[row["status"]],
        "by": f"From an answer of {row['made_by']}; {row['changed_by']}, {when}",
        "near": f"{near.heading} {near.text}" if near else "",
    }
