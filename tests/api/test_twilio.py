"""Twilio through its SDK against a local stand-in: one attempt a call, every fault as one of ours."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from api.account import new_sid
from api.carrier import (
    CarrierBusy,
    CarrierError,
    CarrierRefused,
    CarrierRejectsUs,
    CarrierSilent,
    Media,
    Outgoing,
)
from api.testing import FakeTwilio
from api.twilio import Twilio, TwilioAccount
from tests.api.texts import ACCOUNT, BRAND_NUMBER, DANAI, NOW, TOKEN

PUBLIC = "https://shop.example"
HELLO = Outgoing(to=DANAI, body="Hello Danai", text_id="t_1", valid_seconds=14_400)


@pytest.fixture
async def fake() -> AsyncIterator[FakeTwilio]:
    async with FakeTwilio(ACCOUNT, TOKEN, BRAND_NUMBER, lambda: NOW, PUBLIC).serving() as serving:
        yield serving


def account(fake: FakeTwilio, **changed: str) -> TwilioAccount:
    ours = {
        "sid": ACCOUNT,
        "token": TOKEN,
        "public_address": PUBLIC,
        "number": BRAND_NUMBER,
        "api_url": fake.address + "/",
    }
    return TwilioAccount(**{**ours, **changed})


@pytest.fixture
async def twilio(fake: FakeTwilio) -> AsyncIterator[Twilio]:
    made = Twilio(account(fake))
    yield made
    await made.close()


async def test_a_text_goes_out_with_our_id_in_its_callback(fake: FakeTwilio, twilio: Twilio) -> None:
    sid = await twilio.send(HELLO)
    assert [kept.sid for kept in fake.account.taken] == [sid]
    assert fake.api.forms == [
        {
            "To": [DANAI],
            "From": [BRAND_NUMBER],
            "Body": ["Hello Danai"],
            "StatusCallback": [f"{PUBLIC}/twilio/status?text=t_1"],
            "ValidityPeriod": ["14400"],
        }
    ]


async def test_a_messaging_service_takes_the_place_of_the_number(fake: FakeTwilio) -> None:
    made = Twilio(account(fake, service_sid="MG" + "5" * 32))
    await made.send(HELLO.model_copy(update={"media": ("https://shop.example/a.jpg", "https://shop.example/b.jpg")}))
    await made.close()
    (form,) = fake.api.forms
    assert form["MessagingServiceSid"] == ["MG" + "5" * 32]
    assert "From" not in form
    assert form["MediaUrl"] == ["https://shop.example/a.jpg", "https://shop.example/b.jpg"]


@pytest.mark.parametrize(
    ("fault", "error", "taken"),
    [
        ("20429", CarrierBusy, 0),
        ("20500", CarrierSilent, 0),
        ("20500_after", CarrierSilent, 1),
        ("reset_after", CarrierSilent, 1),
        ("20003", CarrierRejectsUs, 0),
    ],
)
async def test_a_fault_is_told_by_what_may_have_happened_and_never_retried(
    fake: FakeTwilio, twilio: Twilio, fault: str, error: type[CarrierError], taken: int
) -> None:
    fake.api.faults.append(fault)  # type: ignore[arg-type]
    with pytest.raises(error) as raised:
        await twilio.send(HELLO)
    assert "Danai" not in str(raised.value)
    assert len(fake.account.taken) == taken
    assert len(fake.api.forms) == 1


async def test_a_refusal_keeps_its_code(fake: FakeTwilio, twilio: Twilio) -> None:
    fake.account.blocked.add(DANAI)
    with pytest.raises(CarrierRefused) as refused:
        await twilio.send(HELLO)
    assert refused.value.code == 21610


async def test_a_wrong_token_or_account_is_ours_to_mend(fake: FakeTwilio) -> None:
    for changed in ({"token": "wrong"}, {"sid": "AC" + "9" * 32}):
        made = Twilio(account(fake, **changed))
        with pytest.raises(CarrierRejectsUs):
            await made.check()
        await made.close()


async def test_no_connection_means_that_nothing_was_sent(fake: FakeTwilio) -> None:
    made = Twilio(account(fake, api_url="http://127.0.0.1:9"))
    with pytest.raises(CarrierBusy):
        await made.send(HELLO)
    await made.close()


async def test_what_was_sent_to_a_phone_is_listed_even_while_it_is_queued(fake: FakeTwilio, twilio: Twilio) -> None:
    first, second = await twilio.send(HELLO), await twilio.send(HELLO)
    await twilio.send(HELLO.model_copy(update={"to": "+14155550102"}))
    fake.account.receive(DANAI, "hi")
    listed = await twilio.list_sent(DANAI, NOW - timedelta(minutes=1))
    assert {sent.sid for sent in listed} == {first, second}
    assert {sent.body for sent in listed} == {"Hello Danai"}
    assert await twilio.list_sent(DANAI, NOW + timedelta(minutes=1)) == ()


async def test_inbound_texts_are_listed_with_their_files_over_many_pages(fake: FakeTwilio, twilio: Twilio) -> None:
    media = Media(sid=new_sid("ME"), content_type="image/jpeg")
    for number in range(600):
        fake.account.receive(DANAI, f"text {number}")
    photo = fake.account.receive(DANAI, "", (media,))
    await twilio.send(HELLO)
    listed = await twilio.list_inbound(NOW - timedelta(minutes=30))
    assert len(listed) == 601
    assert {arrival.sid for arrival in listed} == {arrival.sid for arrival in fake.account.received}
    assert next(arrival for arrival in listed if arrival.sid == photo.sid) == photo


async def test_a_text_is_deleted_with_its_files_and_only_that_one(fake: FakeTwilio, twilio: Twilio) -> None:
    photo = fake.account.receive(DANAI, "look", (Media(sid="ME" + "1" * 32, content_type="image/png"),))
    other = fake.account.receive(DANAI, "hello")
    asked: list[str] = []
    delete_media = fake.api.delete_media

    def remember(sid: str, media_sid: str) -> int:
        asked.append(media_sid)
        return delete_media(sid, media_sid)

    fake.api.delete_media = remember  # type: ignore[method-assign]
    await twilio.erase(photo.sid)
    assert fake.account.received == [other]
    assert asked == ["ME" + "1" * 32]


async def test_what_was_deleted_before_is_no_fault(fake: FakeTwilio, twilio: Twilio) -> None:
    await twilio.erase(new_sid("SM"))
    await twilio.erase(new_sid("MM"))


async def test_one_file_is_deleted_and_its_text_and_other_files_stay(fake: FakeTwilio, twilio: Twilio) -> None:
    first, second = (Media(sid="ME" + digit * 32, content_type="image/png") for digit in "12")
    photo = fake.account.receive(DANAI, "look", (first, second))
    for _ in range(2):  # what is not there has been deleted
        await twilio.erase_file(photo.sid, first.sid)
        assert [(one.body, one.media) for one in fake.account.received] == [("look", (second,))]
    fake.api.delete_faults.append(20500)
    with pytest.raises(CarrierSilent):
        await twilio.erase_file(photo.sid, second.sid)
    assert fake.account.received[0].media == (second,)


async def test_a_text_under_way_is_not_deleted_yet(fake: FakeTwilio, twilio: Twilio) -> None:
    sid = await twilio.send(HELLO)
    with pytest.raises(CarrierRefused) as refused:
        await twilio.erase(sid)
    assert refused.value.code == 20009
    fake.account.taken[0].status = "delivered"
    await twilio.erase(sid)
    assert fake.account.taken == [] and fake.api.forms == []
