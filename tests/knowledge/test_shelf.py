"""Tests of the folder of articles: changes are seen, and a broken article leaves its last good version in force."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from knowledge.shelf import Shelf

HEAD = "---\ntitle: Returns\nupdated: 2026-03-02\n---\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "smear"
    folder.mkdir()
    (folder / "returns.md").write_text(HEAD + "## How?\nText us.\n", encoding="utf-8")
    (folder / "refunds.md").write_text(HEAD + "## When?\nIn 3 days.\n", encoding="utf-8")
    return folder


def texts(shelf: Shelf) -> list[str]:
    return [passage.text for passage in shelf.passages]


def test_articles_are_read_in_the_order_of_their_names(articles: Path) -> None:
    shelf = Shelf(articles)
    assert shelf.passages == ()
    assert shelf.refresh() is True
    assert texts(shelf) == ["In 3 days.", "Text us."]


def test_nothing_saved_is_nothing_read(articles: Path) -> None:
    shelf = Shelf(articles)
    shelf.refresh()
    before = shelf.passages
    assert shelf.refresh() is False
    assert all(one is other for one, other in zip(before, shelf.passages, strict=True))


def test_a_saved_change_a_new_article_and_a_removed_one_are_seen(articles: Path) -> None:
    shelf = Shelf(articles)
    shelf.refresh()
    (articles / "returns.md").write_text(HEAD + "## How?\nWrite us.\n", encoding="utf-8")
    (articles / "care.md").write_text(HEAD + "## Wash?\nBy hand.\n", encoding="utf-8")
    (articles / "refunds.md").unlink()
    assert shelf.refresh() is True
    assert texts(shelf) == ["By hand.", "Write us."]


def test_a_change_with_the_old_size_and_time_is_seen(articles: Path) -> None:
    shelf = Shelf(articles)
    shelf.refresh()
    path = articles / "returns.md"
    before = path.stat()
    path.write_text(HEAD + "## How?\nCall us.\n", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert shelf.refresh() is True
    assert "Call us." in texts(shelf)


def test_a_file_saved_without_a_change_changes_nothing(articles: Path) -> None:
    shelf = Shelf(articles)
    shelf.refresh()
    os.utime(articles / "returns.md", ns=(1, 1))
    assert shelf.refresh() is False


def test_a_broken_article_is_refused_and_its_last_good_version_stays(
    articles: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = Shelf(articles)
    shelf.refresh()
    (articles / "returns.md").write_text(HEAD + "## How?\n<b>Text</b> us.\n", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert shelf.refresh() is False
        assert shelf.refresh() is False
    assert "Text us." in texts(shelf)
    (problem,) = shelf.problems
    assert "returns.md, line 6: There is HTML here." in str(problem)
    assert caplog.text.count("article refused") == 1


def test_a_mended_article_is_taken_and_its_problem_forgotten(articles: Path) -> None:
    path = articles / "returns.md"
    path.write_text("broken", encoding="utf-8")
    shelf = Shelf(articles)
    shelf.refresh()
    assert texts(shelf) == ["In 3 days."] and len(shelf.problems) == 1
    path.write_text(HEAD + "## How?\nText us.\n", encoding="utf-8")
    assert shelf.refresh() is True
    assert not shelf.problems and len(shelf.passages) == 2


def test_a_broken_article_that_is_removed_is_no_problem_any_more(articles: Path) -> None:
    shelf = Shelf(articles)
    shelf.refresh()
    (articles / "returns.md").write_text("broken", encoding="utf-8")
    shelf.refresh()
    (articles / "returns.md").unlink()
    assert shelf.refresh() is True
    assert shelf.problems == () and texts(shelf) == ["In 3 days."]


def test_a_folder_that_is_gone_is_a_problem_and_the_last_good_articles_stay(
    articles: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = Shelf(articles)
    shelf.refresh()
    articles.rename(articles.with_name("elsewhere"))
    assert shelf.refresh() is False
    assert shelf.refresh() is False
    assert caplog.text.count("cannot be read") == 1
    assert len(shelf.passages) == 2
    assert "cannot be read" in shelf.problems[0].what
    articles.with_name("elsewhere").rename(articles)
    shelf.refresh()
    assert shelf.problems == () and len(shelf.passages) == 2


def test_only_articles_are_read(articles: Path) -> None:
    (articles / ".draft.md").write_text("broken", encoding="utf-8")
    (articles / "notes.txt").write_text("broken", encoding="utf-8")
    (articles / "folder.md").mkdir()
    os.mkfifo(articles / "pipe.md")
    shelf = Shelf(articles)
    shelf.refresh()
    assert shelf.problems == () and len(shelf.passages) == 2


def test_what_people_added_stands_beside_what_is_shipped_and_in_its_place(articles: Path, tmp_path: Path) -> None:
    added = tmp_path / "added"
    shelf = Shelf(articles, added)
    assert shelf.refresh() is True
    added.mkdir()
    (added / "asked-1.md").write_text(HEAD + "## Vegan?\nNo.\n", encoding="utf-8")
    (added / "refunds.md").write_text(HEAD + "## When?\nIn 2 days.\n", encoding="utf-8")
    assert shelf.refresh() is True
    assert texts(shelf) == ["No.", "In 2 days.", "Text us."]
    (added / "refunds.md").unlink()
    assert shelf.refresh() is True
    assert texts(shelf) == ["No.", "In 3 days.", "Text us."]


def test_example_questions_are_read_beside_the_articles_and_their_last_good_version_is_kept(articles: Path) -> None:
    shelf = Shelf(articles)
    shelf.refresh()
    questions = articles / "questions.txt"
    questions.write_text("- | is it vegan\n", encoding="utf-8")
    assert shelf.refresh() is True
    assert shelf.examples.unanswered == ("is it vegan",)
    questions.write_text("nonsense\n- | is it vegan\n", encoding="utf-8")
    assert shelf.refresh() is False
    assert shelf.examples.unanswered == ("is it vegan",)
    assert [problem.path.name for problem in shelf.problems] == ["questions.txt"]
    questions.unlink()
    assert shelf.refresh() is True
    assert not shelf.examples.unanswered and not shelf.problems
