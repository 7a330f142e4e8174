"""A row of the ledger is read as the command that it was."""

from __future__ import annotations

from datetime import datetime

import pytest
from pydantic import ValidationError

from tests.contracts.shops import NOW, VALID
from tools.command import canonical, parse_command
from tools.rewinding.done import Done


@pytest.mark.parametrize("action", sorted(VALID))
def test_every_command_of_the_ledger_is_read_back(action: str) -> None:
    phone, command = VALID[action]
    done = Done(phone=phone, command=parse_command(canonical(command)), reference="r", at=NOW)
    assert done.command == command and Done.model_validate_json(done.model_dump_json()) == done


def test_a_moment_without_a_zone_is_no_moment() -> None:
    phone, command = VALID["buy"]
    with pytest.raises(ValidationError):
        Done(phone=phone, command=command, reference=None, at=datetime(2026, 3, 4))  # noqa: DTZ001
