"""Commands of other packages: found by their entry points, imported only when they are called."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Any

import typer.main
from typer.core import TyperGroup

GROUP = "parley.commands"


class WithFurtherCommands(TyperGroup):
    """The commands of `api`, and after them those of the entry points in ``parley.commands``.

    So `parley eval` is one of our commands although `api` may not import `evals`, and starting the service does not
    pay for it. Contexts and commands are Typer's own kinds, which it does not name in public.
    """

    def list_commands(self, ctx: Any) -> list[str]:
        return [*super().list_commands(ctx), *(point.name for point in _points())]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        own = super().get_command(ctx, cmd_name)
        point = next((one for one in _points() if one.name == cmd_name), None)
        if own is not None or point is None:
            return own
        command = typer.main.get_command(point.load())
        command.name = point.name
        return command


def _points() -> list[EntryPoint]:
    return sorted(entry_points(group=GROUP), key=lambda point: point.name)
