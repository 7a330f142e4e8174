"""A customer names a persona, and may type in their own way."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from evals.customer import Customer
from evals.page import PageError
from evals.persona import Habits, persona


def test_a_customer_is_played_as_their_persona() -> None:
    assert Customer(persona="hurried", wants="Find the parcel.").played_as() == persona("hurried")


def test_own_habits_and_patience_take_the_place_of_the_personas() -> None:
    own = Customer(persona="hurried", wants="Find the parcel.", habits=Habits(typos=0.0), patience=2).played_as()
    assert (own.habits, own.patience) == (Habits(), 2)
    assert own.manner == persona("hurried").manner


def test_a_persona_that_nobody_wrote_is_told() -> None:
    with pytest.raises(PageError, match=r"nobody\.md"):
        Customer(persona="nobody", wants="Find the parcel.").played_as()


@pytest.mark.parametrize("wrong", [{"persona": "../x"}, {"wants": ""}, {"seed": -1}, {"facts": {"order": ""}}])
def test_what_no_customer_can_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Customer.model_validate({"persona": "hurried", "wants": "Find the parcel.", **wrong})
