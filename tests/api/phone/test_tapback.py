"""A reaction travels as an iPhone sends it, and finds the text that it is about."""

from __future__ import annotations

import pytest

from agent.inbound import InboundKind, Reaction, kind_of
from api.errors import Invalid
from api.phone.tapback import FRAMES, reaction_of, tapback_text


@pytest.mark.parametrize("reaction", FRAMES)
def test_every_reaction_of_the_phone_is_understood_by_the_agent(reaction: str) -> None:
    body = tapback_text(reaction, "Your order has shipped! Text CONFIRM")
    assert kind_of(body) is InboundKind.TAPBACK
    assert reaction_of(body) == (Reaction(reaction), "Your order has shipped! Text CONFIRM")


def test_the_words_are_those_of_an_iphone() -> None:
    assert tapback_text("loved", "See you") == "Loved “See you”"
    assert tapback_text("laughed", "See you") == "Laughed at “See you”"


def test_an_unknown_reaction_is_refused() -> None:
    with pytest.raises(Invalid):
        tapback_text("hated", "See you")


def test_words_are_no_reaction_and_a_reaction_may_be_taken_back() -> None:
    assert reaction_of("Loved the shoes") is None
    assert reaction_of("Removed a heart from “See you”") == (None, "See you")
