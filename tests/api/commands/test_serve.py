"""`parley serve` says where everything is."""

from __future__ import annotations

import pytest

from api.commands.serve import Role, _greet
from api.console.demo_users import DEMO_USERS
from tests.api.served import settings_of


def test_the_phone_is_named_only_in_the_demo(capsys: pytest.CaptureFixture[str]) -> None:
    _greet(settings_of(PARLEY_DEMO="1", PARLEY_PORT="8123"), Role.ALL)
    shown = capsys.readouterr().out
    assert "http://127.0.0.1:8123/phone" in shown
    assert all(f"{user.email}, password {user.password}" in shown for user in DEMO_USERS)
    _greet(settings_of(), Role.WEB)
    shown = capsys.readouterr().out
    assert "/phone" not in shown
    assert "password" not in shown
    assert "http://127.0.0.1:8000/console" in shown


def test_a_worker_names_no_address(capsys: pytest.CaptureFixture[str]) -> None:
    _greet(settings_of(PARLEY_DEMO="1"), Role.WORKER)
    assert "http" not in capsys.readouterr().out
