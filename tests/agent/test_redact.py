"""Card numbers never reach a row (S69), and other numbers do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.card import passes_luhn
from agent.redact import REMOVED, Redaction, mostly_digits, redact

VISA = "4111111111111111"
LABEL = "9400411111111111111108"
"""A right postal label whose middle groups would pass for a card."""
ENGLISH = "zero one two three four five six seven eight nine".split()
SPANISH = "cero uno dos tres cuatro cinco seis siete ocho nueve".split()


def _parts(card: str) -> list[str]:
    if len(card) == 15:
        return [card[:4], card[4:10], card[10:]]
    return [card[place : place + 4] for place in range(0, len(card), 4)]


def _apart(mark: str) -> Callable[[str], str]:
    return lambda card: mark.join(_parts(card))


FORMATS: dict[str, Callable[[str], str]] = {
    "plain": str,
    **{repr(mark): _apart(mark) for mark in (" ", "-", ".", "/", "\n", "*", ":", "\t", "\u200b", " - ", "\u00a0")},
    "each digit apart": " ".join,
    "full width": lambda card: "".join(chr(0xFF10 + int(digit)) for digit in card),
    "a joiner after each digit": lambda card: "".join(digit + "\u200d" for digit in card),
    "keycaps": lambda card: "".join(digit + "\ufe0f\u20e3" for digit in card),
    "spelled in English": lambda card: " ".join(ENGLISH[int(digit)] for digit in card),
    "spelled in Spanish": lambda card: ", ".join(SPANISH[int(digit)] for digit in card),
    "half spelled": lambda card: " ".join(
        ENGLISH[int(digit)] if place % 2 else digit for place, digit in enumerate(card)
    ),
    "with expiry and code": lambda card: f"{card} exp 12/27 cvv 123",
    "with expiry and code, bare": lambda card: " ".join(_parts(card)) + " 12/27 123",
    "with expiry and code, glued": lambda card: f"{card} 1227 123",
}


@st.composite
def cards(draw: st.DrawFn) -> str:
    prefix, length = draw(
        st.sampled_from([("4", 16), ("4", 13), ("51", 16), ("55", 16), ("2300", 16), ("34", 15), ("37", 15)])
    )
    free = length - len(prefix) - 1
    body = prefix + "".join(draw(st.lists(st.sampled_from("0123456789"), min_size=free, max_size=free)))
    return next(body + last for last in "0123456789" if passes_luhn(body + last))


def _seen_digits(body: str) -> str:
    return "".join(char for char in body if char.isdigit())


@given(cards(), st.sampled_from(sorted(FORMATS)), st.sampled_from(["", "my number is ", "cárgalo a ", "👍 use "]))
def test_no_card_survives_in_any_format(card: str, form: str, lead: str) -> None:
    redaction = redact(lead + FORMATS[form](card) + " thanks")
    assert redaction.found
    assert REMOVED in redaction.body
    assert redaction.body.startswith(lead)
    assert redaction.body.endswith(" thanks")
    assert not _seen_digits(redaction.body)
    assert not any(word in redaction.body.split() for word in [*ENGLISH, *SPANISH])


@given(cards(), st.sets(st.integers(1, 12), min_size=1, max_size=3))
def test_a_card_split_over_texts_never_stays_whole(card: str, cuts: set[int]) -> None:
    borders = [0, *sorted(cuts), len(card)]
    stored: list[str] = []
    for start, end in zip(borders, borders[1:], strict=False):
        redaction = redact(card[start:end], (), stored)
        stored = [REMOVED if place in redaction.scrub_previous else text for place, text in enumerate(stored)]
        stored.append(redaction.body)
    assert not _seen_digits("".join(stored))


@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=3), st.lists(st.text(max_size=20), max_size=3))
def test_redaction_never_fails_and_leaves_nothing_to_find(body: str, own: list[str], previous: list[str]) -> None:
    redaction = redact(body, own, previous)
    assert redaction.found == (redaction.body != body)
    assert all(0 <= place < len(previous) for place in redaction.scrub_previous)
    assert not redact(redaction.body, own).found


@pytest.mark.parametrize(
    "body",
    [
        f"where is {LABEL}",
        f"where is {' '.join(_parts(LABEL))}",
        f"1Z{VISA}",
        f"1z {' '.join(_parts(VISA))}",
        "call me at 347-555-0105, 10001",
        "3475550105 10001",
        "(415) 555-0101 94107-1234",
        "+1 347 555 0105 10001",
        "order #1042, size 8.5, 2 pairs, by 11/24",
        "ship it to 1234 Main St 94107",
        "someone phoned at one or two",
        "4111111111111112",
        "7777 0000 1111 2222",
        f"it says 00004{VISA} on the box",
        "my code is CONFIRM 4821",
        "",
    ],
)
def test_other_numbers_are_left_alone(body: str) -> None:
    assert redact(body) == Redaction(body, found=False)


def test_a_number_of_the_customer_own_is_left_alone() -> None:
    body = "gift card 4111 1111 1111 1111 please, or 378282246310005"
    assert redact(body, own_numbers=("GC 4111-1111-1111-1111", "378282246310005")) == Redaction(body, found=False)
    assert redact(body, own_numbers=("GC 4111-1111-1111-1111",)).body.endswith(f"or {REMOVED}")


def test_a_label_does_not_hide_a_card_when_the_text_speaks_of_one() -> None:
    assert redact(f"1Z {VISA} is my visa").body == f"1Z {REMOVED} is my visa"


@pytest.mark.parametrize("glued", [f"0000{VISA}", f"{VISA}1227"])
def test_a_glued_card_is_cut_out_whole_when_the_text_speaks_of_one(glued: str) -> None:
    assert redact(f"charge card {glued} ok").body == f"charge card {REMOVED} ok"


def test_a_security_code_goes_without_a_card_number() -> None:
    assert redact("the cvv is 123 thanks") == Redaction(f"the cvv is {REMOVED} thanks", found=True)


def test_the_words_around_a_card_stay() -> None:
    assert redact(f"for order #1042 use {VISA}, exp 12/27 cvv 123, zip 94107").body == (
        f"for order #1042 use {REMOVED}, exp {REMOVED} cvv {REMOVED}, zip 94107"
    )


def test_a_split_card_names_the_texts_to_scrub() -> None:
    redaction = redact("1111 1111 thx", previous=["1042", "4111 1111"])
    assert redaction == Redaction(f"{REMOVED} thx", found=True, scrub_previous=(1,))


def test_two_halves_that_make_no_card_stay() -> None:
    assert redact("1111 1112", previous=["4111 1111"]) == Redaction("1111 1112", found=False)


def test_a_code_sent_right_after_a_card_goes_too() -> None:
    assert redact("12/27 123", previous=[REMOVED]) == Redaction(REMOVED, found=True)
    assert redact("1042", previous=[REMOVED]) == Redaction("1042", found=False)
    assert redact("123", previous=["8"]) == Redaction("123", found=False)


@pytest.mark.parametrize("body", ["4111 1111", "four one one one", "it's 4111", REMOVED, f"card: {REMOVED}"])
def test_a_piece_of_a_number_is_mostly_digits(body: str) -> None:
    assert mostly_digits(body)


@pytest.mark.parametrize("body", ["", "hello", "order 1042 please", "👍"])
def test_ordinary_texts_are_not(body: str) -> None:
    assert not mostly_digits(body)
