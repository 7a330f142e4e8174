"""Habits change how a text is typed, never its facts, and a seed repeats them."""

from __future__ import annotations

import random

from agent.consent import keyword
from evals.habits import typed
from evals.persona import Habits

TEXT = "Hello there, my Order 12345 with Size M is CONFIRM late. Where is it?"
SLOPPY = Habits(typos=1.0, bursts=1.0, lower_case=True)


def test_without_habits_a_text_is_as_it_was() -> None:
    assert typed(TEXT, Habits(), random.Random(1)) == (TEXT,)


def test_a_seed_repeats_the_typing_and_other_seeds_differ() -> None:
    half = Habits(typos=0.5, bursts=0.5)
    once, again = ([typed(TEXT, half, random.Random(seed)) for seed in range(10)] for _ in range(2))
    assert once == again
    assert len(set(once)) > 5


def test_numbers_and_capitals_survive_every_seed() -> None:
    for seed in range(50):
        text = " ".join(typed(TEXT, SLOPPY, random.Random(seed)))
        assert all(fact in text.split() for fact in ("12345", "M", "CONFIRM"))


def test_a_burst_is_the_same_words_in_several_texts() -> None:
    parts = typed(TEXT, Habits(bursts=1.0), random.Random(1))
    assert len(parts) == 3 and " ".join(parts) == TEXT


def test_a_burst_never_makes_a_reserved_word_of_a_sentence() -> None:
    assert keyword("stop.") is not None
    assert typed("I cannot find it, stop. Then help?", Habits(bursts=1.0), random.Random(1)) == (
        "I cannot find it, stop. Then help?",
    )


def test_small_letters_leave_words_in_capitals() -> None:
    assert typed("Where Is My ETA", Habits(lower_case=True), random.Random(1)) == ("where is my ETA",)
