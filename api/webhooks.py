"""The carrier's webhooks: verify, store, return (S35). Nothing here waits for a model or for the carrier."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from fastapi import APIRouter, Request, Response

from api.carrier import MOST_MEDIA, Arrival, Media, Status
from api.errors import Forbidden
from api.form import read_form
from api.inbox import Inbox, StatusNote
from api.signature import HEADER, SETTINGS_HEADER, Signature

EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
MESSAGES = "/twilio/messages"
STATUS = "/twilio/status"

STATUSES = frozenset(get_args(Status))
ACCOUNT_SID = re.compile(r"AC[0-9a-zA-Z]{1,64}")
MESSAGE_SID = re.compile(r"(?:SM|MM)[0-9a-f]{32}")
PHONE = re.compile(r"\+?[0-9]{3,15}")
TEXT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
CODE = re.compile(r"[0-9]{1,6}")
MEDIA_SID = re.compile(r"/Media/(ME[0-9a-f]{32})$")
MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,64}/[a-z0-9.+-]{1,64}")


@dataclass(frozen=True)
class Line:
    """What is ours: the public address that is signed, the account, the numbers, and where arrivals go.

    Without an ``account_sid`` the secret alone says whose account it is. ``service_sid`` is a messaging service, any
    number of which is ours.
    """

    public_address: str
    signature: Signature
    inbox: Inbox
    clock: Callable[[], datetime]
    numbers: frozenset[str]
    account_sid: str = ""
    service_sid: str = ""


def router(line: Line) -> APIRouter:
    """The two routes that the carrier calls. They answer 200, 403, 413, 415, or 503 when storing fails (I23)."""
    routes = APIRouter()

    @routes.post(MESSAGES)
    async def receive(request: Request) -> Response:
        form = await _verified(line, request, MESSAGES)
        await line.inbox.take_in(_arrival(line, form))
        return Response(EMPTY_TWIML, media_type="text/xml")

    @routes.post(STATUS)
    async def status(request: Request) -> Response:
        form = await _verified(line, request, STATUS)
        note = _note(form, request.query_params.get("text", ""))
        if note is not None:
            await line.inbox.note(note)
        return Response(EMPTY_TWIML, media_type="text/xml")

    return routes


async def _verified(line: Line, request: Request, path: str) -> dict[str, str]:
    """The form of a request that the carrier signed for exactly this address. Raises Forbidden and its like."""
    form = await read_form(request)
    query = _query(request, path)
    url = f"{line.public_address}{path}{query}"
    given = request.headers.get(HEADER, "")
    if not line.signature.valid(url, form, given, request.headers.get(SETTINGS_HEADER, "")):
        raise Forbidden("The signature does not fit.")
    account = form.get("AccountSid", "")
    if account != line.account_sid if line.account_sid else not ACCOUNT_SID.fullmatch(account):
        raise Forbidden("This is not our account.")
    return form


def _query(request: Request, path: str) -> str:
    """The query as it was signed: none, or our text's id on a status callback."""
    raw: bytes = request.scope.get("query_string", b"")
    if not raw:
        return ""
    text = raw.decode("latin-1")
    if path != STATUS or not re.fullmatch(rf"text={TEXT_ID.pattern}", text):
        raise Forbidden("This address takes no such query.")
    return f"?{text}"


def _arrival(line: Line, form: Mapping[str, str]) -> Arrival:
    """Fields joined without separators can be cut elsewhere under a valid signature, so each must look right (S46)."""
    sid, phone, to = (form.get(name, "") for name in ("MessageSid", "From", "To"))
    if not MESSAGE_SID.fullmatch(sid) or not PHONE.fullmatch(phone) or not PHONE.fullmatch(to) or "Body" not in form:
        raise Forbidden("A field of a text is missing or misshapen.")
    ours = to in line.numbers or (line.service_sid and form.get("MessagingServiceSid") == line.service_sid)
    if not ours:
        raise Forbidden("This is not our number.")
    return Arrival(
        account_sid=form["AccountSid"],
        sid=sid,
        phone=phone,
        to=to,
        body=form["Body"].replace("\x00", ""),
        media=_media(form),
        at=line.clock(),
        opt_out=_opt_out(form.get("OptOutType", "")),
    )


def _media(form: Mapping[str, str]) -> tuple[Media, ...]:
    """SIDs and claimed types; the posted address is not kept, because it is an open door (S54)."""
    count = form.get("NumMedia", "0")
    many = min(int(count), MOST_MEDIA) if CODE.fullmatch(count) else 0
    return tuple(_file(form.get(f"MediaUrl{n}", ""), form.get(f"MediaContentType{n}", "")) for n in range(many))


def _file(url: str, claimed: str) -> Media:
    found = MEDIA_SID.search(url)
    kind = claimed.lower()
    known = MEDIA_TYPE.fullmatch(kind) is not None
    return Media(sid=found[1] if found else "", content_type=kind if known else "application/octet-stream")


def _opt_out(word: str) -> Literal["STOP", "START", "HELP"] | None:
    match word:
        case "STOP" | "START" | "HELP":
            return word
        case _:
            return None


def _note(form: Mapping[str, str], text_id: str) -> StatusNote | None:
    """The status, or None for a word that we do not know: the carrier adds words without notice (S45)."""
    sid, status = form.get("MessageSid", ""), form.get("MessageStatus", "")
    if not MESSAGE_SID.fullmatch(sid) or not status:
        raise Forbidden("A field of a status is missing or misshapen.")
    if status not in STATUSES:
        return None
    code = form.get("ErrorCode", "")
    return StatusNote(
        sid=sid,
        status=status,
        error_code=int(code) if CODE.fullmatch(code) else None,
        text_id=text_id or None,
    )
