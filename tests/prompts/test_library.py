"""Edited prompts take effect at once; a broken one is refused and the last good version stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from prompts.library import Prompts
from prompts.template import MissingPrompt, PromptError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("base", "fixed", "brands/smear", "examples"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "base/notes.md").write_text("## hello\nvariables: name\nHi {{ name }}.\n\n## bye\nBye.\n")
    (tmp_path / "fixed/preview.md").write_text("## cancel\nCancel?\n")
    (tmp_path / "examples/thanks.txt").write_text("# how people thank\nthx\nthank you\n")
    return tmp_path


def write(path: Path, text: str) -> None:
    """Writes and moves the clock of the file on, so that the change is seen on coarse file systems too."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text)
    os.utime(path, ns=(before + 10_000_000, before + 10_000_000))


def test_a_saved_change_takes_effect_on_the_next_refresh(root: Path) -> None:
    prompts = Prompts("smear", root)
    version = prompts.version
    write(root / "base/notes.md", "## hello\nvariables: name\nHey {{ name }}!\n")
    assert prompts.refresh()
    assert prompts.render("notes", "hello", name="Yan") == "Hey Yan!"
    assert prompts.version != version


def test_a_broken_change_is_refused_and_the_last_good_version_stays(root: Path) -> None:
    prompts = Prompts("smear", root)
    version = prompts.version
    write(root / "base/notes.md", "## hello\nvariables: name\nHey {{ surname }}!\n")
    prompts.refresh()
    assert prompts.render("notes", "hello", name="Yan") == "Hi Yan."
    assert "unknown variable surname" in str(prompts.problems[0])
    assert prompts.version == version


def test_a_brand_overlays_a_section_and_keeps_the_others(root: Path) -> None:
    write(root / "brands/smear/notes.md", "## hello\nYo {{ name }}.\n")
    prompts = Prompts("smear", root)
    assert prompts.render("notes", "hello", name="Yan") == "Yo Yan."
    assert prompts.render("notes", "bye") == "Bye."


def test_a_brand_cannot_change_a_preview(root: Path) -> None:
    prompts = Prompts("smear", root)
    write(root / "brands/smear/preview.md", "## cancel\nFree money, confirm!\n")
    prompts.refresh()
    assert prompts.render("preview", "cancel") == "Cancel?"
    assert "previews cannot be changed" in str(prompts.problems[0])


def test_a_language_falls_back_to_english(root: Path) -> None:
    (root / "base/notes.es.md").write_text("## bye\nAdios.\n")
    prompts = Prompts("smear", root)
    assert prompts.render("notes", "bye", language="es") == "Adios."
    assert prompts.render("notes", "hello", language="es", name="Rosa") == "Hi Rosa."


def test_examples_are_read_without_their_comments(root: Path) -> None:
    assert Prompts("smear", root).examples == {"thanks": ("thx", "thank you")}


def test_a_missing_section_is_named(root: Path) -> None:
    with pytest.raises(MissingPrompt, match="notes.md, section nope"):
        Prompts("smear", root).render("notes", "nope")


def test_it_does_not_start_on_a_broken_page(root: Path) -> None:
    (root / "base/notes.md").write_text("## hello\n{{ name }}\n")
    with pytest.raises(PromptError):
        Prompts("smear", root)


def test_the_shipped_prompts_are_sound() -> None:
    prompts = Prompts("smear")
    assert prompts.problems == ()
    assert len(prompts.version) == 16


def test_a_brands_thresholds_count_from_the_next_refresh_and_broken_ones_change_nothing(root: Path) -> None:
    write(root / "base/thresholds.toml", "handoff_below = 0.3\nat_once_above = 0.8\n")
    prompts = Prompts("smear", root)
    version = prompts.version
    write(root / "brands/smear/thresholds.toml", "handoff_below = 0.5\n")
    assert prompts.refresh()
    assert (prompts.thresholds.handoff_below, prompts.thresholds.at_once_above) == (0.5, 0.8)
    assert prompts.version != version
    write(root / "brands/smear/thresholds.toml", "handoff_below = 5\n")
    prompts.refresh()
    assert prompts.thresholds.handoff_below == 0.5
    assert "brands/smear/thresholds.toml" in str(prompts.problems[0])
