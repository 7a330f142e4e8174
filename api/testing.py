"""Stand-ins of the carrier's side: an inbox in memory, and a Twilio that speaks HTTP on this machine."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from types import MappingProxyType
from typing import Any

import aiohttp
from aiohttp import web

from api.account import Account, Kept
from api.carrier import Arrival, Media
from api.fake_api import HTTP_STATUS, VERSION, FakeApi, error_json
from api.inbox import StatusNote
from api.signature import HEADER, Signature
from api.store.database import StorageUnavailable
from api.webhooks import MESSAGES

NO_FIELDS: Mapping[str, str] = MappingProxyType({})


class MemoryInbox:
    """An Inbox that keeps what it was given; ``full`` makes it behave like a store that cannot be written."""

    def __init__(self) -> None:
        self.arrivals: dict[str, Arrival] = {}
        self.notes: list[StatusNote] = []
        self.full = False

    async def take_in(self, arrival: Arrival) -> bool:
        if self.full:
            raise StorageUnavailable("full")
        created = arrival.sid not in self.arrivals
        self.arrivals.setdefault(arrival.sid, arrival)
        return created

    async def note(self, note: StatusNote) -> None:
        if self.full:
            raise StorageUnavailable("full")
        self.notes.append(note)


class FakeTwilio:
    """Twilio on 127.0.0.1: the REST API, and webhooks with real signatures.

    ``public_address`` is what Parley believes to be called, ``target`` where it really listens. ``statuses`` are
    reported after each create; ``api.faults`` happen to the next creates.
    """

    def __init__(
        self, account_sid: str, token: str, number: str, clock: Callable[[], datetime], public_address: str
    ) -> None:
        self.account = Account(sid=account_sid, number=number, clock=clock)
        self.api = FakeApi(self.account)
        self.public_address = public_address
        self.target = public_address
        self.statuses: tuple[str, ...] = ()
        self.address = ""
        self._signature = Signature([token])
        self._login = "Basic " + base64.b64encode(f"{account_sid}:{token}".encode()).decode()
        self._client: aiohttp.ClientSession | None = None
        self._running: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def serving(self, port: int = 0) -> AsyncIterator[FakeTwilio]:
        """Listen on 127.0.0.1; ``address`` is then the value for TWILIO_API_URL."""
        app = web.Application()
        base = f"/{VERSION}/Accounts/{self.account.sid}/Messages"
        app.add_routes(
            [
                web.post(f"{base}.json", self._create),
                web.get(f"{base}.json", self._list),
                web.get(f"{base}/{{sid}}.json", self._fetch),
                web.delete(f"{base}/{{sid}}.json", self._delete),
                web.get(f"{base}/{{sid}}/Media.json", self._media),
                web.delete(f"{base}/{{sid}}/Media/{{media_sid}}.json", self._delete_media),
                web.get(f"{base}/{{sid}}/Media/{{media_sid}}", self._content),
            ]
        )
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        self.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            async with aiohttp.ClientSession() as self._client:
                yield self
                await self.reported()
        finally:
            await runner.cleanup()

    async def text(
        self,
        phone: str,
        body: str,
        media: tuple[Media, ...] = (),
        more: Mapping[str, str] = NO_FIELDS,
        times: int = 1,
    ) -> list[int]:
        """A customer texts; the webhook is called ``times`` times at once. The statuses that Parley answered."""
        arrival = self.account.receive(phone, body, media)
        form = {**self._form(arrival), **more}
        return await asyncio.gather(*(self.post(MESSAGES, form) for _ in range(times)))

    async def report(self, kept: Kept, status: str, error_code: int | None = None) -> int:
        """One status callback, to the address that came with the text."""
        kept.status, kept.error_code = status, error_code
        form = {
            "MessageSid": kept.sid,
            "MessageStatus": status,
            "AccountSid": self.account.sid,
            "From": self.account.number,
            "To": kept.text.to,
        }
        if error_code is not None:
            form["ErrorCode"] = str(error_code)
        return await self.post(kept.text.text_id.removeprefix(self.public_address), form)

    async def post(self, path: str, form: Mapping[str, str]) -> int:
        """Post a signed form to Parley; the status that it answered."""
        assert self._client is not None
        headers = {HEADER: self._signature.sign(self.public_address + path, form)}
        async with self._client.post(self.target + path, data=dict(form), headers=headers) as answer:
            return answer.status

    async def reported(self) -> None:
        """Wait until every status callback was made."""
        while self._running:
            await asyncio.gather(*self._running)

    def _form(self, arrival: Arrival) -> dict[str, str]:
        form = {
            "MessageSid": arrival.sid,
            "SmsMessageSid": arrival.sid,
            "AccountSid": arrival.account_sid,
            "From": arrival.phone,
            "To": arrival.to,
            "Body": arrival.body,
            "NumMedia": str(len(arrival.media)),
            "NumSegments": "1",
            "ApiVersion": VERSION,
        }
        for number, file in enumerate(arrival.media):
            base = f"{self.address}/{VERSION}/Accounts/{arrival.account_sid}/Messages/{arrival.sid}"
            form[f"MediaUrl{number}"] = f"{base}/Media/{file.sid}"
            form[f"MediaContentType{number}"] = file.content_type
        return form

    def _refused(self, request: web.Request) -> web.Response | None:
        if request.headers.get("Authorization") == self._login:
            return None
        status, body = error_json(20003)
        return web.json_response(body, status=status)

    async def _create(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        posted = await request.post()
        form = {name: [str(value) for value in posted.getall(name)] for name in posted}
        cut = bool(self.api.faults) and self.api.faults[0] == "reset_after"
        status, body, kept = self.api.create(form)
        if kept is not None and self.statuses:
            self._start(self._report_all(kept))
        if cut and request.transport is not None:
            request.transport.close()
        return web.json_response(body, status=status)

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _report_all(self, kept: Kept) -> None:
        for status in self.statuses:
            await self.report(kept, status)

    async def _list(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        after = request.query.get("DateSent>")
        since = datetime.fromisoformat(after.replace("Z", "+00:00")) if after else None
        found = self.api.listed(request.query.get("To"), since)
        size, page = int(request.query.get("PageSize", "50")), int(request.query.get("Page", "0"))
        return web.json_response(self._page(request, found, size, page))

    def _page(self, request: web.Request, found: list[dict[str, Any]], size: int, page: int) -> dict[str, Any]:
        more = len(found) > size * (page + 1)
        first = request.rel_url.update_query({"Page": "0", "PageSize": str(size)})
        following = request.rel_url.update_query({"Page": str(page + 1), "PageSize": str(size)})
        return {
            "messages": found[size * page : size * (page + 1)],
            "page": page,
            "page_size": size,
            "start": size * page,
            "end": min(len(found), size * (page + 1)) - 1,
            "uri": str(request.rel_url),
            "first_page_uri": str(first),
            "next_page_uri": str(following) if more else None,
            "previous_page_uri": None,
        }

    async def _fetch(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        found = self.api.fetched(request.match_info["sid"])
        status, missing = error_json(20404)
        return web.json_response(found or missing, status=200 if found else status)

    async def _delete(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        return self._deleted(self.api.delete(request.match_info["sid"]))

    async def _delete_media(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        return self._deleted(self.api.delete_media(request.match_info["sid"], request.match_info["media_sid"]))

    def _deleted(self, status: int) -> web.Response:
        if status == 204:
            return web.Response(status=204)
        status, body = error_json(next(code for code, known in HTTP_STATUS.items() if known == status))
        return web.json_response(body, status=status)

    async def _content(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        found = self.api.content(request.match_info["sid"], request.match_info["media_sid"])
        if found is None:
            return self._deleted(404)
        return web.Response(body=found[1], headers={"Content-Type": found[0]})

    async def _media(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        found = self.api.media_json(request.match_info["sid"])
        return web.json_response({"media_list": found, "page": 0, "page_size": 50, "next_page_uri": None})
