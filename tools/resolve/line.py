"""Which line of an order is meant."""

from __future__ import annotations

from collections.abc import Callable

from tools.order import Order, OrderLine
from tools.resolve.match import Named, matches
from tools.resolve.question import question
from tools.resolve.words import words_of


def line_named(order: Order, line: OrderLine) -> Named[tuple[Order, OrderLine]]:
    return Named((order, line), line.item, tuple(line.options.values()))


def resolve_line(words: str | None, order: Order, suits: Callable[[OrderLine], bool]) -> OrderLine:
    """The line that was named, or the only open one that suits. Raises BadArguments."""
    if words and words_of(words):
        found = [line for _, line in matches(words, [line_named(order, line) for line in order.lines])]
        if not found:
            labels = [line.label for line in order.lines]
            raise question("unknown_item", labels, order=order.number, wanted=words.strip())
    else:
        found = list(order.lines)
    return _only(found, order, suits)


def resolve_lines(words: list[str] | None, order: Order, suits: Callable[[OrderLine], bool]) -> tuple[OrderLine, ...]:
    """The lines that were named, each once, or all that suit. Raises BadArguments.

    Where none suits, all are given back, so that policy can say why not.
    """
    named = [one for one in words or () if words_of(one)]
    if named:
        chosen: list[str] = []
        for one in named:
            chosen.append(resolve_line(one, order, lambda line: suits(line) and line.id not in chosen).id)
        return tuple(line for line in order.lines if line.id in chosen)
    return tuple(line for line in order.lines if suits(line)) or order.lines


def _only(found: list[OrderLine], order: Order, suits: Callable[[OrderLine], bool]) -> OrderLine:
    suiting = [line for line in found if line.state == "open" and suits(line)]
    left = suiting or [line for line in found if line.state == "open"] or found
    if len({line.variant_id for line in left}) > 1:
        raise question("which_item", [line.label for line in left], order=order.number)
    return left[0]
