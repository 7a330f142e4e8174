"""Tests of example questions: how they are read, and what is said of a line that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.build import BRANDS
from knowledge.examples import MAX_EXAMPLES, Asked, Examples, read_examples
from knowledge.front_matter import ArticleError
from knowledge.passage import read_article


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "questions.txt"


def test_both_kinds_are_read_and_remarks_passed_over(file: Path) -> None:
    file.write_text("# a remark\n\nhelp#how | how do i | or not\n- | is it vegan\n- | is it vegan\n", encoding="utf-8")
    assert read_examples(file) == Examples((Asked("help#how", "how do i | or not", 3),), ("is it vegan",))


@pytest.mark.parametrize("line", ["how do i", "help#how |", " | how", "- | a\u200bb", f"- | {'x' * 301}"])
def test_a_line_that_is_no_question_is_named(file: Path, line: str) -> None:
    file.write_text(f"- | fine\n{line}\n", encoding="utf-8")
    with pytest.raises(ArticleError) as refused:
        read_examples(file)
    assert refused.value.line == 2


def test_a_file_that_is_no_text_is_refused_in_words(file: Path) -> None:
    with pytest.raises(ArticleError, match="cannot be read"):
        read_examples(file)
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ArticleError, match="UTF-8"):
        read_examples(file)


def test_too_many_questions_are_refused(file: Path) -> None:
    file.write_text("\n".join(f"- | question {number}" for number in range(MAX_EXAMPLES + 1)), encoding="utf-8")
    with pytest.raises(ArticleError, match="more than"):
        read_examples(file)


def test_the_examples_of_the_demo_shop_name_headings_that_exist() -> None:
    examples = read_examples(BRANDS / "smear" / "questions.txt")
    there = {passage.id for path in (BRANDS / "smear").glob("*.md") for passage in read_article(path)}
    assert {asked.passage for asked in examples.answered} == there
    assert len(examples.unanswered) >= 100
