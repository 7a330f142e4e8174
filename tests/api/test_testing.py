"""The stand-ins behave where tests rely on them: SIDs once, real signatures, duplicates, callbacks."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from api.carrier import Arrival, Media, Outgoing
from api.fake_api import VERSION
from api.signature import Signature
from api.store.database import StorageUnavailable
from api.testing import FakeTwilio, MemoryInbox
from tests.api.texts import ACCOUNT, BRAND_NUMBER, DANAI, NOW, TOKEN

PUBLIC = "https://shop.example"
FILE = "ME" + "1" * 32
LOGIN = {"Authorization": aiohttp.encode_basic_auth(ACCOUNT, TOKEN)}
HI = Arrival(account_sid=ACCOUNT, sid="SM1", phone=DANAI, to=BRAND_NUMBER, body="hi", at=NOW)


class Receiver:
    """A Parley that keeps the forms whose signature fits."""

    def __init__(self) -> None:
        self.forms: list[tuple[str, dict[str, str]]] = []

    async def receive(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        signed = request.headers["X-Twilio-Signature"]
        if not Signature([TOKEN]).valid(PUBLIC + request.path_qs, form, signed):
            return web.Response(status=403)
        self.forms.append((request.path_qs, form))
        return web.Response(text="ok")


@pytest.fixture
async def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
async def fake(receiver: Receiver) -> AsyncIterator[FakeTwilio]:
    app = web.Application()
    app.add_routes([web.post("/{rest:.*}", receiver.receive)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with FakeTwilio(ACCOUNT, TOKEN, BRAND_NUMBER, lambda: NOW, PUBLIC).serving() as serving:
        serving.target = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield serving
    await runner.cleanup()


async def test_a_sid_is_new_only_once() -> None:
    inbox = MemoryInbox()
    assert await inbox.take_in(HI)
    assert not await inbox.take_in(HI)
    assert list(inbox.arrivals.values()) == [HI]


async def test_a_full_inbox_stores_nothing() -> None:
    inbox = MemoryInbox()
    inbox.full = True
    with pytest.raises(StorageUnavailable):
        await inbox.take_in(HI)
    assert not inbox.arrivals


async def test_a_text_is_posted_with_a_real_signature_as_often_as_asked(fake: FakeTwilio, receiver: Receiver) -> None:
    media = Media(sid="ME" + "7" * 32, content_type="image/png")
    assert await fake.text(DANAI, "look", (media,), times=3) == [200, 200, 200]
    paths, forms = {path for path, _ in receiver.forms}, [form for _, form in receiver.forms]
    assert paths == {"/twilio/messages"}
    assert len({form["MessageSid"] for form in forms}) == 1
    assert forms[0]["MediaUrl0"].endswith("/Media/" + media.sid)


async def test_a_status_goes_to_the_callback_of_its_text(fake: FakeTwilio, receiver: Receiver) -> None:
    kept = fake.account.take(Outgoing(to=DANAI, body="x", text_id=f"{PUBLIC}/twilio/status?text=t1"))
    assert await fake.report(kept, "undelivered", 30003) == 200
    assert receiver.forms[0][0] == "/twilio/status?text=t1"
    assert receiver.forms[0][1]["ErrorCode"] == "30003"
    assert kept.status == "undelivered"


async def test_a_file_is_given_to_who_logs_in_until_it_is_deleted(fake: FakeTwilio) -> None:
    photo = fake.account.receive(DANAI, "look", (Media(sid=FILE, content_type="image/png"),))
    fake.api.contents[FILE] = b"picture"
    address = f"{fake.address}/{VERSION}/Accounts/{ACCOUNT}/Messages/{photo.sid}/Media/{FILE}"
    async with aiohttp.ClientSession() as client:
        async with client.get(address) as answer:
            assert answer.status == 401
        async with client.get(address, headers=LOGIN) as answer:
            assert (answer.content_type, await answer.read()) == ("image/png", b"picture")
        statuses = []
        for _ in range(2):
            async with client.delete(address + ".json", headers=LOGIN) as answer:
                statuses.append(answer.status)
        assert statuses == [204, 404]
        async with client.get(address, headers=LOGIN) as answer:
            assert answer.status == 404
