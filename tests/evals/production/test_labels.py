"""Labels come to shares with their error, agreement between people, and a confidence that is held against them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.agreement import LabelError
from evals.production.labels import Label, labels_of, read_labels


def label(turn: int, verdict: str, person: int = 1, **keys: Any) -> Label:
    kept = {"turn": f"t{turn}", "talk": f"c{turn}", "person": f"p{person}", "verdict": verdict, "confidence": 0.9}
    return Label.model_validate({**kept, "kind": "presumed / sure", "size": 90, **keys})


def test_a_turn_is_what_most_say_and_undecided_where_they_are_even() -> None:
    rows = [
        label(1, "good"),
        label(1, "bad", 2),
        label(2, "bad"),
        label(2, "bad", 2),
        label(2, "good", 3),
        label(3, "good"),
    ]
    found = labels_of(rows)
    assert (found.labels, found.people, found.undecided) == (6, 3, 1)
    assert (found.turns.good, found.turns.of) == (1, 2) and found.turns.interval is not None


def test_one_bad_turn_makes_a_conversation_bad() -> None:
    found = labels_of([label(1, "good", talk="c"), label(2, "bad", talk="c"), label(3, "good", talk="d")])
    assert (found.talks.good, found.talks.of) == (1, 2)


def test_the_period_is_weighted_by_what_each_conversation_stands_for() -> None:
    rare: dict[str, Any] = {"kind": "handed_over / unsure", "size": 10}
    rows = [label(n, "good") for n in range(10)] + [label(20 + n, "bad", **rare) for n in range(10)]
    found = labels_of(rows)
    assert found.talks.good / found.talks.of == 0.5
    assert found.whole is not None and (found.whole.share, found.whole.covered) == (0.9, 100)
    assert found.whole.error == 0.0 and [one.size for one in found.kinds] == [90, 10]
    mixed = labels_of([*rows, label(50, "bad")]).whole
    assert mixed is not None and 0.0 < mixed.error < 0.1
    assert labels_of([label(1, "good")]).whole is None


def test_people_are_compared_where_they_labelled_the_same_turn() -> None:
    rows = [label(n, "good" if n < 5 else "bad", person) for n in range(10) for person in (1, 2)]
    assert (labels_of(rows).agreement.rows, labels_of(rows).agreement.kappa) == (10, 1.0)
    assert labels_of([label(1, "good")]).agreement.rows == 0


def test_confidence_is_held_against_people() -> None:
    rows = [label(n, "good" if n < 6 else "bad", confidence=0.9) for n in range(10)]
    sure = labels_of(rows).calibration
    assert sure is not None and sure.count == 10 and sure.ece == pytest.approx(0.3)


def test_a_line_that_is_no_label_is_named(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(label(1, "good").model_dump_json() + "\n" + json.dumps({"turn": "t"}) + "\n")
    with pytest.raises(LabelError, match="line 2: talk"):
        read_labels(path)
