"""The account in memory accepts, refuses and blocks as a carrier does (S44, S47)."""

from __future__ import annotations

import pytest

from api.account import INVALID, NOT_MOBILE, Account, new_sid
from api.carrier import CarrierRefused, Media, Outgoing
from api.webhooks import MESSAGE_SID
from tests.api.texts import ACCOUNT, BRAND_NUMBER, DANAI, NOW


@pytest.fixture
def account() -> Account:
    return Account(sid=ACCOUNT, number=BRAND_NUMBER, clock=lambda: NOW)


def text(to: str = DANAI, body: str = "hello") -> Outgoing:
    return Outgoing(to=to, body=body, text_id="t1")


def test_a_taken_text_is_queued_and_listed(account: Account) -> None:
    kept = account.take(text())
    assert MESSAGE_SID.fullmatch(kept.sid)
    assert [(sent.sid, sent.status) for sent in account.sent_to(DANAI, NOW)] == [(kept.sid, "queued")]
    assert account.sent_to("+14155550102", NOW) == ()


@pytest.mark.parametrize(
    ("to", "body", "code"),
    [(INVALID, "x", 21211), ("12", "x", 21211), (NOT_MOBILE, "x", 21614), (DANAI, "x" * 1_601, 21617)],
)
def test_what_cannot_be_sent_is_refused_with_the_carriers_code(account: Account, to: str, body: str, code: int) -> None:
    with pytest.raises(CarrierRefused) as refused:
        account.take(text(to, body))
    assert refused.value.code == code
    assert not account.taken


def test_after_stop_one_confirmation_passes_and_then_nothing_until_start(account: Account) -> None:
    account.receive(DANAI, "Stop.")
    account.take(text(body="You will get no more texts."))
    for _ in range(2):
        with pytest.raises(CarrierRefused, match="21610"):
            account.take(text())
    account.receive(DANAI, "START")
    assert account.take(text()).status == "queued"


def test_a_sentence_with_stop_in_it_blocks_nothing(account: Account) -> None:
    account.receive(DANAI, "please stop texting me")
    account.take(text())
    assert account.take(text()).status == "queued"


def test_a_received_photo_is_listed_with_its_file(account: Account) -> None:
    media = Media(sid=new_sid("ME"), content_type="image/jpeg")
    arrival = account.receive(DANAI, "", (media,))
    assert arrival.sid.startswith("MM")
    assert account.inbound(NOW)[0].media == (media,)


def test_a_text_of_either_direction_is_forgotten_once_it_has_arrived(account: Account) -> None:
    kept, arrival = account.take(text()), account.receive(DANAI, "hello")
    with pytest.raises(CarrierRefused) as refused:
        account.forget(kept.sid)
    assert refused.value.code == 20009
    kept.status = "delivered"
    for sid in (kept.sid, arrival.sid, "SM-nobody-knows"):
        account.forget(sid)
    assert (account.taken, account.received) == ([], [])


def test_one_file_of_a_text_is_forgotten_once(account: Account) -> None:
    first, second = Media(sid="ME1", content_type="image/png"), Media(sid="ME2", content_type="image/png")
    photo = account.receive(DANAI, "look", (first, second))
    assert [account.forget_file(photo.sid, "ME1"), account.forget_file(photo.sid, "ME1")] == [True, False]
    assert not account.forget_file("MM9", "ME2")
    assert [arrival.media for arrival in account.received] == [(second,)]
