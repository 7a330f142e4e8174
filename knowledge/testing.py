"""Owns the memory twins of knowledge: a Library without files or index, and an Embedder without a model."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from knowledge.embed import DIMENSIONS, Vectors
from knowledge.lexical import LexicalIndex
from knowledge.library import NOT_FOUND, Findings, Found
from knowledge.passage import Passage
from knowledge.wording import content_words


class MemoryLibrary:
    """A `Library` of the passages given, searched by letters."""

    def __init__(self, passages: Sequence[Passage] = ()) -> None:
        self._index = LexicalIndex(passages)

    async def search(self, query: str, limit: int = 3) -> Findings:
        """See `Library.search`."""
        if limit < 1:
            return NOT_FOUND
        found = tuple(Found(passage, score, "lexical") for passage, score in self._index.search(query, limit))
        return Findings(found, answerable=bool(found))


class MemoryEmbedder:
    """An `Embedder` by counts of words: texts that share words are near. `encoded` is all that it was given."""

    def __init__(self, name: str = "memory") -> None:
        self.name = name
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder.encode`."""
        self.encoded.extend(texts)
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        for row, text in enumerate(texts):
            for word in content_words(text) or ["?"]:
                vectors[row, zlib.crc32(word.encode()) % DIMENSIONS] += 1
        lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / lengths
