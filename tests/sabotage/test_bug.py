"""The list of planted bugs can be planted, every one of them, and names tests that exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sabotage.bench import Outcome, is_red
from tests.sabotage.bug import Bug, bugs

FEWEST = 24
LIST = bugs()
BUG = Bug(name="x", guard="I1", file="a.py", old="1", new="2", tests=("test_a.py::test_one[sqlite]",))


@pytest.mark.parametrize("bug", LIST, ids=lambda bug: bug.name)
def test_a_bug_can_still_be_planted_and_its_tests_exist(bug: Bug) -> None:
    assert bug.rotten() is None
    assert bug.old != bug.new


def test_there_are_enough_of_them_each_of_its_own_over_the_whole_line() -> None:
    assert len(LIST) >= FEWEST and len({bug.name for bug in LIST}) == len(LIST)
    assert {bug.file.split("/")[0] for bug in LIST} == {"agent", "api", "tools"}


def test_a_list_that_rots_is_noticed(tmp_path: Path) -> None:
    assert BUG.rotten(tmp_path) == "a.py has the old text 0 times"
    (tmp_path / "a.py").write_text("x = 1 + 1\n")
    assert BUG.rotten(tmp_path) == "a.py has the old text 2 times"
    (tmp_path / "a.py").write_text("x = 1\n")
    assert BUG.rotten(tmp_path) == "there is no test_a.py::test_one[sqlite]"


def test_a_planted_bug_is_pulled_out_again(tmp_path: Path) -> None:
    original, copy = tmp_path / "original", tmp_path / "copy"
    for folder in (original, copy):
        folder.mkdir()
        (folder / "a.py").write_text("x = 1\n")
    BUG.plant(copy)
    assert (copy / "a.py").read_text() == "x = 2\n"
    BUG.pull(copy, original)
    assert (copy / "a.py").read_text() == "x = 1\n"


def test_a_test_is_red_whatever_its_parameters_unless_they_are_named() -> None:
    outcome = Outcome(red=frozenset({"t.py::test_a[sqlite]"}))
    assert is_red("t.py::test_a", outcome) and is_red("t.py::test_a[sqlite]", outcome)
    assert not is_red("t.py::test_a[postgres]", outcome) and not is_red("t.py::test", outcome)
