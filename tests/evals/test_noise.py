"""Noise is seeded, keeps what must stay, and changes what it says it changes."""

from __future__ import annotations

import random

from evals.noise import noisy, typed

SUITE = {
    "suite": "x",
    "cases": [
        {"id": f"c{place}", "steps": [{"text": "please return my shoes today"}, {"text": "CONFIRM"}]}
        for place in range(9)
    ],
}


def test_the_same_seed_gives_the_same_texts() -> None:
    assert noisy(SUITE, 1) == noisy(SUITE, 1) != noisy(SUITE, 2)


def test_only_first_texts_change_and_the_suite_is_left_alone() -> None:
    changed = noisy(SUITE, 3)
    assert all(case["steps"][1] == {"text": "CONFIRM"} for case in changed["cases"])
    assert any(case["steps"][0]["text"] != "please return my shoes today" for case in changed["cases"])
    assert SUITE["suite"] == "x" and changed["suite"] == "x-noise-3"


def test_words_that_decide_stay() -> None:
    assert typed("STOP", random.Random(1)) == "STOP"
