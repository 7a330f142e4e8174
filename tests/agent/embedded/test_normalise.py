"""A text is brought to the form that the intent model was made for."""

from __future__ import annotations

from agent.embedded.normalise import normalise


def test_shorthand_is_written_out() -> None:
    assert normalise("pls cancel ur order asap") == "please cancel your order as soon as possible"


def test_order_numbers_are_taken_away() -> None:
    assert normalise("Order ID #12345: where is my parcel?") == "where is my parcel?"
    assert normalise("where is #12345") == "where is"


def test_typographic_letters_and_curly_quotes_become_plain() -> None:
    assert normalise("It\u2019s late\u2026") == "It's late."


def test_rows_of_letters_and_marks_shrink() -> None:
    assert normalise("heyyyyyy!!!!") == "heyy!"


def test_a_text_of_nothing_but_a_number_stays() -> None:
    assert normalise("#12345") == "#12345"
    assert normalise("") == ""
