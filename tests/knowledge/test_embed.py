"""Tests of the Embedder port: any encoder of ours is one."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.embed import DIMENSIONS, Embedder
from tests.encoder import shared_encoder


@pytest.mark.slow
def test_the_encoder_keeps_the_promises_of_the_port() -> None:
    embedder: Embedder = shared_encoder()
    vectors = embedder.encode(["Where is my order?", "", "ok"])
    assert embedder.name
    assert vectors.shape == (3, DIMENSIONS) and vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.slow
def test_no_texts_give_no_rows() -> None:
    assert shared_encoder().encode([]).shape == (0, DIMENSIONS)
