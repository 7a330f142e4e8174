"""A world that cannot be read is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.tau.database import BadWorld, read_database
from tests.evals.tau.small import DATABASE


def test_a_database_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "db.json").write_text(DATABASE.model_dump_json())
    assert read_database(tmp_path / "db.json") == DATABASE


@pytest.mark.parametrize(
    ("content", "says"),
    [("{", "not JSON"), ("{}", "products"), ('{"products": {}, "users": {}, "orders": {"#W1": {}}}', "orders.#W1")],
)
def test_a_broken_database_is_refused_with_its_place(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "db.json").write_text(content)
    with pytest.raises(BadWorld, match=says):
        read_database(tmp_path / "db.json")


def test_a_missing_database_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadWorld, match=r"db\.json"):
        read_database(tmp_path / "db.json")
