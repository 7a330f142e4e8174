"""What colleagues think of the agent: labels on turns, and threads that become cases for the evals."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.console.access import LoginOf
from api.console.doing import Act, NotDone, ServiceOf, answered, back, done
from api.console.recording import Recorder, talks
from api.console.scrubbing import NamesLeft
from api.errors import NotFound
from api.service import Service
from api.store import cases, labels, threads
from api.store.cases import Case
from api.store.rows import id_of
from tools.shop import ShopError

LONGEST_WHY: Final = 300

Why = Annotated[str, Form(max_length=LONGEST_WHY)]
Verdict = Annotated[labels.Verdict, Form()]

routes = APIRouter(prefix="/console/threads/{thread_id}")


@routes.post("/label")
async def label(request: Request, service: ServiceOf, login: LoginOf, thread_id: str) -> Response:
    """A turn was good or bad, and why; the same colleague's next word replaces it."""
    form = await request.form()
    turn, why = str(form.get("turn", ""))[:64], str(form.get("why", ""))[:LONGEST_WHY].strip()
    verdict: labels.Verdict = "good" if form.get("verdict") == "good" else "bad"

    async def do(session: AsyncSession) -> dict[str, Any]:
        me = login.user.email
        if not await labels.put(session, (thread_id, turn), verdict, why, me, service.clock()):
            raise NotDone("no-label")
        return {"turn": turn, "verdict": verdict}

    return await answered(request, service, Act(login.user.email, "label", thread_id), do)


@routes.post("/case")
async def case(
    request: Request, service: ServiceOf, login: LoginOf, thread_id: str, verdict: Verdict = "bad", why: Why = ""
) -> Response:
    """Keep the thread for the evals as it is now, with every personal detail replaced; nothing if one would be left."""
    try:
        body = await frozen(service, thread_id, (verdict, why.strip()))
    except NamesLeft:
        return back(request, thread_id, "names-left")
    except ShopError:
        return back(request, thread_id, "shop-away")
    kept = Case(
        id=id_of("case", thread_id, service.clock().isoformat()),
        thread_id=thread_id,
        brand=body["brand"],
        label=verdict,
        why=body["why"],
        author=login.user.name,
        body=body,
    )

    async def do(session: AsyncSession) -> dict[str, Any]:
        await cases.add(session, kept, service.clock())
        return {"case": kept.id, "label": verdict}

    await done(service, Act(login.user.email, "case", thread_id), do)
    return back(request, thread_id)


async def frozen(service: Service, thread_id: str, said: tuple[str, str]) -> dict[str, Any]:
    """The last conversation of a thread, good or bad and why (``said``). Raises NotFound, NamesLeft, ShopError."""
    async with service.database.reading() as session:
        row = await threads.by_id(session, thread_id)
    if row is None or row["brand"] not in service.brands:
        raise NotFound("There is no such thread.")
    recorder = Recorder(service.database, service.brands[row["brand"]].shop, service.clock())
    rows = await recorder.rows(row)
    found = talks(rows.texts)
    if not found:
        raise NotFound("The customer has not written anything yet.")
    return await recorder.record(rows, found[-1], said)
