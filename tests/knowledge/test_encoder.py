"""Tests of the running encoder: meaning, hostile texts, and files that must not be used."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from knowledge.encoder import (
    MODEL_FILE,
    REFERENCE_FILE,
    SELF_TEST_TEXTS,
    TOKENIZER_FILE,
    Encoder,
    EncoderUnreadable,
    EncoderUnsound,
)
from knowledge.encoder_build import encoder_directory
from tests.encoder import DATA_DIR, shared_encoder

pytestmark = pytest.mark.slow


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A copy of the built encoder, to be damaged."""
    shared_encoder()
    shutil.copytree(encoder_directory(DATA_DIR), tmp_path / "encoder")
    return tmp_path / "encoder"


def test_nothing_built_is_no_encoder(tmp_path: Path) -> None:
    assert Encoder.load(tmp_path) is None


def test_paraphrases_are_nearer_than_strangers() -> None:
    texts = ["when will I get my money back", "how long until my refund arrives", "do you have vegan climbing shoes"]
    question, paraphrase, stranger = shared_encoder().encode(texts)
    assert question @ paraphrase > 0.6
    assert question @ stranger < 0.2


def test_a_text_has_the_same_vector_alone_and_among_longer_ones() -> None:
    alone = shared_encoder().encode(["ok"])[0]
    among = shared_encoder().encode(["please tell me all about your returns " * 20, "ok"])[1]
    np.testing.assert_array_equal(alone, among)


def test_hostile_texts_have_vectors_too() -> None:
    vectors = shared_encoder().encode(["", "\ud800", "\x00\x07", "a" * 200_000, "\u202e" * 50])
    assert np.isfinite(vectors).all()


def test_the_vocabulary_knows_common_words_only() -> None:
    vocabulary = shared_encoder().vocabulary()
    assert "return" in vocabulary
    assert "exchnage" not in vocabulary


def test_a_model_cut_off_is_unreadable(directory: Path) -> None:
    (directory / MODEL_FILE).write_bytes(b"\x08\x09garbage")
    with pytest.raises(EncoderUnreadable, match="not a model that can be run"):
        Encoder.load(directory)


def test_another_tokenizer_is_refused(directory: Path) -> None:
    (directory / TOKENIZER_FILE).write_text("{}", encoding="utf-8")
    with pytest.raises(EncoderUnreadable, match="not the tokenizer"):
        Encoder.load(directory)


@pytest.mark.parametrize("damage", [b"", b"not numbers"])
def test_an_unreadable_reference_is_named(directory: Path, damage: bytes) -> None:
    (directory / REFERENCE_FILE).write_bytes(damage)
    with pytest.raises(EncoderUnreadable, match=REFERENCE_FILE):
        Encoder.load(directory)


def test_vectors_other_than_the_models_are_unsound(directory: Path) -> None:
    reference = np.load(directory / REFERENCE_FILE)
    np.save(directory / REFERENCE_FILE, np.roll(reference, 1, axis=0))
    with pytest.raises(EncoderUnsound, match="wrong vectors on this processor"):
        Encoder.load(directory)


def test_a_reference_of_another_shape_is_unsound(directory: Path) -> None:
    np.save(directory / REFERENCE_FILE, np.zeros((len(SELF_TEST_TEXTS) - 1, 384), np.float32))
    with pytest.raises(EncoderUnsound):
        Encoder.load(directory)
