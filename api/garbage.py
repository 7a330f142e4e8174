"""What the garbage collector need not look at: everything that was built before the first text."""

from __future__ import annotations

import gc


def spare_what_stands() -> None:
    """Call it once, when a process has built everything: modules, graph, pages and examples live as long as it does.

    The collector would look at all of it again and again, some 350,000 objects, and find nothing. It does not look
    once more before either: that takes 0.2 s of the start, and finds nothing too.
    """
    gc.freeze()
