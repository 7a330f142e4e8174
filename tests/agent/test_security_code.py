"""Security codes and expiry dates around a card number."""

from __future__ import annotations

import pytest

from agent.digits import groups_of, view_of
from agent.security_code import SPEAKS_OF_CARD, code_spans, follows_a_card, neighbour_spans


def _codes(body: str) -> list[str]:
    view = view_of(body)
    return [view.text[start:end] for start, end in code_spans(view, groups_of(view))]


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("cvv 123", ["123"]),
        ("CVC2 is: 1234", ["1234"]),
        ("the security code is 123", ["123"]),
        ("cvv one two three", ["one two three"]),
        ("código de seguridad 123", ["123"]),
        ("exp 12/27, cvv 123", ["123", "12/27"]),
        ("cvv 123 expires Dec 2027", ["123", "dec 2027"]),
        ("my security code is 482913", []),
        ("cvv? what is that, order 1042 is what i mean", []),
        ("CONFIRM 4821", []),
    ],
)
def test_a_code_is_found_by_its_word(body: str, codes: list[str]) -> None:
    assert _codes(body) == codes


def test_neighbours_are_dates_and_short_groups_unless_labelled() -> None:
    view = view_of("123 X 12/27 and 456, order #1042, size 100, zip 94107, 7890")
    card = (view.text.index("x"), view.text.index("x") + 1)
    near = {view.text[start:end] for start, end in neighbour_spans(view, groups_of(view), [card])}
    assert near == {"123", "12/27", "456"}


@pytest.mark.parametrize("body", ["123", "12/27", "12/27 123", " 123. ", "09/2029, 1234"])
def test_a_bare_code_or_date_follows_a_card(body: str) -> None:
    assert follows_a_card(view_of(body))


@pytest.mark.parametrize("body", ["", "1042", "#123 please", "order 123", "13/27", "42"])
def test_other_texts_do_not(body: str) -> None:
    assert not follows_a_card(view_of(body))


@pytest.mark.parametrize("body", ["use my card", "visa ending", "exp 12/27", "can i pay", "mi tarjeta", "crédito"])
def test_a_text_that_speaks_of_a_card_says_so(body: str) -> None:
    assert SPEAKS_OF_CARD.search(view_of(body).text)


def test_a_tracking_number_does_not_speak_of_a_card() -> None:
    assert not SPEAKS_OF_CARD.search("where is 9400111899223197428497, i was a discoverer of cardigans")
