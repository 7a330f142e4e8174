"""The head learns intents from examples, is kept on disk, and is fitted anew when the examples change."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from agent.embedded.head import fit_head, ready_head
from knowledge.embed import Embedder
from knowledge.testing import MemoryEmbedder

EXAMPLES = {
    "cancel": ("cancel my order", "please cancel it", "call off the order", "cancel the purchase"),
    "track": ("where is my order", "track my parcel", "when will it arrive", "tracking please"),
    "thanks": ("thank you", "thanks a lot", "many thanks", "thx"),
}


@pytest.mark.parametrize("embedder", [None, MemoryEmbedder()])
def test_probabilities_are_shares_and_name_the_right_intent(embedder: Embedder | None) -> None:
    head = fit_head(EXAMPLES, embedder)
    shares = head.probabilities(["cancel the order please", "where is the parcel", "thanks"], embedder)
    assert np.allclose(shares.sum(axis=1), 1, atol=1e-5)
    assert [head.intents[best] for best in shares.argmax(axis=1)] == ["cancel", "track", "thanks"]


def test_an_intent_without_examples_is_left_out() -> None:
    assert fit_head({**EXAMPLES, "empty": ()}, None).intents == ("cancel", "thanks", "track")


def test_a_kept_head_decides_like_the_fitted_one(tmp_path: Path) -> None:
    embedder = MemoryEmbedder()
    fitted = ready_head(EXAMPLES, embedder, tmp_path)
    embedder.encoded.clear()
    kept = ready_head(EXAMPLES, embedder, tmp_path)
    assert embedder.encoded == [], "a kept head needs no encoding of the examples"
    text = ["cancel the parcel"]
    assert np.allclose(kept.probabilities(text, embedder), fitted.probabilities(text, embedder), atol=0.02)


def test_changed_examples_are_fitted_anew(tmp_path: Path) -> None:
    ready_head(EXAMPLES, None, tmp_path)
    changed = {**EXAMPLES, "size": ("what size am i", "which size fits")}
    assert "size" in ready_head(changed, None, tmp_path).intents
    assert len(list(tmp_path.glob("*.npz"))) == 2


def test_a_broken_file_is_fitted_over(tmp_path: Path) -> None:
    ready_head(EXAMPLES, None, tmp_path)
    (file,) = tmp_path.glob("*.npz")
    file.write_bytes(file.read_bytes()[:100])
    assert ready_head(EXAMPLES, None, tmp_path).intents == ("cancel", "thanks", "track")
    assert len(file.read_bytes()) > 100


def test_nothing_but_the_head_is_left_in_the_directory(tmp_path: Path) -> None:
    ready_head(EXAMPLES, None, tmp_path)
    assert [file.suffix for file in tmp_path.iterdir()] == [".npz"]
