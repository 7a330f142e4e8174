"""Owns what fits into a model's window: counting tokens, and trimming a history to a budget; the only tiktoken import.

The encoding is read from a file that is already on disk and is checked by hash, never through tiktoken's own loader,
which would download it without a time limit. Where there is none, an estimate that errs on the high side serves.
"""

from __future__ import annotations

import hashlib
import math
from base64 import b64decode
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import orjson
import tiktoken

from agent.errors import ContextTooLong
from agent.history import Block, blocks
from agent.model import ChatLine

O200K_FILE: Final = "fb374d419588a4632f3f557e76b4b70aebbca790"
"""The name of the encoding in tiktoken's cache: the sha1 of its address."""

O200K_SHA256: Final = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"

# How o200k_base cuts a text before it merges bytes; published with tiktoken.
_WORD = r"[^\r\n\p{L}\p{N}]?"
_UPPER = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]"
_LOWER = r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
_SUFFIX = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
_CUT: Final = "|".join(
    (
        f"{_WORD}{_UPPER}*{_LOWER}+{_SUFFIX}",
        f"{_WORD}{_UPPER}+{_LOWER}*{_SUFFIX}",
        r"\p{N}{1,3}",
        r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    )
)

ASCII_PER_TOKEN: Final = 3.0
OTHER_BYTES_PER_TOKEN: Final = 1.6
LINE_TOKENS: Final = 4
"""What a message costs beside its words: role and marks."""

CALL_TOKENS: Final = 8
TOOL_TOKENS: Final = 4
REQUEST_TOKENS: Final = 4
"""What a request costs beside its messages: the answer's opening marks (3 in recorded exchanges)."""

TOOLS_TOKENS: Final = 80
"""What the mere presence of tools costs with the dearest family of models (66 to 74 in recorded exchanges)."""

KEPT_LAST: Final = 6


class TokenCounter:
    """Counts tokens of lines and tools. Cheap to build; estimates until `load` has read the encoding.

    ``directories`` are searched in order, for instance what TIKTOKEN_CACHE_DIR names, then ``<data_dir>/tiktoken``.
    """

    def __init__(self, directories: Sequence[Path] = (), sha256: str = O200K_SHA256) -> None:
        self._directories = tuple(directories)
        self._sha256 = sha256
        self._encoding: tiktoken.Encoding | None = None

    @property
    def exact(self) -> bool:
        """Whether text is counted with the real encoding."""
        return self._encoding is not None

    def load(self) -> bool:
        """Read the encoding, if a sound file of it is there; about a second and 80 MB, so call it in a thread."""
        for directory in self._directories:
            content = _read(directory / O200K_FILE)
            if content is not None and hashlib.sha256(content).hexdigest() == self._sha256:
                self._encoding = _encoding(content)
                break
        return self.exact

    def count_text(self, text: str) -> int:
        """Tokens of a text by itself."""
        return len(self._encoding.encode_ordinary(text)) if self._encoding else estimate(text)

    def count_line(self, line: ChatLine) -> int:
        """Tokens of a line, with its calls and marks."""
        called = sum(
            CALL_TOKENS + self.count_text(call.name) + self.count_text(_written(call.arguments)) for call in line.calls
        )
        return LINE_TOKENS + called + (self.count_text(line.content) if line.content else 0)

    def count_lines(self, lines: Iterable[ChatLine], tools: Iterable[dict[str, Any]] = ()) -> int:
        """Tokens of a whole request: lines and schemas of tools."""
        schemas = [TOOL_TOKENS + self.count_text(_written(tool)) for tool in tools]
        beside = REQUEST_TOKENS + (TOOLS_TOKENS if schemas else 0)
        return beside + sum(schemas) + sum(self.count_line(line) for line in lines)

    def fit(
        self,
        lines: Sequence[ChatLine],
        budget_tokens: int,
        tools: Iterable[dict[str, Any]] = (),
        *,
        keep: Callable[[ChatLine], bool] = lambda line: line.role == "system",
        keep_last: int = KEPT_LAST,
    ) -> tuple[ChatLine, ...]:
        """The lines that fit, in their order: the oldest go first, a call never without its result (F13).

        What ``keep`` says (policy, open proposal, context; by default every system line) and the last ``keep_last``
        lines stay. Raises ContextTooLong when even these do not fit.
        """
        cut = blocks(lines)
        costs = [sum(self.count_line(line) for line in block) for block in cut]
        over = sum(costs) + self.count_lines((), tools) - budget_tokens
        dropped: set[int] = set()
        for place in _droppable(cut, keep, len(lines) - keep_last):
            if over <= 0:
                break
            dropped.add(place)
            over -= costs[place]
        if over > 0:
            raise ContextTooLong(f"{over} tokens over a budget of {budget_tokens}, with nothing left to drop")
        return tuple(line for place, block in enumerate(cut) if place not in dropped for line in block)


def estimate(text: str) -> int:
    """Tokens without the encoding: 1.2 to 1.8 times the truth on texts and JSON, hardly ever below it."""
    if text.isascii():
        return math.ceil(len(text) / ASCII_PER_TOKEN) + 2
    ascii_chars = sum(char.isascii() for char in text)
    other_bytes = len(text.encode("utf-8", "surrogatepass")) - ascii_chars
    return math.ceil(ascii_chars / ASCII_PER_TOKEN) + math.ceil(other_bytes / OTHER_BYTES_PER_TOKEN) + 2


def _droppable(cut: Sequence[Block], keep: Callable[[ChatLine], bool], recent_from: int) -> list[int]:
    """Places of the blocks that may go, the oldest first."""
    places, begins = [], 0
    for place, block in enumerate(cut):
        ends = begins + len(block)
        if ends <= recent_from and not any(keep(line) for line in block):
            places.append(place)
        begins = ends
    return places


def _written(value: Any) -> str:
    """JSON to count; what orjson refuses (integers beyond 64 bits) is counted by its Python form."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        return repr(value)


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _encoding(content: bytes) -> tiktoken.Encoding:
    """The encoding from its ranks: one base64 token and its rank a line."""
    pairs = (line.split() for line in content.splitlines() if line)
    ranks = {b64decode(token): int(rank) for token, rank in pairs}
    return tiktoken.Encoding("o200k_base", pat_str=_CUT, mergeable_ranks=ranks, special_tokens={})
