"""Webhooks verify, store and return; no input makes them fail (I23, S46)."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from urllib.parse import parse_qsl, urlencode

import httpx
import pytest
from fastapi import FastAPI

from api.errors import answer_errors
from api.inbox import StatusNote
from api.signature import Signature
from api.testing import MemoryInbox
from api.webhooks import EMPTY_TWIML, Line, router
from tests.api.texts import ACCOUNT, BRAND_NUMBER, NOW, TOKEN, text_form

PUBLIC = "https://shop.example/parley"
SIGNATURE = Signature([TOKEN])
STATUS = {"MessageSid": "SM" + "b" * 32, "MessageStatus": "delivered", "AccountSid": ACCOUNT}


def line(inbox: MemoryInbox, secret: str = TOKEN, account: str = ACCOUNT) -> Line:
    return Line(
        public_address=PUBLIC,
        signature=Signature([secret]),
        inbox=inbox,
        clock=lambda: NOW,
        numbers=frozenset({BRAND_NUMBER}),
        account_sid=account,
        service_sid="MG" + "5" * 32,
    )


class Webhook:
    """The carrier's side: posts forms, signed for the public address."""

    def __init__(self, client: httpx.AsyncClient, inbox: MemoryInbox) -> None:
        self.client = client
        self.inbox = inbox

    async def post(self, path: str, form: dict[str, str], signature: str | None = None) -> httpx.Response:
        signed = SIGNATURE.sign(PUBLIC + path, form) if signature is None else signature
        return await self.client.post(path, data=form, headers={"X-Twilio-Signature": signed})

    async def post_raw(self, body: bytes, **headers: str) -> httpx.Response:
        kind = {"content-type": "application/x-www-form-urlencoded", "X-Twilio-Signature": "AAAA"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        raw = [(name.encode(), value.encode("latin-1")) for name, value in {**kind, **named}.items()]
        return await self.client.post("/twilio/messages", content=body, headers=raw)


async def webhook_of(inbox: MemoryInbox, own: Line) -> AsyncIterator[Webhook]:
    app = FastAPI()
    answer_errors(app)
    app.include_router(router(own))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://inside:8000") as client:
        yield Webhook(client, inbox)


@pytest.fixture
async def webhook() -> AsyncIterator[Webhook]:
    inbox = MemoryInbox()
    async for found in webhook_of(inbox, line(inbox)):
        yield found


async def test_a_signed_text_is_stored_and_answered_with_empty_twiml(webhook: Webhook) -> None:
    answer = await webhook.post("/twilio/messages", text_form("Where is my order?", sid="SM" + "1" * 32))
    assert (answer.status_code, answer.text) == (200, EMPTY_TWIML)
    assert answer.headers["content-type"].startswith("text/xml")
    arrival = webhook.inbox.arrivals["SM" + "1" * 32]
    assert (arrival.body, arrival.phone, arrival.account_sid) == ("Where is my order?", "+14155550101", ACCOUNT)


async def test_an_unsigned_text_is_forbidden_and_not_stored(webhook: Webhook) -> None:
    for signature in ("", "AAAA", Signature(["other"]).sign(PUBLIC + "/twilio/messages", text_form("hi"))):
        answer = await webhook.post("/twilio/messages", text_form("hi"), signature)
        assert answer.status_code == 403
    assert not webhook.inbox.arrivals


async def test_only_the_configured_address_is_signed_for(webhook: Webhook) -> None:
    form = text_form("hi")
    for address in ("http://inside:8000", "http://shop.example/parley", "https://shop.example"):
        signed = SIGNATURE.sign(address + "/twilio/messages", form)
        assert (await webhook.post("/twilio/messages", form, signed)).status_code == 403
    forwarded = {"X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example"}
    signed = SIGNATURE.sign(PUBLIC + "/twilio/messages", form)
    answer = await webhook.client.post(
        "/twilio/messages", data=form, headers={"X-Twilio-Signature": signed, **forwarded}
    )
    assert answer.status_code == 200


async def test_without_a_secret_webhooks_are_closed() -> None:
    inbox = MemoryInbox()
    async for closed in webhook_of(inbox, line(inbox, secret="")):
        assert (await closed.post("/twilio/messages", text_form("hi"))).status_code == 403
        assert not inbox.arrivals


async def test_without_an_account_the_secret_says_whose_it_is() -> None:
    inbox = MemoryInbox()
    async for open_line in webhook_of(inbox, line(inbox, account="")):
        assert (await open_line.post("/twilio/messages", text_form("hi"))).status_code == 200
        assert (await open_line.post("/twilio/messages", text_form("hi", AccountSid="?"))).status_code == 403


async def test_ten_thousand_characters_are_stored_whole(webhook: Webhook) -> None:
    form = text_form("é" * 10_000)
    assert (await webhook.post("/twilio/messages", form)).status_code == 200
    assert [arrival.body for arrival in webhook.inbox.arrivals.values()] == ["é" * 10_000]


async def test_a_photo_without_words_keeps_its_sid_and_not_its_address(webhook: Webhook) -> None:
    media = "ME" + "7" * 32
    url = f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Messages/MM1/Media/{media}"
    form = text_form("", NumMedia="2", MediaUrl0=url, MediaContentType0="image/jpeg", MediaUrl1="http://10.0.0.1/x")
    assert (await webhook.post("/twilio/messages", form)).status_code == 200
    (arrival,) = webhook.inbox.arrivals.values()
    assert [(file.sid, file.content_type) for file in arrival.media] == [
        (media, "image/jpeg"),
        ("", "application/octet-stream"),
    ]
    assert "10.0.0.1" not in arrival.model_dump_json()


@pytest.mark.parametrize("name", ["MessageSid", "AccountSid", "From", "To", "Body"])
async def test_a_signed_text_without_one_of_its_fields_is_forbidden(webhook: Webhook, name: str) -> None:
    form = text_form("hi")
    del form[name]
    assert (await webhook.post("/twilio/messages", form)).status_code == 403
    assert not webhook.inbox.arrivals


@pytest.mark.parametrize(
    "changed",
    [
        {"MessageSid": "SM123"},
        {"MessageSid": "SM" + "1" * 33},
        {"AccountSid": "AC" + "9" * 32},
        {"From": "+14155550101FromCityOAKLAND"},
        {"To": "+14155559999"},
        {"To": "whatsapp:+14155550100"},
    ],
    ids=lambda changed: "-".join(changed),
)
async def test_a_signed_text_with_a_misshapen_or_foreign_field_is_forbidden(
    webhook: Webhook, changed: dict[str, str]
) -> None:
    assert (await webhook.post("/twilio/messages", {**text_form("hi"), **changed})).status_code == 403
    assert not webhook.inbox.arrivals


async def test_any_number_of_our_messaging_service_is_ours(webhook: Webhook) -> None:
    form = text_form("hi", To="+14155557777", MessagingServiceSid="MG" + "5" * 32)
    assert (await webhook.post("/twilio/messages", form)).status_code == 200
    foreign = text_form("hi", To="+14155557777", MessagingServiceSid="MG" + "6" * 32)
    assert (await webhook.post("/twilio/messages", foreign)).status_code == 403


async def test_fields_cut_elsewhere_under_a_valid_signature_are_forbidden(webhook: Webhook) -> None:
    form = text_form("hi", FromCity="OAKLAND")
    signed = SIGNATURE.sign(PUBLIC + "/twilio/messages", form)
    shifted = {name: value for name, value in form.items() if name != "Body"}
    merged = {name: value for name, value in form.items() if name not in ("From", "FromCity")}
    for forged in ({**shifted, "Bod": "yhi"}, {**merged, "From": form["From"] + "FromCityOAKLAND"}):
        assert SIGNATURE.valid(PUBLIC + "/twilio/messages", forged, signed)
        assert (await webhook.post("/twilio/messages", forged, signed)).status_code == 403
    assert not webhook.inbox.arrivals


async def test_a_field_twice_is_forbidden_even_when_signed(webhook: Webhook) -> None:
    form = text_form("hi")
    signed = SIGNATURE.sign(PUBLIC + "/twilio/messages", form)
    body = urlencode(form).encode() + b"&Body=hi"
    assert (await webhook.post_raw(body, X_Twilio_Signature=signed)).status_code == 403


async def test_changed_bytes_under_a_signature_never_pass_and_never_fail(webhook: Webhook) -> None:
    form = text_form("where is my order?", FromCity="OAKLAND")
    signed = SIGNATURE.sign(PUBLIC + "/twilio/messages", form)
    body, chance = urlencode(form).encode(), random.Random(46)
    for _ in range(500):
        changed = bytearray(body)
        changed[chance.randrange(len(body))] = chance.randrange(256)
        answer = await webhook.post_raw(bytes(changed), X_Twilio_Signature=signed)
        same = dict(parse_qsl(bytes(changed).decode("latin-1"))) == form
        assert answer.status_code == (200 if same else 403)


async def test_a_text_takes_no_query(webhook: Webhook) -> None:
    assert (await webhook.post("/twilio/messages?a=1", text_form("hi"))).status_code == 403


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"Body=%FF", {}, 403),
        (b"\xff\xfe\x00", {}, 403),
        (b"Body=" + b"a" * 70_000, {}, 413),
        (b"{}", {"content_type": "application/json"}, 415),
        (b"", {"content_type": ""}, 415),
        (b"Body=1", {"content_type": "application/x-www-form-urlencoded; charset=utf-16"}, 415),
        (b"Body=1", {"content_encoding": "gzip"}, 415),
        (b"--x", {"content_type": "multipart/form-data; boundary=x"}, 415),
        (b"Body=1", {"content_type": "application/x-www-form-urlencoded; charset=utf-8"}, 403),
        (b"Body=1", {"content_type": "application/x-www-form-urlencoded; charset*=utf-8''x%FF"}, 415),
        (b"Body=1", {"X_Twilio_Signature": "caf\u00e9"}, 403),
    ],
)
async def test_malformed_requests_are_refused_and_never_fail(
    webhook: Webhook, body: bytes, headers: dict[str, str], status: int
) -> None:
    assert (await webhook.post_raw(body, **headers)).status_code == status


