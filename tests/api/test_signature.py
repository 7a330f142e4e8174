"""The signature wrapper accepts what the carrier signs and raises on nothing."""

from __future__ import annotations

import base64
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.signature import Signature

URL = "https://shop.example/twilio/messages"
FORM = {"From": "+14155550101", "Body": "where is my order?", "To": "+14155550100"}
OURS = Signature(["12345"])


def by_hand(secret: str, url: str, form: dict[str, str], algorithm: str = "sha1") -> str:
    """The published algorithm, written out: the address, then sorted names and values."""
    signed = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(secret.encode(), signed.encode(), algorithm).digest()).decode()


def test_what_the_published_algorithm_signs_is_valid() -> None:
    assert OURS.valid(URL, FORM, by_hand("12345", URL, FORM))
    assert OURS.sign(URL, FORM) == by_hand("12345", URL, FORM)


def test_another_secret_address_field_or_value_is_not() -> None:
    good = by_hand("12345", URL, FORM)
    assert not Signature(["54321"]).valid(URL, FORM, good)
    assert not OURS.valid(URL + "/", FORM, good)
    assert not OURS.valid(URL.replace("https", "http"), FORM, good)
    assert not OURS.valid(URL, {**FORM, "Body": "cancel it"}, good)
    assert not OURS.valid(URL, {**FORM, "Extra": "1"}, good)
    assert not OURS.valid(URL, FORM, "")


def test_both_secrets_count_during_a_rotation() -> None:
    both = Signature(["old", "new"])
    assert both.valid(URL, FORM, by_hand("old", URL, FORM))
    assert both.valid(URL, FORM, by_hand("new", URL, FORM))


def test_no_secret_means_nothing_is_valid() -> None:
    for closed in (Signature([]), Signature([""])):
        assert not closed.configured
        assert not closed.valid(URL, FORM, by_hand("", URL, FORM))


def test_the_newer_algorithm_counts_when_the_header_names_it() -> None:
    newer = by_hand("12345", URL, FORM, "sha256")
    assert OURS.valid(URL, FORM, newer, "key=k1,algorithm=HMAC_SHA256")
    assert not OURS.valid(URL, FORM, newer)
    assert not OURS.valid(URL, FORM, newer, "key=k1,algorithm=NONE")


@pytest.mark.parametrize("url", ["https://shop.example:port/x", "https://[shop/x", "https://shop.example:99999/x"])
def test_an_address_that_the_validator_chokes_on_is_just_invalid(url: str) -> None:
    assert not OURS.valid(url, FORM, "AAAA")


@given(
    st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=5),
    st.text(max_size=40),
    st.text(max_size=40),
)
def test_nothing_raises_and_nothing_made_up_passes(form: dict[str, str], given_signature: str, settings: str) -> None:
    assert not OURS.valid(URL, form, given_signature, settings)


def test_a_lone_surrogate_is_just_invalid() -> None:
    assert not OURS.valid(URL, {"Body": "\ud800"}, "AAAA")
