"""Personas are pages: ours are all in form, and a wrong one is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.page import PageError
from evals.persona import persona, personas


def test_every_page_of_ours_is_a_persona() -> None:
    names = [one.name for one in personas()]
    assert len(names) >= 5 and "hurried" in names
    assert {one.language for one in personas()} >= {"en", "es"}


def test_a_persona_has_the_habits_of_its_page() -> None:
    assert persona("hurried").habits.lower_case
    assert persona("careful").habits.typos == 0


@pytest.mark.parametrize(
    "front", ["name: other", "name: odd\npatience: 0", "name: odd\nmood: bad", "name: odd\nhabits: {typos: 2}"]
)
def test_a_page_out_of_form_is_refused_by_name(tmp_path: Path, front: str) -> None:
    (tmp_path / "odd.md").write_text(f"---\n{front}\n---\nSomebody.\n")
    with pytest.raises(PageError, match=r"odd\.md"):
        persona("odd", tmp_path)


def test_an_unknown_persona_is_an_error() -> None:
    with pytest.raises(PageError, match="nobody"):
        persona("nobody")
