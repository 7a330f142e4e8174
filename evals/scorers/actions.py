"""Actions: what was done and previewed against what was expected, and tools that may not be called."""

from __future__ import annotations

from evals.effect import fits, matched, name_of
from evals.played import Played
from evals.score import Score, failed, passed, share, unscored

NAME = "actions"


def actions(played: Played) -> Score:
    """F1 of the effects, arguments included where the case names them. Abstains where the case names no effects."""
    end = played.case.end
    if end is None or end.effects is None:
        return unscored(NAME, "the case names no effects")
    wanted, got = tuple(name_of(one) for one in end.effects), played.effects
    right = _right(played)
    if not wanted and not got:
        return passed(NAME, "nothing was done, as expected")
    said = _said(played)
    if got != wanted and sorted(wanted) == sorted(got) and right == len(wanted):
        return failed(NAME, f"in another order: {said}")
    return share(NAME, 2 * right, len(wanted) + len(got), said)


def actions_precision(played: Played) -> Score:
    """The share of what was done that was wanted so. Abstains where nothing was done, or the case names no effects."""
    if played.case.end is None or played.case.end.effects is None:
        return unscored("actions_precision", "the case names no effects")
    return share("actions_precision", _right(played), len(played.effects), _said(played))


def actions_recall(played: Played) -> Score:
    """The share of what was wanted that was done so. Abstains where nothing was wanted."""
    wanted = (played.case.end.effects or ()) if played.case.end else ()
    return share("actions_recall", _right(played), len(wanted), _said(played))


def _right(played: Played) -> int:
    wanted = (played.case.end.effects or ()) if played.case.end else ()
    return len(matched(wanted, played.commands))


def _said(played: Played) -> str:
    """What was done against what was wanted; where only the arguments are others, what was done with which."""
    wanted = (played.case.end.effects or ()) if played.case.end else ()
    names = tuple(name_of(one) for one in wanted)
    said = f"did {_listed(played.effects)}, expected {_listed(names)}"
    left = list(played.commands)
    for one in wanted:
        found = next((command for command in left if command["action"] == name_of(one)), None)
        if found is not None and not fits(one, found):
            said += f"; {found} is not {one}"
    return said


def flow(played: Played) -> Score:
    """What each step previewed or asked for. Abstains where no step says."""
    wrong, asked = [], 0
    for number, step in enumerate(played.case.steps):
        answer = played.answer_to(number)
        if step.expect is None or answer is None:
            continue
        for key, wanted, got in (
            ("previews", step.expect.previews, answer.previews),
            ("asks", step.expect.asks, answer.asks),
        ):
            asked += wanted is not None
            if wanted is not None and wanted != got:
                wrong.append(f"step {number} {key} {got or 'nothing'}, expected {wanted}")
    return share("flow", asked - len(wrong), asked, "; ".join(wrong) or "as expected")


def forbidden_tools(played: Played) -> Score:
    """No tool was called that the case forbids. Abstains where it forbids none."""
    if not played.case.forbidden_tools:
        return unscored("forbidden_tools", "the case forbids no tool")
    called = sorted(set(played.case.forbidden_tools) & set(played.tools))
    return failed("forbidden_tools", f"called {', '.join(called)}") if called else passed("forbidden_tools")


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "nothing"
