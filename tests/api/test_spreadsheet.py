"""Tests of `api.spreadsheet`."""

from __future__ import annotations

import csv
import io

import pytest

from api.spreadsheet import cell, table

FORMULAS = [
    "=1+1",
    "+14155550101",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    '"=1',
    "'=1",
    "\u00a0=1",
    "\uff1d1",
    '" =x',
]


@pytest.mark.parametrize("value", FORMULAS)
def test_nothing_is_calculated(value: str) -> None:
    assert cell(value) == f"'{value}"


@pytest.mark.parametrize(
    ("value", "written"), [("a=b", "a=b"), (None, ""), (-3, "-3"), (0.5, "0.5"), (True, "True"), ("", "")]
)
def test_what_is_no_formula_stays(value: object, written: str) -> None:
    assert cell(value) == written


def test_every_cell_is_quoted_and_comes_back() -> None:
    rows: list[list[object]] = [['a"b', "line\nbreak", "x,y"], *([one, "", 1] for one in FORMULAS)]
    written = table(("one", "two", "three"), rows).decode("utf-8-sig")
    assert written.startswith('"one","two","three"\r\n')
    read = list(csv.reader(io.StringIO(written, newline="")))
    assert read[1] == ['a"b', "line\nbreak", "x,y"]
    assert [row[0] for row in read[2:]] == [f"'{one}" for one in FORMULAS]
