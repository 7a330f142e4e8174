"""Tests of how sure search is of an answer: learned from both kinds of examples, or not at all."""

from __future__ import annotations

import pytest

from knowledge.answerability import LEAST_EXAMPLES, NOTHING_LEARNED, SURE_ENOUGH, Answerability, Learned, learn

ANSWERED = [(0.6 + one / 100, 0.3 + one / 200, True) for one in range(LEAST_EXAMPLES)]
UNANSWERED = [(0.5 + one / 200, 0.6 + one / 100, False) for one in range(LEAST_EXAMPLES)]


def test_nearer_to_an_answer_is_surer_and_nearer_to_none_is_less_sure() -> None:
    learned = learn([*ANSWERED, *UNANSWERED])
    assert learned is not None
    assert learned.near > 0 > learned.unanswered
    assert learned.sure(0.8, 0.2) > SURE_ENOUGH > learned.sure(0.5, 0.8)


def test_the_order_of_the_examples_does_not_matter() -> None:
    there, back = learn([*ANSWERED, *UNANSWERED]), learn([*UNANSWERED, *ANSWERED][::-1])
    assert there is not None and back is not None
    assert there.sure(0.6, 0.4) == pytest.approx(back.sure(0.6, 0.4))


@pytest.mark.parametrize("examples", [[], ANSWERED, UNANSWERED, [*ANSWERED, *UNANSWERED[:-1]]])
def test_too_few_of_either_kind_teach_nothing(examples: list[tuple[float, float, bool]]) -> None:
    assert learn(examples) is None


def test_what_does_not_tell_apart_leaves_the_share_of_answers() -> None:
    same = [(0.5, 0.5, number % 4 != 0) for number in range(4 * LEAST_EXAMPLES)]
    learned = learn(same)
    assert learned is not None
    assert learned.sure(0.5, 0.5) == pytest.approx(0.75, abs=0.01)


def test_sure_is_a_chance() -> None:
    assert 0 <= Answerability(-500, 1, 1).sure(0, 0) < 0.01 < 0.99 < Answerability(500, 1, 1).sure(0, 0) <= 1


def test_what_was_learned_is_read_as_it_was_written() -> None:
    learned = Learned(Answerability(-1.5, 16.25, -0.1), frozenset({"- a b", "- c d"}))
    assert Learned.read(learned.written()) == learned
    assert Learned.read(NOTHING_LEARNED.written()) == NOTHING_LEARNED
