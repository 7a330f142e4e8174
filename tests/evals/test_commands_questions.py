"""Tests of `parley eval questions`: figures for people and programs, and a set that names what is not there."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from evals.commands import app

GOOD = "---\ntitle: Help\nupdated: 2026-03-02\n---\n## How do I return shoes?\nText us.\n\n## Is chalk messy?\nNo.\n"


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PARLEY_DATA_DIR", str(tmp_path / "data"))
    folder = tmp_path / "brand"
    folder.mkdir()
    (folder / "help.md").write_text(GOOD, encoding="utf-8")
    return folder


def asked(articles: Path, lines: str, *options: str) -> tuple[int, str]:
    file = articles.parent / "mine.txt"
    file.write_text(lines, encoding="utf-8")
    result = CliRunner().invoke(app, ["questions", str(file), "--articles", str(articles), "--lexical", *options])
    return result.exit_code, result.output


def test_figures_are_told_with_error_and_count(articles: Path) -> None:
    code, output = asked(articles, "help#is-chalk-messy | is chalk messy\n- | who won the game\n")
    assert code == 0
    assert "right passage first            1.000 +-0.000  n=1" in output
    assert "unanswerable met with silence  1.000 +-0.000  n=1" in output


def test_programs_get_one_object_a_set(articles: Path) -> None:
    code, output = asked(articles, "help#is-chalk-messy | is chalk messy\n", "--json")
    found = orjson.loads(output)
    assert code == 0
    assert (found["set"], found["first"]["value"], found["auroc"]) == ("mine", 1.0, None)


@pytest.mark.parametrize(("lines", "said"), [("help#gone | how\n", "help#gone"), ("nonsense\n", "line 1")])
def test_a_set_that_cannot_be_asked_is_refused_in_words(articles: Path, lines: str, said: str) -> None:
    code, output = asked(articles, lines)
    assert code == 2
    assert said in output
