"""`parley eval` is a command, and only calling it imports the evals."""

from __future__ import annotations

import subprocess
import sys

from typer.testing import CliRunner

from api.cli import app


def test_the_evals_are_one_of_our_commands() -> None:
    assert "eval" in CliRunner().invoke(app, ["--help"]).output
    shown = CliRunner().invoke(app, ["eval", "--help"])
    assert shown.exit_code == 0 and "run" in shown.output and "gate" in shown.output


def test_another_command_does_not_import_the_evals() -> None:
    program = (
        "import sys; from typer.testing import CliRunner; from api.cli import app; "
        "CliRunner().invoke(app, ['doctor', '--help']); sys.exit('evals.commands' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_command_that_nobody_has_is_refused() -> None:
    assert CliRunner().invoke(app, ["sing"]).exit_code == 2
