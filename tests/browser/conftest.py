"""One office a test; skipped only where the machine has no Chromium, which `.ci/run` installs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.browser.chromium import executable
from tests.browser.office import Office, office


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Office]:
    """The office. At its end nobody's browser may have complained."""
    if executable() is None:
        pytest.skip("no Chromium on this machine: install Debian's package chromium")
    async with office(tmp_path) as made:
        yield made
        assert made.complaints == []
