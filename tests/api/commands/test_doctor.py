"""`parley doctor` shows each finding on a line of its own."""

from __future__ import annotations

import pytest

from api.commands.doctor import _show, _show_json
from api.doctor import Finding


def test_a_finding_is_one_line_with_its_mend(capsys: pytest.CaptureFixture[str]) -> None:
    _show(Finding("model", "fail", "No [answer].", "Set the key."))
    assert capsys.readouterr().out == "fail model     No [answer]. Set the key.\n"


def test_a_finding_is_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    _show_json(Finding("model", "ok", "Fine."))
    assert capsys.readouterr().out == '{"name":"model","state":"ok","words":"Fine.","mend":""}\n'
