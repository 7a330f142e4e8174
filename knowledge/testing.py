"""Owns the memory twin of the Library: lexical search over the passages it is given, no files and no index."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.lexical import LexicalIndex
from knowledge.library import NOT_FOUND, Findings, Found
from knowledge.passage import Passage


class MemoryLibrary:
    """A `Library` of the passages given."""

    def __init__(self, passages: Sequence[Passage] = ()) -> None:
        self._index = LexicalIndex(passages)

    async def search(self, query: str, limit: int = 3) -> Findings:
        """See `Library.search`."""
        if limit < 1:
            return NOT_FOUND
        found = tuple(Found(passage, score, "lexical") for passage, score in self._index.search(query, limit))
        return Findings(found, answerable=bool(found))
