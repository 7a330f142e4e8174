"""An effect that a case expects: an action by its name, or with the arguments that it must have been done with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, get_args

from evals.snapshot import Tree, plain
from tools.command import Command

Effect = str | dict[str, dict[str, Any]]
"""``return_items``, or ``{return_items: {order: "12348", refund: "$199.00"}}``: what is named must fit."""
ARGUMENTS: Final[dict[str, frozenset[str]]] = {
    kind.model_fields["action"].default: frozenset(kind.model_fields) - {"action"}
    for kind in get_args(get_args(Command)[0])
}


def name_of(effect: Effect) -> str:
    return effect if isinstance(effect, str) else next(iter(effect))


def unknown(effect: Effect) -> str | None:
    """Why there is no such effect; None where there is."""
    if isinstance(effect, dict) and len(effect) != 1:
        return "an effect is one action: write its name, or its name with its arguments"
    name = name_of(effect)
    if name not in ARGUMENTS:
        return f"there is no action {name!r}; there are {', '.join(sorted(ARGUMENTS))}"
    other = sorted(set(effect[name]) - ARGUMENTS[name]) if isinstance(effect, dict) else []
    if other:
        return f"{name} has no argument {other[0]!r}; it has {', '.join(sorted(ARGUMENTS[name]))}"
    return f"{name} has no arguments here: write its name alone" if effect == {name: {}} else None


def done(command: Command) -> Tree:
    """A command as plain values: money is text, days are days."""
    found = plain(command)
    assert isinstance(found, dict)
    return found


def matched(wanted: Sequence[Effect], got: Sequence[Tree]) -> list[str]:
    """The actions that were done as wanted, one for one; what names its arguments chooses first."""
    left = list(got)
    right: list[str] = []
    for effect in sorted(wanted, key=lambda one: isinstance(one, str)):
        found = next((one for one in left if fits(effect, one)), None)
        if found is not None:
            left.remove(found)
            right.append(name_of(effect))
    return right


def fits(effect: Effect, command: Tree) -> bool:
    """Whether this command is that effect, with at least its arguments."""
    if name_of(effect) != command["action"]:
        return False
    return isinstance(effect, str) or _holds(effect[name_of(effect)], command)


def _holds(wanted: Any, got: Any) -> bool:
    """Maps by the keys that are named, lists item by item, anything else as it is written."""
    if isinstance(wanted, dict):
        return isinstance(got, dict) and all(key in got and _holds(one, got[key]) for key, one in wanted.items())
    if isinstance(wanted, list | tuple):
        same_length = isinstance(got, list | tuple) and len(wanted) == len(got)
        return same_length and all(_holds(one, its) for one, its in zip(wanted, got, strict=True))
    return wanted is got or (wanted is not None and got is not None and str(wanted) == str(got))
