"""What every test gets: the database engine that it runs on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engine import ENGINE, Name

ENGINES_OF = {"on_sqlite": ["sqlite"], "on_postgres": ["postgres"], "both_engines": ["sqlite", "postgres"]}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests marked ``both_engines`` run on SQLite and on PostgreSQL, those marked for one of them only there."""
    for marker, engines in ENGINES_OF.items():
        if metafunc.definition.get_closest_marker(marker):
            metafunc.parametrize("engine", engines, indirect=True)
            return


@pytest.fixture(autouse=True)
def engine(request: pytest.FixtureRequest) -> Iterator[Name]:
    """The engine of this test, by name."""
    name: Name = getattr(request, "param", "sqlite")
    with ENGINE.chosen(name):
        yield name
