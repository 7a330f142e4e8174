"""Agreement beyond chance: figures of a worked table, what is not defined, and rows that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.agreement import LabelError, Labelled, Verdict, agreement, read_labelled


def rows(count: int, label: Verdict, verdict: Verdict | None) -> list[Labelled]:
    return [Labelled(case=f"{label}-{verdict}-{number}", label=label, verdict=verdict) for number in range(count)]


def test_kappa_and_its_error_are_those_of_the_worked_table() -> None:
    table = rows(20, "pass", "pass") + rows(5, "pass", "fail") + rows(10, "fail", "pass") + rows(15, "fail", "fail")
    found = agreement(table)
    assert (found.rows, found.agreed) == (50, 0.7)
    assert found.kappa == pytest.approx(0.4)
    assert found.error == pytest.approx(0.1296, abs=1e-4)


def test_to_disagree_always_is_worse_than_chance() -> None:
    assert agreement(rows(5, "pass", "fail") + rows(5, "fail", "pass")).kappa == pytest.approx(-1.0)


def test_what_the_judge_left_open_is_counted_apart() -> None:
    found = agreement(rows(2, "pass", "pass") + rows(2, "fail", "fail") + rows(3, "pass", None))
    assert (found.rows, found.abstained, found.kappa) == (4, 3, 1.0)


def test_kappa_is_not_defined_for_nothing_or_for_one_answer_only() -> None:
    assert agreement([]).kappa is None
    assert agreement(rows(4, "pass", "pass"))[2:] == (1.0, None, None)


def test_rows_are_read_and_empty_lines_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text('{"case": "a", "label": "pass", "verdict": "fail"}\n\n{"case":"b","label":"fail","verdict":null}\n')
    assert [one.verdict for one in read_labelled(path)] == ["fail", None]


@pytest.mark.parametrize("row", ["{", '{"case": "b", "label": "good", "verdict": "pass"}', '{"case": "b"}'])
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, row: str) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text('{"case": "a", "label": "pass", "verdict": "fail"}\n' + row)
    with pytest.raises(LabelError, match="line 2"):
        read_labelled(path)


def test_a_case_labelled_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text('{"case": "a", "label": "pass", "verdict": "fail"}\n' * 2)
    with pytest.raises(LabelError, match="more than once: a"):
        read_labelled(path)
