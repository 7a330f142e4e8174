"""The key comes from the settings, or is made once, whole and closed to others."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from api.seal_key import FILE, seal_key
from tests.api.served import settings_of


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    settings = settings_of(PARLEY_DATA_DIR=tmp_path / "new")
    first = seal_key(settings)
    assert seal_key(settings) == first and len(first) == 32
    (file,) = (tmp_path / "new").iterdir()
    assert (file.name, stat.S_IMODE(file.stat().st_mode)) == (FILE, 0o600)
    assert seal_key(settings_of(PARLEY_DATA_DIR=tmp_path / "other")) != first


def test_of_several_that_start_at_once_all_have_the_same_key(tmp_path: Path) -> None:
    settings = settings_of(PARLEY_DATA_DIR=tmp_path)
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: seal_key(settings), range(32)))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_given_key_needs_no_file(tmp_path: Path) -> None:
    given = settings_of(PARLEY_DATA_DIR=tmp_path, PARLEY_SEAL_KEY="shared by all machines")
    assert seal_key(given) == seal_key(given)
    assert list(tmp_path.iterdir()) == []
    assert "shared by all machines" not in repr(given)
