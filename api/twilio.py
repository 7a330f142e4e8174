"""Twilio as the carrier, through its own SDK: one attempt a call, with a bound on its time."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
from twilio.base import values
from twilio.base.exceptions import TwilioException
from twilio.http.response import Response
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance

from api.carrier import (
    Arrival,
    CarrierBusy,
    CarrierRefused,
    CarrierRejectsUs,
    CarrierSilent,
    Media,
    Outgoing,
    Sent,
)
from api.webhooks import STATUS

THEIR_ADDRESS = "https://api.twilio.com"
CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 20.0
MOST_LISTED = 200
PAGE_SIZE = 500
WITH_MEDIA = "MM"
"""How the SIDs of texts with files begin."""
TOO_FAST = 20429
BROKEN = 20500
NOT_OUR_ACCOUNT = frozenset({20003, 20005})


@dataclass(frozen=True)
class TwilioAccount:
    """Whose account and how it is reached. ``service_sid`` sends with a sticky sender (S50), else ``number``."""

    sid: str
    token: str
    public_address: str
    number: str = ""
    service_sid: str = ""
    api_url: str = ""


class _Http:
    """The SDK's seam for transports: to our base address, within a time limit, without a retry or a log line."""

    is_async = True

    def __init__(self, api_url: str) -> None:
        self._base = api_url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def request(self, method: str, uri: str, **asked: Any) -> Response:
        """``asked`` is what the SDK gives: params, data, headers, auth (a pair), timeout, allow_redirects."""
        headers = dict(asked.get("headers") or {})
        if auth := asked.get("auth"):
            headers["Authorization"] = aiohttp.encode_basic_auth(*auth)
        async with self._open().request(
            method,
            self._base + uri.removeprefix(THEIR_ADDRESS) if self._base else uri,
            params=asked.get("params"),
            data=asked.get("data"),
            headers=headers,
            allow_redirects=False,
        ) as answer:
            return Response(answer.status, await answer.text(), answer.headers)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            limit = aiohttp.ClientTimeout(total=TOTAL_SECONDS, connect=CONNECT_SECONDS)
            self._session = aiohttp.ClientSession(timeout=limit)
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


class Twilio:
    """The Carrier port over Twilio's REST API."""

    def __init__(self, account: TwilioAccount) -> None:
        self._account = account
        self._http = _Http(account.api_url)
        self._client = Client(account.sid, account.token, http_client=self._http, environment={"_": ""})

    async def send(self, text: Outgoing) -> str:
        service = self._account.service_sid
        async with _faults():
            made = await self._client.messages.create_async(
                to=text.to,
                body=text.body,
                media_url=list(text.media) or values.unset,
                messaging_service_sid=service or values.unset,
                from_=values.unset if service else self._account.number,
                status_callback=f"{self._account.public_address}{STATUS}?text={text.text_id}",
                validity_period=text.valid_seconds or values.unset,
            )
        if not made.sid:
            raise CarrierSilent("the carrier answered without a SID")
        return str(made.sid)

    async def list_sent(self, to: str, since: datetime) -> tuple[Sent, ...]:
        """Without a filter by time: a text that waits at the carrier has no time of sending yet."""
        async with _faults():
            listed = await self._client.messages.list_async(to=to, limit=MOST_LISTED)
        found = [_sent(text) for text in listed if text.direction != "inbound"]
        return tuple(sorted((text for text in found if text.at >= since), key=lambda text: (text.at, text.sid)))

    async def list_inbound(self, since: datetime) -> tuple[Arrival, ...]:
        number = values.unset if self._account.service_sid else self._account.number
        async with _faults():
            listed = await self._client.messages.list_async(to=number, date_sent_after=since, page_size=PAGE_SIZE)
            ours = [text for text in listed if text.direction == "inbound" and self._is_ours(text)]
            found = [_arrival(text, await self._media(text)) for text in ours]
        return tuple(sorted(found, key=lambda arrival: (arrival.at, arrival.sid)))

    async def erase(self, sid: str) -> None:
        """Files first: deleting a text does not delete them."""
        async with _faults():
            if sid.startswith(WITH_MEDIA):
                for file in await self._client.messages(sid).media.list_async():
                    await _gone(self._client.messages(sid).media(file.sid or "").delete_async())
            await _gone(self._client.messages(sid).delete_async())

    async def erase_file(self, text_sid: str, media_sid: str) -> None:
        async with _faults():
            await _gone(self._client.messages(text_sid).media(media_sid).delete_async())

    async def check(self) -> None:
        async with _faults():
            await self._client.messages.list_async(to=self._account.number or values.unset, limit=1)

    async def close(self) -> None:
        await self._http.close()

    def _is_ours(self, text: MessageInstance) -> bool:
        service = self._account.service_sid
        return text.to == self._account.number or bool(service and text.messaging_service_sid == service)

    async def _media(self, text: MessageInstance) -> tuple[Media, ...]:
        if text.num_media in (None, "0"):
            return ()
        listed: Sequence[Any] = await self._client.messages(text.sid).media.list_async(limit=10)
        return tuple(Media(sid=file.sid or "", content_type=file.content_type or "") for file in listed)