async def test_a_body_without_an_end_is_cut_off(webhook: Webhook) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1
            yield b"a" * 8_192

    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = await webhook.client.post("/twilio/messages", content=endless(), headers=kind)
    assert answer.status_code == 413
    assert sent < 20


async def test_a_null_character_is_left_out(webhook: Webhook) -> None:
    assert (await webhook.post("/twilio/messages", text_form("a\x00b"))).status_code == 200
    assert [arrival.body for arrival in webhook.inbox.arrivals.values()] == ["ab"]


async def test_a_store_that_cannot_be_written_is_a_503(webhook: Webhook) -> None:
    webhook.inbox.full = True
    assert (await webhook.post("/twilio/messages", text_form("hi"))).status_code == 503
    assert (await webhook.post("/twilio/status", STATUS)).status_code == 503


async def test_the_carriers_own_opt_out_is_passed_on(webhook: Webhook) -> None:
    await webhook.post("/twilio/messages", text_form("arret", OptOutType="STOP"))
    await webhook.post("/twilio/messages", text_form("hi", sid="SM" + "2" * 32, OptOutType="<b>"))
    assert [arrival.opt_out for arrival in webhook.inbox.arrivals.values()] == ["STOP", None]


async def test_a_status_is_noted_with_our_own_id(webhook: Webhook) -> None:
    answer = await webhook.post("/twilio/status?text=t_1", {**STATUS, "ErrorCode": "30003"})
    assert answer.status_code == 200
    assert webhook.inbox.notes == [
        StatusNote(sid=STATUS["MessageSid"], status="delivered", error_code=30003, text_id="t_1")
    ]


async def test_a_status_of_another_text_under_this_signature_is_forbidden(webhook: Webhook) -> None:
    signed = SIGNATURE.sign(PUBLIC + "/twilio/status?text=t_1", STATUS)
    for path in ("/twilio/status?text=t_2", "/twilio/status", "/twilio/status?text=t_1&text=t_1"):
        assert (await webhook.post(path, STATUS, signed)).status_code == 403
    assert not webhook.inbox.notes


async def test_a_status_word_that_we_do_not_know_is_answered_and_let_go(webhook: Webhook) -> None:
    answer = await webhook.post("/twilio/status", {**STATUS, "MessageStatus": "teleported"})
    assert answer.status_code == 200
    assert not webhook.inbox.notes
