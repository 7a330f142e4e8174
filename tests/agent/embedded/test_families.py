"""Every intent of the example files is served, and by one kind of talk only."""

from __future__ import annotations

from agent.embedded.families import ACTING, FAMILIES, PERSON, SMALL, TELLING, TWINS
from tests.agent.embedded.thread import prompts


def test_every_intent_with_examples_is_served() -> None:
    assert set(prompts().examples) - set(FAMILIES) == set()


def test_no_intent_is_of_two_kinds() -> None:
    assert len(FAMILIES) == len(ACTING) + len(TELLING) + len(PERSON) + len(SMALL)


def test_acts_are_twins_only_of_acts() -> None:
    for twins in TWINS:
        assert not twins & set(ACTING) or twins <= set(ACTING)
