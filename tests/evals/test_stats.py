"""The statistics agree with values worked out by hand."""

from __future__ import annotations

from math import sqrt

from pytest import approx

from evals.stats import fisher_worse, holm, mcnemar, mean_by_case, pass_hat, pass_known, permutation, wilson


def test_repetitions_of_a_case_do_not_shrink_the_error() -> None:
    once = mean_by_case({"a": [1], "b": [0], "c": [1], "d": [0]})
    often = mean_by_case({"a": [1] * 8, "b": [0] * 8, "c": [1] * 8, "d": [0] * 8})
    assert once is not None and often is not None
    assert once.value == often.value == 0.5
    assert once.error == approx(sqrt(1 / 12)) and often.error == approx(once.error)


def test_one_case_has_no_error_and_none_has_no_mean() -> None:
    alone = mean_by_case({"a": [1, 0]})
    assert alone is not None and alone.error is None
    assert mean_by_case({"a": []}) is None


def test_pass_to_the_k_is_the_share_of_draws_that_all_pass() -> None:
    assert pass_hat(4, 3, 2) == approx(3 / 6)
    assert pass_hat(4, 3, 4) == 0
    assert pass_hat(2, 2, 3) is None
    both = pass_known([(4, 4), (4, 3)], 2)
    assert both is not None and both[0] == approx(0.75) and both[1] == 2
    assert pass_known([(4, 4), (1, 1)], 2) == (1.0, 1), "a case with fewer tries says nothing about two in a row"
    assert pass_known([(1, 1)], 2) is None


def test_mcnemar_is_exact() -> None:
    assert mcnemar(0, 0) == 1
    assert mcnemar(5, 0) == approx(2 / 32)
    assert mcnemar(0, 5) == mcnemar(5, 0)


def test_the_permutation_test_counts_only_what_is_as_low() -> None:
    assert permutation([0.0, 0.0]) == 1
    assert permutation([-1.0] * 5) == approx(1 / 32)
    assert permutation([1.0] * 5) == 1
    assert permutation([-1.0] * 30) < 0.001 < permutation([-1.0, 1.0] * 15)


def test_a_case_that_never_passes_any_more_is_worse() -> None:
    assert fisher_worse((4, 4), (4, 0)) == approx(1 / 70)
    assert fisher_worse((4, 0), (4, 4)) == 1
    assert fisher_worse((0, 0), (4, 0)) == 1


def test_holm_asks_the_more_the_more_there_are() -> None:
    assert holm([0.04], 0.05) == (True,)
    assert holm([0.04, 0.03], 0.05) == (False, False)
    assert holm([0.04, 0.01], 0.05) == (True, True)


def test_the_interval_of_a_sure_share_is_not_empty() -> None:
    all_right = wilson(10, 10)
    assert all_right is not None and all_right.low == approx(0.7225, abs=1e-3) and all_right.high == approx(1)
    assert wilson(0, 0) is None
