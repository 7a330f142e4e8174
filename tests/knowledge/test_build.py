"""Tests of the command that brings the index up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.build import Built, build, main
from knowledge.testing import MemoryEmbedder

GOOD = "---\ntitle: Help\nupdated: 2026-03-02\n---\n## How?\nText us.\n\n## When?\nToday.\n"


@pytest.fixture
def brands(tmp_path: Path) -> Path:
    articles = tmp_path / "brands" / "smear"
    articles.mkdir(parents=True)
    (articles / "help.md").write_text(GOOD, encoding="utf-8")
    return tmp_path / "brands"


def test_building_twice_does_nothing_the_second_time(brands: Path, tmp_path: Path) -> None:
    assert build(brands / "smear", tmp_path, MemoryEmbedder()) == Built("smear", 2, 2, 0, ())
    assert build(brands / "smear", tmp_path, MemoryEmbedder()) == Built("smear", 2, 0, 0, ())


def test_a_refused_article_is_reported_and_the_others_are_built(brands: Path, tmp_path: Path) -> None:
    (brands / "smear" / "broken.md").write_text("no head", encoding="utf-8")
    built = build(brands / "smear", tmp_path, None)
    assert built.passages == 2
    assert [problem.path.name for problem in built.problems] == ["broken.md"]


@pytest.mark.slow
def test_the_command_fails_with_the_reason_where_an_article_was_refused(
    brands: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path), "--brands", str(brands)]) == 0
    assert capsys.readouterr().out == "smear: 2 answers, 2 embedded, 0 removed\n"
    (brands / "smear" / "broken.md").write_text("no head", encoding="utf-8")
    assert main([str(tmp_path), "--brands", str(brands)]) == 1
    assert "smear: broken.md, line 1" in capsys.readouterr().err


def test_the_command_without_an_encoder_says_that_search_is_lexical(
    brands: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    (data_dir / "encoder").write_text("a file where the directory should be", encoding="utf-8")
    assert main([str(data_dir), "--brands", str(brands)]) == 0
    assert "Search will be lexical only." in capsys.readouterr().err
