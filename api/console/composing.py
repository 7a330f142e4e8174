"""What colleagues write: texts to the customer, with a photo or without, notes to each other, and second thoughts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import FormData, UploadFile

from agent.texting import normalise, segments
from api import sent_photo
from api.carrier import LARGEST_MEDIA_BYTES
from api.console.access import LoginOf
from api.console.doing import Act, NotDone, ServiceOf, answered, back, done, is_mine, wants_json
from api.console.send_lock import insist
from api.console.timeline import INTERNAL
from api.errors import Invalid
from api.picture import NotAPicture
from api.sent_photo import Kept
from api.service import Service
from api.store import handoffs, questions, second_thoughts, texts
from api.store.rows import id_of

LONGEST_BODY: Final = 1_600
LONGEST_NOTE: Final = 2_000
SHORTEST_KEY: Final = 8
LONGEST_KEY: Final = 64


async def closing(request: Request) -> AsyncIterator[None]:
    """Files of a form are let go of with the request."""
    yield
    await request.close()


routes = APIRouter(prefix="/console/threads/{thread_id}", dependencies=[Depends(closing)])


@routes.post("/reply")
async def reply(request: Request, service: ServiceOf, login: LoginOf, thread_id: str) -> Response:
    """A person's text, through the outbox and its gate, after some seconds; the same ``key`` again sends nothing (K10).

    With ``mode=note`` the same field is a note to colleagues, and nothing leaves (S88).
    """
    form = await request.form()
    key = key_of(form)
    if form.get("mode") == "note":
        return await _note(request, service, login, (thread_id, str(form.get("body", "")), key))
    written = normalise(str(form.get("body", "")).replace("\r\n", "\n")).strip()
    try:
        photo = await photo_of(service, form)
    except NotAPicture:
        return back(request, thread_id, "photo")
    text_id, me = id_of("reply", thread_id, key), login.user

    async def do(session: AsyncSession) -> dict[str, Any]:
        if not (1 if photo is None else 0) <= len(written) <= LONGEST_BODY:
            raise NotDone("length")
        await is_mine(session, thread_id, me.email)
        await insist(session, thread_id, str(form.get("newest", "")), me.name)
        now = service.clock()
        await handoffs.reply(session, thread_id, text_id, written, me.name, now)
        await questions.pass_on(session, thread_id)  # a person answers now what the agent has asked
        if photo is not None:
            await texts.with_media(
                session, text_id, await sent_photo.attach(session, service, (thread_id, text_id), photo)
            )
        await second_thoughts.wait(session, thread_id, text_id, me.name, now)
        return {"text": text_id, "segments": segments(written).count, "photo": photo is not None}

    answer = await answered(request, service, Act(me.email, "reply", thread_id), do)
    if photo is not None:
        await sent_photo.drop_unused(service, text_id, photo)
    return answer


@routes.post("/undo")
async def undo(
    request: Request,
    service: ServiceOf,
    login: LoginOf,
    thread_id: str,
    text: Annotated[str, Form(max_length=64)],
) -> Response:
    """Take a text back in its first seconds; its words are in the composer again."""
    words: list[str] = []

    async def do(session: AsyncSession) -> dict[str, Any]:
        await is_mine(session, thread_id, login.user.email)
        taken = await second_thoughts.take_back(session, thread_id, text, login.user.name)
        if taken is None:
            raise NotDone("too-late")
        words.append(taken)
        return {"text": text}

    try:
        await done(service, Act(login.user.email, "undo", thread_id), do)
    except NotDone as refused:
        return back(request, thread_id, refused.said)
    if wants_json(request):
        return JSONResponse({"done": True, "body": words[0]})
    return RedirectResponse(f"/console/threads/{thread_id}?again={text}#body", status_code=303)


async def _note(request: Request, service: Service, login: LoginOf, what: tuple[str, str, str]) -> Response:
    thread_id, body, key = what
    words = body.replace("\r\n", "\n").strip()
    me = login.user

    async def do(session: AsyncSession) -> dict[str, Any]:
        if not 1 <= len(words) <= LONGEST_NOTE:
            raise NotDone("note")
        note_id = id_of("note", thread_id, key)
        await texts.note(session, (thread_id, note_id), INTERNAL, words, me.name, service.clock())
        return {"text": note_id}

    return await answered(request, service, Act(me.email, "note", thread_id), do)


async def photo_of(service: Service, form: FormData) -> Kept | None:
    """The photo of a form, written anew; None where none was chosen. Raises NotAPicture."""
    upload = form.get("photo")
    if not isinstance(upload, UploadFile) or not upload.filename:
        return None
    return await sent_photo.keep(service, await upload.read(LARGEST_MEDIA_BYTES + 1))


def key_of(form: FormData) -> str:
    """Raises Invalid for a key that no page of ours makes."""
    key = str(form.get("key", ""))
    plain = key.replace("-", "")
    if not (SHORTEST_KEY <= len(key) <= LONGEST_KEY and plain.isascii() and plain.isalnum()):
        raise Invalid("This form has no key. Load the page again.")
    return key
