"""The stand-in's JSON has the published shape, and its faults say what was taken."""

from __future__ import annotations

import pytest

from api.account import Account
from api.carrier import Media
from api.fake_api import FakeApi, error_json
from tests.api.texts import ACCOUNT, BRAND_NUMBER, DANAI, NOW

FORM = {"To": [DANAI], "Body": ["hello"], "StatusCallback": ["https://shop.example/twilio/status?text=t1"]}


@pytest.fixture
def api() -> FakeApi:
    return FakeApi(Account(sid=ACCOUNT, number=BRAND_NUMBER, clock=lambda: NOW))


def test_a_created_text_has_the_published_shape(api: FakeApi) -> None:
    status, body, kept = api.create(FORM)
    assert status == 201
    assert kept is not None
    assert (body["sid"], body["status"], body["num_segments"]) == (kept.sid, "queued", "1")
    assert body["date_created"] == "Wed, 25 Nov 2026 17:00:00 +0000"
    assert body["date_sent"] is None
    assert body["uri"] == f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{kept.sid}.json"


def test_a_fault_before_takes_nothing_and_a_fault_after_takes_the_text(api: FakeApi) -> None:
    api.faults.extend(["20500", "20500_after"])
    before, after = api.create(FORM), api.create(FORM)
    assert (before[0], before[2]) == (500, None)
    assert after[0] == 500
    assert api.account.taken == [after[2]]
    assert len(api.forms) == 2


def test_a_text_to_somebody_who_opted_out_is_a_21610(api: FakeApi) -> None:
    api.account.blocked.add(DANAI)
    status, body, kept = api.create(FORM)
    assert (status, body["code"], kept) == (400, 21610, None)
    assert error_json(20003)[0] == 401


def test_the_list_is_newest_first_and_its_filter_leaves_out_what_is_queued(api: FakeApi) -> None:
    api.create(FORM)
    arrival = api.account.receive(DANAI, "hi")
    assert {row["direction"] for row in api.listed(None, None)} == {"outbound-api", "inbound"}
    assert [row["sid"] for row in api.listed(None, NOW)] == [arrival.sid]
    assert [row["body"] for row in api.listed(DANAI, None)] == ["hello"]


def test_one_text_is_fetched_by_its_sid(api: FakeApi) -> None:
    _, body, kept = api.create(FORM)
    assert kept is not None
    assert api.fetched(kept.sid) == body
    assert api.fetched("SM" + "0" * 32) is None


def test_a_text_and_a_file_are_deleted_and_what_is_not_there_is_a_404(api: FakeApi) -> None:
    _, _, kept = api.create(FORM)
    photo = api.account.receive(DANAI, "hi", (Media(sid="ME1", content_type="image/png"),))
    assert kept is not None
    assert [api.delete(kept.sid), api.delete_media(photo.sid, "ME1"), api.delete_media(photo.sid, "ME1")] == [
        409,
        204,
        404,
    ]
    kept.status = "delivered"
    assert [api.delete(kept.sid), api.delete(kept.sid), api.delete(photo.sid)] == [204, 404, 204]
    assert api.listed(None, None) == [] and api.forms == []


def test_a_file_has_its_bytes_until_it_is_deleted_and_a_deletion_can_fail_first(api: FakeApi) -> None:
    photo = api.account.receive(DANAI, "hi", (Media(sid="ME1", content_type="image/png"),))
    api.contents["ME1"] = b"picture"
    assert api.content(photo.sid, "ME1") == ("image/png", b"picture")
    assert (api.content(photo.sid, "ME2"), api.content("MM9", "ME1")) == (None, None)
    api.delete_faults.extend([20500, 20429])
    assert [api.delete_media(photo.sid, "ME1"), api.delete(photo.sid)] == [500, 429]
    assert api.content(photo.sid, "ME1") is not None
    assert api.delete_media(photo.sid, "ME1") == 204
    assert (api.content(photo.sid, "ME1"), api.contents) == (None, {})
