"""Tests of the graph: it is a sound model of the shape that the encoder runs, and only building pays for onnx."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import onnxruntime
import pytest

from knowledge.encoder_graph import QUANTISATIONS, write_graph, write_int8
from knowledge.weights import find_weights


@pytest.mark.slow
def test_the_model_takes_tokens_and_gives_one_vector_in_full_and_in_int8(tmp_path: Path) -> None:
    full, small = tmp_path / "full.onnx", tmp_path / "small.onnx"
    write_graph(find_weights() / "model.safetensors", full)
    write_int8(full, small, QUANTISATIONS[0])
    for path in (full, small):
        session = onnxruntime.InferenceSession(path.read_bytes(), providers=["CPUExecutionProvider"])
        assert [one.name for one in session.get_inputs()] == ["input_ids"]
        assert session.run(None, {"input_ids": [[101, 2073, 102]]})[0].shape == (1, 384)
    assert small.stat().st_size < full.stat().st_size / 3


def test_what_only_reads_texts_does_not_import_onnx() -> None:
    program = "import sys, knowledge.encoder_build; sys.exit('onnx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
