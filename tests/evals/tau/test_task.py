"""Tasks are read line by line, and say who they are about."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.tau.database import BadWorld
from evals.tau.task import read_tasks
from tests.evals.tau.small import DATABASE, task


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("find_user_id_by_email", {"email": "bob@mail.example"}),
        ("find_user_id_by_name_zip", {"first_name": "Bob", "last_name": "Reed", "zip": "80203"}),
        ("get_order_details", {"order_id": "#W1000003"}),
        ("modify_user_address", {"user_id": "bob"}),
    ],
)
def test_the_user_is_found_through_the_actions(name: str, arguments: dict[str, str]) -> None:
    assert task((name, arguments), user_id="").user(DATABASE) == "bob"


def test_look_ups_are_no_writes() -> None:
    actions = [("get_order_details", {"order_id": "#W1"}), ("cancel_pending_order", {"order_id": "#W1"})]
    assert [one.name for one in task(*actions).writes] == ["cancel_pending_order"]


@pytest.mark.parametrize(("line", "says"), [("{", "line 2 is not JSON"), ('{"id": 3}', "line 2: id")])
def test_a_broken_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "tasks.jsonl").write_text('{"id": "1", "gold_actions": []}\n' + line)
    with pytest.raises(BadWorld, match=says):
        read_tasks(tmp_path / "tasks.jsonl")
