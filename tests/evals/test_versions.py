"""A version is the working tree, a folder, or a git revision; anything else is refused with what it was taken for."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from evals.versions import REPOSITORY, VersionNotFound, code_version, folder_of, hash_of


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


def git(root: Path, *arguments: str) -> str:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    done = subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_the_code_is_its_commit_and_says_where_it_differs_from_it(tmp_path: Path) -> None:
    (tmp_path / "agent").mkdir()
    (tmp_path / "agent" / "turn.py").write_text("1")
    without_git = code_version(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    commit = git(tmp_path, "rev-parse", "HEAD")[:12]
    (tmp_path / "README.md").write_text("no code")
    clean = code_version(tmp_path)
    (tmp_path / "agent" / "turn.py").write_text("2")
    changed = code_version(tmp_path)
    assert clean == commit
    assert changed.startswith(f"{commit}+") and without_git.startswith("sources ")
    assert changed.partition("+")[2] != without_git.removeprefix("sources ")


def test_somebody_elses_repository_around_an_installation_is_not_ours(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "site" / "agent").mkdir(parents=True)
    assert code_version(tmp_path / "site").startswith("sources ")


def test_a_run_says_which_code_played() -> None:
    assert len(code_version()) >= 12
