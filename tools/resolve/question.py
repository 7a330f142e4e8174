"""The question that goes back when words name nothing or too much, always with the same keys for its page."""

from __future__ import annotations

from collections.abc import Sequence

from tools.base import BadArguments


def question(code: str, options: Sequence[str] = (), order: str = "", item: str = "", wanted: str = "") -> BadArguments:
    """``code`` is a section of ``prompts/base/questions.md``; every key is always there, so that any page renders.

    ``wanted`` repeats what was named and not found; ``options`` is what there is, as a customer would name it.
    """
    return BadArguments(code, options=list(options), order=order, item=item, wanted=wanted)
