"""A page is front matter and text, and what is not one says which file it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.page import PageError, read_page


def test_a_page_is_read_into_keys_and_text(tmp_path: Path) -> None:
    path = tmp_path / "one.md"
    path.write_text("---\nname: one\n---\nText with --- in it.\n")
    assert read_page(path) == ({"name": "one"}, "Text with --- in it.")


@pytest.mark.parametrize(
    "text",
    ["no front matter", "---\n[a\n---\nx", "---\n- a\n---\nx", "---\na: 1\n---\n\n", "before\n---\na: 1\n---\nx"],
)
def test_what_is_no_page_names_its_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.md"
    path.write_text(text)
    with pytest.raises(PageError, match=r"bad\.md"):
        read_page(path)


def test_a_missing_page_names_its_file(tmp_path: Path) -> None:
    with pytest.raises(PageError, match=r"gone\.md"):
        read_page(tmp_path / "gone.md")
