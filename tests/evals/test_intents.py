"""The labelled texts are our own, named by intents that there are, and never what the model has learned from."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from agent.embedded.language import language_of
from agent.embedded.normalise import normalise
from evals.intents import BadLabels, Labelled, read_intents, surest_mistakes, taken
from prompts.library import Prompts

EXAMPLES = Prompts("smear").examples
SHIPPED = read_intents(known=EXAMPLES)


def test_there_are_enough_of_every_kind() -> None:
    assert len(SHIPPED) >= 150
    meant = Counter(one.intents[0] for one in SHIPPED)
    assert set(meant) == set(EXAMPLES), "an intent without a text is not measured"
    assert meant["out_of_scope"] >= 20
    assert sum(language_of(one.text) == "es" for one in SHIPPED) >= 20


def test_no_text_is_labelled_twice() -> None:
    plain = Counter(normalise(one.text) for one in SHIPPED)
    assert [text for text, many in plain.items() if many > 1] == []


def test_what_is_measured_with_is_not_what_was_learned_from() -> None:
    learned = {normalise(text) for texts in EXAMPLES.values() for text in texts}
    both = [one.text for one in SHIPPED if normalise(one.text) in learned]
    assert both == [], "take it out of prompts/examples: it is measured with, and would flatter"


def test_two_readings_may_both_be_right(tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text("# a remark\n\nprice|buy\thow much for two\n")
    (one,) = read_intents(tmp_path / "own.tsv", known=("price", "buy"))
    assert one == Labelled("how much for two", ("price", "buy"))
    found = taken([one] * 3, lambda text: ("buy", 0.7))
    assert all(each.right for each in found)
    assert not taken([one], lambda text: ("stock", 0.7))[0].right


NO_TAB, NO_TEXT, NO_INTENT, UNKNOWN = "price how much", "price\t ", "\thow much", "cost\thow much"


@pytest.mark.parametrize(
    ("line", "says"), [(NO_TAB, "a tab"), (NO_TEXT, "a tab"), (NO_INTENT, "a tab"), (UNKNOWN, "no intent 'cost'")]
)
def test_a_line_that_is_no_label_is_told_with_its_place(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "own.tsv").write_text(f"# remark\n{line}\n")
    with pytest.raises(BadLabels, match="line 2") as caught:
        read_intents(tmp_path / "own.tsv", known=("price",))
    assert says in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadLabels, match="cannot be read"):
        read_intents(tmp_path / "no.tsv")


def test_the_surest_mistakes_come_first_and_what_was_right_does_not_come() -> None:
    texts = [Labelled(text, ("price",)) for text in ("a", "b", "c")]
    answers = {"a": ("buy", 0.4), "b": ("price", 0.99), "c": ("buy", 0.8)}
    found = taken(texts, answers.__getitem__)
    assert [one.labelled.text for one in surest_mistakes(found)] == ["c", "a"]
    assert [one.labelled.text for one in surest_mistakes(found, 1)] == ["c"]
