"""What the agent asks its colleagues: the page of open questions, and the answer that the agent passes on (S89)."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse
from sqlalchemy.ext.asyncio import AsyncSession

from agent.asking import answer_text
from agent.texting import normalise
from agent.transcript import Owner
from api.console.access import LoginOf, still
from api.console.doing import Act, NotDone, ServiceOf, back, done, wants_json
from api.console.pages import show
from api.console.question_card import question_card
from api.console.timeline import INTERNAL
from api.live import Follow, Live, live_of, stream
from api.people import People, shown
from api.service import Service
from api.store import articles, questions, stamps, texts
from api.store.questions import Answer
from api.store.rows import id_of
from api.unanswered import forbids

QUESTIONS: Final = "/console/questions"
LONGEST_ANSWER: Final = 1_000
WITH_A_PERSON: Final = "with_a_person"
OVER: Final = {"answered": "answered-already", "not_sent": "answered-already", "handed_over": "question-over"}

LiveOf = Annotated[Live, Depends(live_of)]
Question = Annotated[str, Form(pattern=r"^[0-9a-f]{32}$")]

routes = APIRouter()


class Given:
    """What a colleague answers to which question; ``then`` is set where the form is on the page of all questions."""

    def __init__(
        self,
        question: Question,
        body: Annotated[str, Form(max_length=4 * LONGEST_ANSWER)] = "",
        then: Annotated[Literal["", "questions"], Form()] = "",
    ) -> None:
        self.question = question
        self.words = normalise(body.replace("\r\n", "\n")).strip()
        self.then = then


@routes.get(QUESTIONS)
async def page(service: ServiceOf, login: LoginOf, said: str = "") -> Response:
    """What waits for an answer, and what was answered last."""
    return show("questions.html", login, said, seen=await asked(service))


@routes.get(f"{QUESTIONS}/live")
async def page_live(request: Request, service: ServiceOf, login: LoginOf, live: LiveOf) -> StreamingResponse:
    follow = Follow(
        key="questions",
        viewer=login.user.id,
        stamp=lambda: _stamp(service),
        snapshot=lambda: asked(service),
        allowed=still(service, request, login),
    )
    return stream(live, follow)


@routes.post("/console/threads/{thread_id}/answer")
async def answer(
    request: Request,
    service: ServiceOf,
    login: LoginOf,
    thread_id: str,
    given: Annotated[Given, Depends()],
) -> Response:
    """The answer of a colleague; the agent sends it at once, or they are told why it may not (S89, I7)."""
    kept: list[str] = []

    async def do(session: AsyncSession) -> dict[str, Any]:
        if not 1 <= len(given.words) <= LONGEST_ANSWER:
            raise NotDone("answer")
        said = Answer(given.words, login.user.name, service.clock())
        why = await _taken(session, service, (thread_id, given.question), said)
        kept.append(why)
        return {"question": given.question, "sent": not why, **({"why": why} if why else {})}

    try:
        await done(service, Act(login.user.email, "answer_agent", thread_id), do)
    except NotDone as refused:
        return home(request, thread_id, given.then, refused.said)
    return home(request, thread_id, given.then, f"kept-{kept[0]}" if kept[0] else "")


def home(request: Request, thread_id: str, then: str, said: str = "") -> Response:
    """To the page that the form was on: the thread's, or that of all questions."""
    if not then or wants_json(request):
        return back(request, thread_id, said)
    return RedirectResponse(QUESTIONS + (f"?said={said}" if said else ""), status_code=303)


async def asked(service: Service) -> dict[str, Any]:
    """The open questions of the brands that are served, the longest waiting first, and the last answers."""
    now = service.clock()
    async with service.database.reading() as session:
        waiting = await questions.open_ones(session, service.brands)
        over = await questions.answered_ones(session, service.brands)
        drafts = await articles.status_of(session, [row["id"] for row in over])
    people = People(service)

    async def cards(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {
                **question_card(row, row, drafts.get(row["id"], ""), _zone(service, row["brand"]), now),
                "name": await people.name(row["brand"], row["phone"]),
                "phone": shown(row["phone"]),
                "href": f"/console/threads/{row['thread_id']}",
            }
            for row in rows
        ]

    return {"open": await cards(waiting), "over": await cards(over), "count": len(waiting)}


async def _taken(session: AsyncSession, service: Service, which: tuple[str, str], given: Answer) -> str:
    """The answer is sent, or kept: then why it was not sent. Raises NotDone where somebody was first."""
    thread_id, question_id = which
    thread = await questions.thread_of(session, thread_id)
    row = await questions.by_id(session, thread_id, question_id)
    if row is None or thread is None:
        raise NotDone("no-question")
    if row["status"] != "open":
        raise NotDone(OVER[row["status"]])
    person = thread["owner"] == Owner.PERSON.value
    why = WITH_A_PERSON if person else await forbids(session, {**thread, "thread_id": thread_id})
    if why:
        if not await questions.keep_unsent(session, question_id, why, given):
            raise NotDone("answered-already")
        note = f"{row['ask']}\n{given.words}"
        await texts.note(session, (thread_id, id_of(question_id, "note")), INTERNAL, note, given.who, given.now)
        return why
    deps = service.brands[thread["brand"]]
    between = await questions.came_between(session, thread_id, row["asked_at"])
    text = answer_text(deps, row["said"], given.words, thread["language"], at_once=not between)
    if not await questions.answer(session, row, text, given):
        raise NotDone("answered-already")
    return ""


async def _stamp(service: Service) -> str:
    async with service.database.reading() as session:
        return f"{await stamps.of_queue(session)}{await questions.stamp(session)}"


def _zone(service: Service, brand: str) -> str:
    return service.brands[brand].brand.timezone
