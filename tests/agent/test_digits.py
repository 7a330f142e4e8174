"""Digit groups as a reader sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.digits import groups_of, runs_of, view_of


def _digits(body: str) -> list[str]:
    return [group.digits for group in groups_of(view_of(body))]


@pytest.mark.parametrize(
    ("body", "digits"),
    [
        ("4111 1111", ["4111", "1111"]),
        ("４１\u200b１１", ["4111"]),
        ("4\u200d1\u200d1", ["411"]),
        ("٤١١", ["411"]),
        ("4️⃣1️⃣", ["41"]),
        ("four One ONE 1", ["4", "1", "1", "1"]),
        ("fouroneone", ["411"]),
        ("cuatro, uno y dos", ["4", "1", "2"]),
        ("double four triple 1", ["44", "111"]),
        ("double 12", ["12"]),
        ("someone phoned a tone", []),
        ("size 8.5", ["8", "5"]),
    ],
)
def test_digits_are_read_however_they_are_written(body: str, digits: list[str]) -> None:
    assert _digits(body) == digits


@pytest.mark.parametrize(
    ("body", "lengths"),
    [
        ("4111 - 1111", [2]),
        ("4111 -- 1111", [1, 1]),
        ("4111 a 1111", [1, 1]),
        ("4111\u200b\u200b\u200b\u200b 1111", [2]),
        ("none", []),
    ],
)
def test_groups_join_over_three_marks_and_not_over_a_letter(body: str, lengths: list[int]) -> None:
    view = view_of(body)
    assert [len(run) for run in runs_of(view, groups_of(view))] == lengths


def test_a_place_in_the_view_leads_back_to_the_text() -> None:
    body = "no \u200b４\u200b１ ﬁ 7"
    view = view_of(body)
    spans = [view.original_span(group.start, group.end) for group in groups_of(view)]
    assert [body[start:end] for start, end in spans] == ["４\u200b１", "7"]


@given(st.text(max_size=60))
def test_a_view_maps_every_character_in_order(body: str) -> None:
    view = view_of(body)
    assert len(view.text) == len(view.places)
    assert list(view.places) == sorted(view.places)
