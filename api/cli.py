"""The command line: `parley serve`, `chat`, `demo`, `doctor`, `understand`, `export`, `erase`, `pause`, `threads`."""

from __future__ import annotations

import typer

from api.commands import demo, threads
from api.commands.admin import admin, check_audit
from api.commands.chat import chat
from api.commands.doctor import doctor
from api.commands.pause import pause, resume
from api.commands.person import erase_person, export_person
from api.commands.serve import serve
from api.commands.understand import understand
from api.further_commands import WithFurtherCommands

app = typer.Typer(
    name="parley",
    cls=WithFurtherCommands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Customers settle anything about their order in one SMS thread.",
)
app.command()(serve)
app.command()(chat)
app.add_typer(demo.app, name="demo")
app.command()(doctor)
app.command()(understand)
app.command("export")(export_person)
app.command("erase")(erase_person)
app.command()(admin)
app.command("audit")(check_audit)
app.command()(pause)
app.command()(resume)
app.add_typer(threads.app, name="threads")


def main() -> None:
    """The entry point of the distribution."""
    app()
