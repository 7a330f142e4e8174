"""Thresholds are numbers in a file: a wrong one is refused in words that say what to write."""

from __future__ import annotations

import pytest

from prompts.library import Prompts
from prompts.template import PromptError
from prompts.thresholds import Thresholds, parse_thresholds


def test_a_file_says_only_what_it_changes() -> None:
    found = parse_thresholds("smear/thresholds.toml", "handoff_below = 0.5\nshadow = true\n", Thresholds())
    assert found == Thresholds(handoff_below=0.5, shadow=True)
    assert parse_thresholds("x", "", found) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("handoff_below = 3", "handoff_below is 3 and must be a number between 0 and 1"),
        ('at_once_above = "high"', "at_once_above is 'high' and must be a number between 0 and 1"),
        ("at_once_above = true", "must be a number between 0 and 1"),
        ("handoff_below = nan", "must be a number between 0 and 1"),
        ("shadow = 1", "shadow is 1 and must be true or false"),
        ('no_answer = "guess"', 'no_answer is \'guess\' and must be "ask" or "hand_over"'),
        ("hand_off = 0.3", "there is no threshold 'hand_off'; there are handoff_below,"),
        ("cascade_act_above = 0.7", "acting needs more than telling"),
        ("handoff_below 0.3", "cannot be read"),
    ],
)
def test_a_wrong_line_is_refused_with_what_to_write(text: str, words: str) -> None:
    with pytest.raises(PromptError) as refused:
        parse_thresholds("smear/thresholds.toml", text, Thresholds())
    assert refused.value.place == "smear/thresholds.toml" and words in refused.value.what
    assert "prompts/base/thresholds.toml" in refused.value.mend


def test_the_shipped_file_says_what_is_true_without_it() -> None:
    assert Prompts("smear").thresholds == Thresholds()
