"""Actions: what was done and previewed against what was expected, and tools that may not be called."""

from __future__ import annotations

from collections import Counter

from evals.played import Played
from evals.score import Score, failed, passed, share, unscored

NAME = "actions"


def actions(played: Played) -> Score:
    """F1 of the effects (precision and recall are in the reason). Abstains where the case names no effects."""
    end = played.case.end
    if end is None or end.effects is None:
        return unscored(NAME, "the case names no effects")
    wanted, got = Counter(end.effects), Counter(played.effects)
    right = (wanted & got).total()
    if not wanted and not got:
        return passed(NAME, "nothing was done, as expected")
    said = f"did {_listed(played.effects)}, expected {_listed(end.effects)}"
    if played.effects != end.effects and wanted == got:
        return failed(NAME, f"in another order: {said}")
    precision = right / got.total() if got else 0.0
    recall = right / wanted.total() if wanted else 0.0
    return share(
        NAME, 2 * right, wanted.total() + got.total(), f"{said}: precision {precision:.2f}, recall {recall:.2f}"
    )


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
