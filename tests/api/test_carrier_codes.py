"""The error table says what to do about each code."""

from __future__ import annotations

from api.carrier_codes import POLICIES, policy


def test_an_opt_out_at_the_carrier_suppresses() -> None:
    assert policy(21610).remedy == "suppress"


def test_a_full_queue_is_for_later_and_an_unregistered_sender_for_an_admin() -> None:
    assert policy(21611).remedy == "later"
    assert policy(30034).remedy == "mend"


def test_a_code_that_we_do_not_know_is_final() -> None:
    assert policy(99_999).remedy == "give_up"
    assert 99_999 not in POLICIES


def test_every_code_stands_under_its_own_number() -> None:
    assert all(code == entry.code and entry.meaning for code, entry in POLICIES.items())


def test_a_code_that_is_tried_again_says_when_and_how_often() -> None:
    assert (policy(30003).tries, policy(30008).tries) == (2, 1)
    assert all(entry.after_seconds >= 60 for entry in POLICIES.values() if entry.tries)


def test_what_counts_against_a_number_and_what_stops_more_than_a_text() -> None:
    assert {code for code, entry in POLICIES.items() if entry.counts} == {21211, 21614, 30003, 30005, 30006}
    assert (policy(30007).stops, policy(30034).stops, policy(30036).replan) == ("template", "marketing", True)
