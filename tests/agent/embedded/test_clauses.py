"""A text is cut where a second request begins."""

from __future__ import annotations

from agent.embedded.clauses import clauses


def test_a_text_without_a_seam_is_one_clause() -> None:
    assert clauses("where is my order and my refund") == ("where is my order and my refund",)


def test_sentences_and_second_requests_are_cut() -> None:
    assert clauses("Return the drago. When do I get the money?") == ("Return the drago.", "When do I get the money?")
    assert clauses("cancel it and where is the other one") == ("cancel it", "where is the other one")
    assert clauses("return it, also how long does it take") == ("return it", "how long does it take")


def test_scraps_are_no_clauses() -> None:
    assert clauses("Hi!\nwhere is my order") == ("where is my order",)
