"""Owns what retrieval and understanding need from any encoder of texts: the Embedder port, texts in, vectors out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors whose dot product is their cosine."""

    @property
    def name(self) -> str:
        """Which encoder made the vectors; vectors under different names must never be compared."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of `texts`, one row each: float32 of shape (len(texts), 384), every row of length 1."""
        ...
