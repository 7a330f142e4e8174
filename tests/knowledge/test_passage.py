"""Tests of cutting articles: plain passages with provenance, and hostile Markdown refused by line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.front_matter import ArticleError
from knowledge.passage import MAX_BYTES, MAX_TEXT_CHARS, Passage, cut_article, read_article

HEAD = "---\ntitle: Returns\nupdated: 2026-03-02\n---\n"
PATH = Path("returns.md")


def cut(body: str) -> tuple[Passage, ...]:
    return cut_article(PATH, HEAD + body)


def refusal(body: str) -> ArticleError:
    with pytest.raises(ArticleError) as refused:
        cut(body)
    return refused.value


def test_a_passage_says_where_it_comes_from() -> None:
    (passage,) = cut("## How do I return?\n\nText us.\n")
    assert (passage.id, passage.article, passage.title) == ("returns#how-do-i-return", "returns", "Returns")
    assert (passage.heading, passage.text) == ("How do I return?", "Text us.")
    assert (passage.updated, passage.pinned) == (date(2026, 3, 2), False)


def test_the_text_is_plain() -> None:
    body = "## Q\nSome *soft*\nand **loud** words, `CONFIRM`, &amp; [the guide](https://smearshoes.example/fit).\n"
    (passage,) = cut(body)
    assert passage.text == "Some soft and loud words, CONFIRM, & the guide (https://smearshoes.example/fit)."


def test_an_address_is_not_said_twice() -> None:
    (passage,) = cut("## Q\nSee <https://smearshoes.example> or <help@smearshoes.example>.")
    assert passage.text == "See https://smearshoes.example or help@smearshoes.example."


def test_lists_keep_their_marks() -> None:
    (passage,) = cut("## Q\n- one\n- two\n\n1. first\n2. second\n")
    assert passage.text == "- one\n- two\n1. first\n2. second"


def test_a_line_under_words_makes_no_heading_and_an_indent_no_code() -> None:
    (passage,) = cut("## Q\nfirst\n---\nsecond\n\n    third\n")
    assert passage.text == "first\nsecond\nthird"


def test_words_before_the_first_heading_answer_the_title() -> None:
    first, second = cut("Within 30 days.\n\n## How?\nText us.\n")
    assert (first.heading, first.text) == ("Returns", "Within 30 days.")
    assert second.heading == "How?"


def test_a_heading_may_group_deeper_ones() -> None:
    assert [passage.heading for passage in cut("# All\n## A?\nx\n## B?\ny\n")] == ["A?", "B?"]


def test_headings_in_another_script_have_ids_of_their_own() -> None:
    first, second = cut("## 退货\nx\n## 换货\ny\n")
    assert first.id != second.id
    assert cut("## ¿Dónde está?\nx\n")[0].id == "returns#donde-esta"


@pytest.mark.parametrize(
    "changed",
    [
        HEAD + "## How?\nText us now.\n",
        HEAD + "## How so?\nText us.\n",
        HEAD.replace("Returns", "Sending back") + "## How?\nText us.\n",
        HEAD.replace("03-02", "03-03") + "## How?\nText us.\n",
        HEAD.replace("---\n", "---\npinned: true\n", 1) + "## How?\nText us.\n",
    ],
)
def test_the_digest_changes_with_anything_a_reader_sees(changed: str) -> None:
    (before,) = cut("## How?\nText us.\n")
    (after,) = cut_article(PATH, changed)
    assert after.digest != before.digest
    assert cut("## How?\n\nText   us.\n\n")[0].digest == cut("## How?\n\nText   us.\n")[0].digest


@pytest.mark.parametrize(
    ("body", "line", "what"),
    [
        ("## Q\n<script>alert(1)</script>\n", 6, "HTML"),
        ("## Q\n\nhi <img src=x onerror=alert(1)>\n", 7, "HTML"),
        ("## Q\nx\n\n<!-- note to self -->\n", 8, "HTML or a comment"),
        ("## Q\n![a cat](https://x.example/cat.png)\n", 6, "picture"),
        ("## Q\n[x](javascript:alert(1))\n", 6, "cannot be texted"),
        ("## Q\n[x](http://x.example)\n", 6, 'link "http://x.example" cannot be texted'),
        ("## Q\n[a](http://x.example) [b](https://x.example)\n", 6, "cannot be texted"),
        ("## Q\n```\ncode\n```\n", 6, "block of code"),
        ("## Q\na | b\n---|---\n1 | 2\n", 6, "table"),
        ("## Q\nright\u202eleft\n", 6, "invisible"),
        ("## Q\nright&#x202e;left\n", 6, "invisible"),
        ("## Q\nnul\x00\n", 6, "invisible"),
        ("## Q\n", 5, '"Q" has no answer'),
        ("## Q\nx\n\n## R\n", 8, '"R" has no answer'),
        ("## Q\nx\n\n## Q\ny\n", 8, 'heading "Q" is here twice'),
        ("## " + "long " * 30 + "\nx\n", 5, "heading is too long"),
        ("## Q\n" + "long " * 121 + "\n", 5, "too long to be texted (604 characters)"),
        ("".join(f"## Q{number}\nx\n\n" for number in range(61)), 185, "too many headings"),
        ("", 4, "no answers"),
    ],
)
def test_what_cannot_be_texted_is_refused_by_line(body: str, line: int, what: str) -> None:
    error = refusal(body)
    assert error.line == line
    assert what in error.what
    assert error.mend


def test_the_longest_answer_is_taken() -> None:
    assert len(cut("## Q\n" + "x" * MAX_TEXT_CHARS)[0].text) == MAX_TEXT_CHARS


def test_a_file_in_another_encoding_is_refused_by_line(tmp_path: Path) -> None:
    path = tmp_path / "returns.md"
    path.write_bytes((HEAD + "## Q\ncaf").encode() + b"\xe9\n")
    with pytest.raises(ArticleError, match="line 6: The file is not saved as UTF-8"):
        read_article(path)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "returns.md"
    path.write_bytes(HEAD.encode() + b"x" * MAX_BYTES)
    with pytest.raises(ArticleError, match="too long"):
        read_article(path)


def test_a_file_that_is_gone_is_an_article_error(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="cannot be read: No such file"):
        read_article(tmp_path / "gone.md")


def test_windows_line_ends_and_a_mark_at_the_beginning_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "returns.md"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + "## Q\nx\ny\n").replace("\n", "\r\n").encode())
    assert read_article(path)[0].text == "x y"


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("#*_`[]()<>!|-=:&;\n\t x1\\\"'\u202e~"), max_size=200))
def test_any_markdown_is_plain_passages_or_an_article_error(body: str) -> None:
    try:
        passages = cut("## Q\n" + body)
    except ArticleError as error:
        assert error.line >= 1 and error.what and error.mend
        return
    assert all(passage.text.strip() and "\u202e" not in passage.text for passage in passages)
