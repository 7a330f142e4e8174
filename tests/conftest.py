"""What every test gets: the database engine that it runs on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engine import ENGINE, Name


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests marked ``both_engines`` run on SQLite and on PostgreSQL, those marked ``on_postgres`` only there."""
    if metafunc.definition.get_closest_marker("on_postgres"):
        metafunc.parametrize("engine", ["postgres"], indirect=True)
    elif metafunc.definition.get_closest_marker("both_engines"):
        metafunc.parametrize("engine", ["sqlite", "postgres"], indirect=True)


@pytest.fixture(autouse=True)
def engine(request: pytest.FixtureRequest) -> Iterator[Name]:
    """The engine of this test, by name."""
    name: Name = getattr(request, "param", "sqlite")
    with ENGINE.chosen(name):
        yield name
