"""A version is the working tree, a folder, or a git revision; anything else is refused with what it was taken for."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.versions import REPOSITORY, VersionNotFound, folder_of, hash_of


def test_no_version_is_the_working_tree(tmp_path: Path) -> None:
    assert folder_of(None, "prompts", tmp_path) == REPOSITORY / "prompts"


def test_a_folder_is_itself(tmp_path: Path) -> None:
    assert folder_of(str(tmp_path), "prompts", tmp_path) == tmp_path.resolve()


@pytest.mark.parametrize("version", ["no-such-thing", "--help", "-o/tmp/x"])
def test_what_is_neither_is_refused(version: str, tmp_path: Path) -> None:
    with pytest.raises(VersionNotFound, match="neither a folder nor a git revision"):
        folder_of(version, "prompts", tmp_path)


def test_the_hash_is_of_names_and_content_only(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        (folder / "a.md").write_text("hello")
    assert hash_of(one) == hash_of(two)
    (two / "a.md").rename(two / "b.md")
    assert hash_of(one) != hash_of(two)
    (one / "a.md").write_text("hello!")
    assert hash_of(one) != hash_of(two)
