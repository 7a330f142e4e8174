"""A page is cut into sections; what cannot be used is refused with its place."""

from __future__ import annotations

import pytest

from prompts.page import decode_page, parse_page
from prompts.template import PromptError

SHIPPED = parse_page("notes", "For the reader.\n\n## hello\nvariables: name\nHi {{ name }}.\n\n## bye\nBye.\n")


def test_sections_are_found_and_prose_above_is_ignored() -> None:
    assert set(SHIPPED.sections) == {"hello", "bye"}
    assert SHIPPED.sections["hello"].render(name="Yan") == "Hi Yan."


def test_an_edited_section_uses_the_shipped_variables() -> None:
    edited = parse_page("notes", "## hello\nYo {{ name }}!", SHIPPED)
    assert edited.sections["hello"].render(name="Yan") == "Yo Yan!"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("## hello\nHi {{ surname }}", "unknown variable surname"),
        ("## howdy\nHi", "is not a section of this page"),
        ("## hello\n\n", "is empty"),
        ("no section", "has no section"),
        ("## Hello There\nHi", "section name that cannot be used"),
    ],
)
def test_a_broken_edit_is_refused(text: str, words: str) -> None:
    with pytest.raises(PromptError, match=words):
        parse_page("notes", text, SHIPPED)


def test_a_section_twice_is_refused() -> None:
    with pytest.raises(PromptError, match="appears twice"):
        parse_page("notes", "## a\nx\n## a\ny")


def test_a_file_that_is_not_text_names_its_line() -> None:
    with pytest.raises(PromptError, match="line 2: is not UTF-8|line 2: is not UTF-8 text"):
        decode_page("notes.md", b"## a\n\xff\xfe")


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(PromptError, match="larger than"):
        decode_page("notes.md", b"x" * 200_001)
