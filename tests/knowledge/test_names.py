"""Tests of names in articles: found without a list, and taken out of questions."""

from __future__ import annotations

from pathlib import Path

from knowledge.names import Names
from knowledge.passage import Passage, cut_article

HEAD = "---\ntitle: Help\nupdated: 2026-03-02\n---\n"


def article(name: str, *sections: str) -> tuple[Passage, ...]:
    return cut_article(Path(f"{name}.md"), HEAD + "\n\n".join(f"## {section}" for section in sections))


PASSAGES = (
    *article("sizing", "How does the Zephyr fit?\nWear it on Monday. The Zephyr runs small.", "Ship to Canada?\nNo."),
    *article("care", "How do I wash my Zephyr?\nBy hand on Monday. Every Sole counts.", "Is a sole glued?\nYes."),
)


def test_a_name_is_written_with_a_capital_in_several_articles() -> None:
    assert Names(PASSAGES).words == {"zephyr"}


def test_names_are_taken_out_whatever_their_case_and_number() -> None:
    names = Names(PASSAGES)
    assert names.taken_out("are the ZEPHYRS vegan") == "are it vegan"
    assert names.taken_out("my zephyr  hurts") == "it hurts"


def test_a_text_that_names_nothing_stays_as_it_is() -> None:
    assert Names(PASSAGES).taken_out("ship  to canada") == "ship  to canada"
    assert Names(()).taken_out("the zephyr") == "the zephyr"