async def _gone(deleting: Awaitable[bool]) -> None:
    """What is not there has been deleted."""
    try:
        await deleting
    except TwilioException as error:
        if _status_and_code(error)[0] != 404:
            raise


@asynccontextmanager
async def _faults() -> AsyncIterator[None]:
    """Every way in which a call can fail, as one of ours. No connection means that nothing was sent."""
    try:
        yield
    except aiohttp.ClientConnectorError as error:
        raise CarrierBusy("the carrier cannot be reached") from error
    except TwilioException as error:
        raise _fault(error) from error
    except (aiohttp.ClientError, TimeoutError, OSError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise CarrierSilent(f"no usable answer: {type(error).__name__}") from error


def _fault(error: TwilioException) -> CarrierBusy | CarrierRefused | CarrierRejectsUs | CarrierSilent:
    """The error table of S47 by status and code; the SDK's own words are left out, they may quote the text."""
    status, code = _status_and_code(error)
    if status is None or status >= 500 or code == BROKEN:
        return CarrierSilent(f"the carrier answered {status}")
    if status == 429 or code == TOO_FAST:
        return CarrierBusy("the carrier asks us to slow down")
    if status < 400 or status in (401, 403, 404) or code in NOT_OUR_ACCOUNT:
        return CarrierRejectsUs(f"the carrier does not accept our account, token or address (HTTP {status})")
    return CarrierRefused(code if isinstance(code, int) else status)


def _status_and_code(error: TwilioException) -> tuple[int | None, int | None]:
    """From a failed create as the SDK tells it, or from a failed list, where it hands over words and the answer."""
    status, code = getattr(error, "status", None), getattr(error, "code", None)
    for given in error.args:
        if isinstance(given, Response):
            status = given.status_code
    return (status if isinstance(status, int) else None), (code if isinstance(code, int) else None)


def _sent(text: MessageInstance) -> Sent:
    return Sent(
        sid=text.sid or "",
        to=text.to or "",
        body=text.body or "",
        at=_time(text),
        status=str(text.status),
        error_code=text.error_code,
    )


def _arrival(text: MessageInstance, media: tuple[Media, ...]) -> Arrival:
    return Arrival(
        account_sid=text.account_sid or "",
        sid=text.sid or "",
        phone=text.from_ or "",
        to=text.to or "",
        body=(text.body or "").replace("\x00", ""),
        media=media,
        at=_time(text),
    )


def _time(text: MessageInstance) -> datetime:
    for at in (text.date_created, text.date_sent):
        if isinstance(at, datetime):
            return at.replace(tzinfo=UTC) if at.tzinfo is None else at
    raise CarrierSilent("a listed text has no time")
