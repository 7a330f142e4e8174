"""Actions are told one by one, both ways, and over all."""

from __future__ import annotations

from evals.record import CaseResult, Run
from evals.report.actions import action_rows
from evals.report.page import render
from tests.evals.test_record import header, result


def tried(
    case: str, wanted: tuple[str, ...] | None, got: tuple[str, ...] = (), right: tuple[str, ...] | None = None
) -> CaseResult:
    done = {"effects_expected": wanted, "effects_got": got, "effects_right": got if right is None else right}
    return result(case).model_copy(update=done)


def test_what_was_done_needlessly_and_what_was_missed_are_two_shares() -> None:
    rows = action_rows(
        [tried("a", ("buy",), ("buy",)), tried("b", (), ("buy",), right=()), tried("c", ("return_items",))]
    )
    assert [(one.name, one.right, one.done, one.wanted) for one in rows] == [
        ("all", 1, 2, 2),
        ("buy", 1, 2, 1),
        ("return_items", 0, 0, 1),
    ]
    assert (rows[1].precision, rows[1].recall) == (0.5, 1.0)
    assert (rows[2].precision, rows[2].recall) == (None, 0.0)


def test_other_arguments_are_not_right() -> None:
    (total, buy) = action_rows([tried("a", ("buy",), ("buy",), right=())])
    assert (total.precision, buy.recall) == (0.0, 0.0)


def test_a_case_that_names_no_effects_is_not_asked() -> None:
    assert action_rows([tried("a", None, ("buy",))]) == ()


def test_the_page_shows_them() -> None:
    page = render(Run(header=header(), results=(tried("a", ("return_items",), ("return_items",)),)))
    assert "return items" in page.split("What was done")[1].split("</section>")[0]
