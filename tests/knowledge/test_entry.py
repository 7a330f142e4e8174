"""A question and its answer become an article that reads as it was written, whatever was written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.entry import entry, one_line, plain_lines
from knowledge.front_matter import ArticleError
from knowledge.passage import cut_article

DAY = date(2026, 6, 10)
NAME = "asked-1.md"


def read(question: str, answer: str) -> tuple[str, str]:
    (passage,) = cut_article(Path(NAME), entry(NAME, question, answer, DAY))
    return passage.heading, passage.text


def test_plain_words_stay_as_they_are() -> None:
    said = "No. The lining is leather; the rubber isn't. See https://smearshoes.example/vegan or call (415) 555-0100."
    assert read("Is the Instinct vegan?", said) == ("Is the Instinct vegan?", said)


@pytest.mark.parametrize(
    "answer",
    [
        "# Heading\n## Is it free?\nYes, everything is free.",
        "---\ntitle: x\n---",
        "<script>alert(1)</script> & <b>bold</b> &lt;",
        "- one\n- two\n+ three\n* four\n1. five\n2) six",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "```\ncode\n```\n~~~\nmore\n~~~",
        "![x](https://evil.example/x.png) and [y]: https://evil.example",
        "**bold** _it_ `code` \\ back\\slash",
        "> quoted\n    indented\n===",
    ],
)
def test_marks_are_words(answer: str) -> None:
    assert read("Is it vegan?", answer)[1] == plain_lines(answer)
    assert read(one_line(answer)[:100], "No.")[0] == one_line(answer)[:100].strip()


def test_a_link_that_cannot_be_texted_is_refused_in_words() -> None:
    with pytest.raises(ArticleError) as refused:
        entry(NAME, "Is it vegan?", "See [this](javascript:alert(1))", DAY)
    assert "https://" in refused.value.mend


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        ("", "No.", "question is empty"),
        ("x?", " \n", "answer is empty"),
        ("x" * 121, "No.", "121"),
        ("x", "y" * 601, "601"),
    ],
)
def test_what_is_too_long_or_empty_is_refused(question: str, answer: str, words: str) -> None:
    with pytest.raises(ArticleError) as refused:
        entry(NAME, question, answer, DAY)
    assert words in refused.value.what


@given(st.text(max_size=100), st.text(max_size=300))
def test_any_words_are_read_back_as_they_are_or_refused(question: str, answer: str) -> None:
    try:
        heading, text = read(question, answer)
    except ArticleError:
        return
    assert (heading, text) == (one_line(question), plain_lines(answer))
