"""Tests of the twins' own promises; what they share with the real ones is in tests/contracts."""

from __future__ import annotations

import numpy as np

from knowledge.embed import DIMENSIONS, Embedder
from knowledge.testing import MemoryEmbedder


def test_texts_that_share_words_are_near_and_the_twin_remembers_them() -> None:
    memory = MemoryEmbedder()
    embedder: Embedder = memory
    vectors = embedder.encode(["a long refund", "refund", "chalk", ""])
    assert vectors.shape == (4, DIMENSIONS) and vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert vectors[0] @ vectors[1] > 0.5 > vectors[0] @ vectors[2]
    assert memory.encoded == ["a long refund", "refund", "chalk", ""]
