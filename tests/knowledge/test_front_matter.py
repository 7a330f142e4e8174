"""Tests of an article's head: what is taken, and what is said to a marketer when it is broken."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.front_matter import ArticleError, FrontMatter, read_front_matter

PATH = Path("returns.md")


def test_a_head_is_title_date_and_pinned() -> None:
    source = '---\ntitle: "Returns: how"\nupdated: 2026-03-02\n\npinned: true\n---\n# How?'
    assert read_front_matter(PATH, source) == (FrontMatter("Returns: how", date(2026, 3, 2), True), 6)


def test_a_colon_in_a_title_needs_no_quotes_and_pinned_may_be_left_out() -> None:
    matter, _ = read_front_matter(PATH, "---\ntitle: Returns: how\nupdated: 2026-03-02\n---\n")
    assert matter == FrontMatter("Returns: how", date(2026, 3, 2), False)


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("", 1, "does not begin with ---"),
        ("title: Returns\n---\n", 1, "does not begin with ---"),
        ("---\ntitle: Returns\n", 3, "has no end"),
        ("---\nupdated: 2026-03-02\n---\n", 3, "no usable title"),
        (f"---\ntitle: {'x' * 81}\nupdated: 2026-03-02\n---\n", 2, "no usable title"),
        ("---\ntitle: Returns\n---\n", 3, "has no date"),
        ("---\ntitle: Returns\nupdated: soon\n---\n", 3, 'updated is "soon", which is not a date'),
        ("---\ntitle: Returns\nupdated: 2026-02-30\n---\n", 3, "not a date"),
        ("---\ntitle: Returns\nupdated: 2026-03-02\npinned: maybe\n---\n", 4, 'pinned is "maybe"'),
        ("---\ntitle: Returns\nauthor: Ann\n---\n", 3, '"author: Ann" is not known here'),
        ("---\ntitle: Returns\n[[[[[[\n---\n", 3, '"[[[[[[" is not known here'),
    ],
)
def test_a_broken_head_is_named_by_line(source: str, line: int, what: str) -> None:
    with pytest.raises(ArticleError) as refused:
        read_front_matter(PATH, source)
    assert refused.value.line == line
    assert what in refused.value.what
    assert refused.value.mend


def test_an_error_reads_as_a_sentence_with_file_line_and_mend() -> None:
    with pytest.raises(ArticleError) as refused:
        read_front_matter(PATH, "---\ntitle: Returns\nupdated: soon\n---\n")
    expected = 'returns.md, line 3: updated is "soon", which is not a date. Write it as updated: 2026-03-31.'
    assert str(refused.value) == expected
