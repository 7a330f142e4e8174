"""A short answer is a yes only when nothing in it says anything else."""

from __future__ import annotations

import pytest

from agent.embedded.acts import Act, act_of, named_actions


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "Yes!",
        "YES PLEASE",
        "yep",
        "y",
        "sure",
        "ok",
        "confirm",
        "CONFIRM",
        "Confirmed.",
        "yes please return it",
        "yes, go ahead",
        "that's right",
        "Confirmed. I\u2019d like to exchange the Scarpa Drago shoe size 8.5 with a size 9",
        "s\u00ed, por favor",
        "\U0001f44d",
    ],
)
def test_an_unmistakable_yes_is_a_yes(text: str) -> None:
    assert act_of(text) is Act.YES


@pytest.mark.parametrize(
    "text",
    [
        "yes but to the other address",
        "yes?",
        "yes, when will it arrive?",
        "yes and cancel my other order",
        "yes if the refund is today",
        "no, a 9",
        "no I meant the socks, cancel those",
        "yes only the socks",
        "ok wait",
    ],
)
def test_an_answer_that_brings_something_new_is_changed(text: str) -> None:
    assert act_of(text) is Act.CHANGED


@pytest.mark.parametrize(
    "text",
    ["no", "nope", "No thanks", "never mind", "nvm", "don't", "I don't want to cancel it", "keep it", "no gracias"],
)
def test_a_plain_refusal_is_a_no(text: str) -> None:
    assert act_of(text) is Act.NO


@pytest.mark.parametrize(
    "text", ["maybe", "not sure", "idk", "yeah I guess", "it depends", "tal vez", "I'm not really sure"]
)
def test_doubt_is_neither_yes_nor_no(text: str) -> None:
    assert act_of(text) is Act.UNSURE


@pytest.mark.parametrize(
    "text", ["", "thanks", "ok thanks", "where is my order", "no problem", "cancel it", "okay that's all", "\U0001f64f"]
)
def test_what_is_no_answer_is_other(text: str) -> None:
    assert act_of(text) is Act.OTHER


def test_a_yes_names_the_action_that_it_restates() -> None:
    assert named_actions("yes please return it") == {"return_items"}
    assert named_actions("cancel my subscription") == {"cancel_subscription"}
    assert named_actions("yes") == set()


def test_a_long_text_is_no_answer() -> None:
    assert act_of("yes " + "really " * 80) is Act.OTHER
