"""Tests of question sets: what a line means, and what is said of one that means nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.question_set import QUESTIONS, BadQuestions, Question, read_questions, unknown_passages
from knowledge.build import BRANDS
from knowledge.examples import read_examples
from knowledge.passage import read_article

SETS = sorted(QUESTIONS.glob("*.txt"))


def test_a_line_names_the_passages_that_answer_or_none(tmp_path: Path) -> None:
    file = tmp_path / "set.txt"
    file.write_text("# remark\na#b,c#d | how | now\n\n- | why\n", encoding="utf-8")
    one, other = read_questions(file)
    assert one == Question("how | now", frozenset({"a#b", "c#d"})) and one.answerable
    assert other == Question("why", frozenset()) and not other.answerable


@pytest.mark.parametrize("line", ["how", "a#b |", "a#b, | how", " | how"])
def test_a_line_that_means_nothing_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "set.txt").write_text(f"- | fine\n{line}\n", encoding="utf-8")
    with pytest.raises(BadQuestions, match="line 2"):
        read_questions(tmp_path / "set.txt")


def test_an_empty_or_absent_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "set.txt").write_text("# nothing\n", encoding="utf-8")
    for name in ("set.txt", "absent.txt"):
        with pytest.raises(BadQuestions):
            read_questions(tmp_path / name)


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_the_sets_that_come_with_it_name_passages_that_exist(path: Path) -> None:
    there = [passage.id for file in (BRANDS / "smear").glob("*.md") for passage in read_article(file)]
    asked = read_questions(path)
    assert unknown_passages(asked, there) == ()
    assert unknown_passages(asked, there[:1]) != ()
    assert min(sum(one.answerable for one in asked), sum(not one.answerable for one in asked)) >= 40


def test_no_question_is_in_two_sets_or_among_the_examples_that_search_learns_from() -> None:
    examples = read_examples(BRANDS / "smear" / "questions.txt")
    learned = {one.text for one in examples.answered} | set(examples.unanswered)
    texts = [one.text for path in SETS for one in read_questions(path)]
    assert len(SETS) >= 2 and len(set(texts)) == len(texts)
    assert not learned & set(texts)
