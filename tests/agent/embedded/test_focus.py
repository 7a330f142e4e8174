"""Which part of a text belongs to an act."""

from __future__ import annotations

from agent.embedded.focus import focused, names_something, on_clause
from tests.agent.embedded.test_grounding import own_talk


def test_an_act_is_about_what_its_own_clause_names() -> None:
    talk = own_talk("where is 12350? please cancel 12347", intent="cancel_order")
    assert focused(talk).text == "please cancel 12347"


def test_a_clause_that_names_nothing_takes_the_whole_text_along() -> None:
    talk = own_talk("my order is 12347. please cancel it", intent="cancel_order")
    assert focused(talk).text == talk.text


def test_one_clause_is_the_whole_text() -> None:
    talk = own_talk("cancel 12347", intent="cancel_order")
    assert focused(talk) is talk


def test_something_is_named_by_number_item_or_address() -> None:
    assert names_something(own_talk("the drago"))
    assert names_something(own_talk("12 Oak Ave, Reno NV 89501"))
    assert not names_something(on_clause(own_talk("the drago"), "cancel it"))
