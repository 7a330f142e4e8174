"""Tests of `api.password_rules`."""

from __future__ import annotations

import pytest

from api.password_rules import KNOWN, temporary, trouble_with
from api.passwords import SHORTEST

ANA = ("ana.lopez@shop.example", "Ana Lopez")


@pytest.mark.parametrize(
    ("password", "trouble"),
    [
        ("short", "password-length"),
        ("x" * 300, "password-length"),
        ("Password1234", "password-known"),
        ("aaaaaaaaaaaaaaaa", "password-known"),
        ("abababababab", "password-known"),
        ("ana.lopez2026", "password-own"),
        ("ANA LOPEZ 12", "password-own"),
        ("a long enough password", ""),
        ("ana.lopez walks nine dogs", ""),
    ],
)
def test_what_is_tried_first_cannot_be_chosen(password: str, trouble: str) -> None:
    assert trouble_with(password, *ANA) == trouble


def test_the_list_holds_only_what_the_length_lets_through() -> None:
    assert len(KNOWN) > 40
    assert all(len(one) >= SHORTEST for one in KNOWN)


def test_a_temporary_password_is_new_each_time_and_may_be_used() -> None:
    made = {temporary() for _ in range(200)}
    assert len(made) == 200
    assert all(trouble_with(one, *ANA) == "" and len(one) == 19 for one in made)
