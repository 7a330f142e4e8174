"""What a turn spared: the tokens of the requests to a large model that were not sent, estimated."""

from __future__ import annotations

from agent.cascade_flow import turn_start
from agent.model import ChatLine, ModelRequest, Move, Usage
from agent.tokens import LINE_TOKENS, TokenCounter


def spared(request: ModelRequest, move: Move, tokens: TokenCounter) -> Usage:
    """For a turn that ends with ``move``: as if a large model had made the same moves, one request for each.

    What a request repeats of the one before it counts as read from the provider's cache; what earlier turns left in
    that cache is not counted, so the true price of the first request may be lower.
    """
    start = turn_start(request.lines)
    total = tokens.count_lines(request.lines[:start], request.tools)
    reads: list[int] = []
    written = 0
    for line in (*request.lines[start:], ChatLine(role="assistant", content=move.text, calls=move.calls)):
        cost = tokens.count_line(line)
        if line.role == "assistant":
            reads.append(total)
            written += cost - LINE_TOKENS
        total += cost
    return Usage(prompt_tokens=sum(reads), cached_tokens=sum(reads[:-1]), completion_tokens=written)
