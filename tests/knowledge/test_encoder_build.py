"""Tests of building the encoder: the graph is the model's, the bytes are the same, and failures give reasons."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from knowledge.encoder import MODEL_FILE, REFERENCE_FILE, SELF_TEST_TEXTS, TOKENIZER_FILE, Encoder
from knowledge.encoder_build import build_encoder, encoder_directory, main, ready_encoder
from knowledge.encoder_graph import Weights
from knowledge.weights import WeightsWrong, find_weights, read_safetensors, sha256
from tests.encoder import DATA_DIR, shared_encoder

pytestmark = pytest.mark.slow


def test_the_graph_computes_what_the_papers_formula_does() -> None:
    shared_encoder()
    reference = np.load(encoder_directory(DATA_DIR) / REFERENCE_FILE)
    weights = read_safetensors(find_weights() / "model.safetensors")
    tokenizer = Tokenizer.from_file(str(find_weights() / TOKENIZER_FILE))
    tokenizer.no_padding()
    for text, row in list(zip(SELF_TEST_TEXTS, reference, strict=True))[:5]:
        np.testing.assert_allclose(_forward(weights, tokenizer.encode(text).ids[:256]), row, atol=2e-4)


def test_int8_stays_near_full_precision() -> None:
    encoder = shared_encoder()
    reference = np.load(encoder_directory(DATA_DIR) / REFERENCE_FILE)
    cosines = np.sum(encoder.encode(SELF_TEST_TEXTS) * reference, axis=1)
    assert cosines.mean() > 0.975
    assert cosines.min() > 0.93


def test_building_again_gives_the_same_bytes_and_leaves_nothing_else(tmp_path: Path) -> None:
    shared_encoder()
    build_encoder(tmp_path)
    assert sha256(tmp_path / MODEL_FILE) == sha256(encoder_directory(DATA_DIR) / MODEL_FILE)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted((MODEL_FILE, REFERENCE_FILE, TOKENIZER_FILE))


def test_a_damaged_encoder_is_built_again(tmp_path: Path) -> None:
    directory = encoder_directory(tmp_path)
    directory.mkdir()
    (directory / MODEL_FILE).write_bytes(b"cut off")
    assert ready_encoder(tmp_path).encoder is not None
    assert Encoder.load(directory) is not None


def test_the_command_says_why_there_is_no_encoder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "encoder").write_text("a file where the directory should be", encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert "could not be written" in capsys.readouterr().err


def test_a_ready_encoder_is_not_built_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shared_encoder()
    shutil.copytree(encoder_directory(DATA_DIR), encoder_directory(tmp_path))
    model = encoder_directory(tmp_path) / MODEL_FILE
    before = model.stat()
    assert main([str(tmp_path)]) == 0
    assert (model.stat().st_ino, model.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert "ready" in capsys.readouterr().out


def test_wrong_weights_build_nothing(tmp_path: Path) -> None:
    with pytest.raises(WeightsWrong):
        build_encoder(tmp_path / "encoder", weights=tmp_path)
    assert not (tmp_path / "encoder").exists()


def _forward(weights: Weights, ids: list[int]) -> np.ndarray:
    """BERT written from its formula, in numpy, as an oracle that shares no code with the graph."""
    embedded = weights["embeddings.word_embeddings.weight"][ids]
    embedded = embedded + weights["embeddings.position_embeddings.weight"][: len(ids)]
    embedded = embedded + weights["embeddings.token_type_embeddings.weight"][0]
    hidden = _norm(weights, embedded, "embeddings.LayerNorm")
    for layer in range(6):
        name = f"encoder.layer.{layer}"
        parts = [_linear(weights, hidden, f"{name}.attention.self.{part}") for part in ("query", "key", "value")]
        query, key, value = (part.reshape(len(ids), 12, 32).transpose(1, 0, 2) for part in parts)
        scores = np.exp(query @ key.transpose(0, 2, 1) / np.sqrt(32))
        mixed = (scores / scores.sum(-1, keepdims=True) @ value).transpose(1, 0, 2).reshape(len(ids), 384)
        hidden = hidden + _linear(weights, mixed, f"{name}.attention.output.dense")
        hidden = _norm(weights, hidden, f"{name}.attention.output.LayerNorm")
        wide = _linear(weights, hidden, f"{name}.intermediate.dense")
        # The tanh form of GELU; it is within 1e-3 of the exact one, and needs no error function.
        wide = 0.5 * wide * (1 + np.tanh(np.sqrt(2 / np.pi) * (wide + 0.044715 * wide**3)))
        hidden = hidden + _linear(weights, wide, f"{name}.output.dense")
        hidden = _norm(weights, hidden, f"{name}.output.LayerNorm")
    mean = hidden.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean))


def _linear(weights: Weights, value: np.ndarray, name: str) -> np.ndarray:
    return np.asarray(value @ weights[f"{name}.weight"].T + weights[f"{name}.bias"])


def _norm(weights: Weights, value: np.ndarray, name: str) -> np.ndarray:
    centred = value - value.mean(-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
    return np.asarray(scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"])
