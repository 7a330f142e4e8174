"""Texts that reached somebody else, and the other numbers a shop gets wrong (S19)."""

from __future__ import annotations

import pytest

from agent.wording import clauses
from agent.wrong_number import names_another, says_wrong_number


def _says(body: str) -> bool:
    return any(says_wrong_number(clause) for clause in clauses(body))


@pytest.mark.parametrize(
    "body",
    [
        "wrong number",
        "Wrong #!!",
        "sorry, you have the wrong number",
        "u got the wrong number bro",
        "I think you have the wrong person",
        "this isn't her",
        "This is not him, sorry",
        "this is no longer her number",
        "that isnt marias phone anymore",
        "she doesn't have this number anymore",
        "this number belongs to someone else",
        "I just got this number",
        "nobody by that name here",
        "I'm not her",
    ],
)
def test_another_owner_is_understood(body: str) -> None:
    assert _says(body)


@pytest.mark.parametrize(
    "body",
    [
        "I gave you the wrong number",
        "my account has the wrong phone number",
        "you have the wrong number on my order",
        "wrong tracking number",
        "wrong number of items",
        "you sent the wrong order number",
        "is this the wrong number?",
        "wrong size",
        "this is not her size",
        "this isn't working",
        "I got a new number",
    ],
)
def test_other_wrong_numbers_are_a_shops_business(body: str) -> None:
    assert not _says(body)


def test_a_name_is_known_by_its_capital() -> None:
    assert names_another("Hi, this isn't Maria.")
    assert names_another("This is not Bob")
    assert not names_another("this isn't right")
    assert not names_another("This isn't Right")
    assert not names_another("This isn't Maria's size")
