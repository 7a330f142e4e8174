"""Owns building the encoder's file once, at set-up: MiniLM's graph from its weights, made int8, checked, put in place.

`python -m knowledge.encoder_build DATA_DIR` does it by hand. No torch: the graph is written out operation by
operation (`encoder_graph`). The result is the same bytes on every run, and takes a few seconds.
"""

from __future__ import annotations

import argparse
import importlib
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.encoder import (
    MODEL_FILE,
    REFERENCE_FILE,
    SELF_TEST_TEXTS,
    TOKENIZER_FILE,
    Encoder,
    EncoderError,
    EncoderUnsound,
)
from knowledge.weights import WeightsError, check_weights, find_weights

GRAPH = "knowledge.encoder_graph"


@dataclass(frozen=True)
class Ready:
    """The encoder with an empty reason, or None with the reason why there is none, in words for the doctor."""

    encoder: Encoder | None
    reason: str = ""


def encoder_directory(data_dir: Path) -> Path:
    """Where the encoder's files live below the data directory."""
    return data_dir / "encoder"


def ready_encoder(data_dir: Path) -> Ready:
    """The encoder of `data_dir`, built now if it is absent or fails its self test; why not, where that fails too."""
    directory = encoder_directory(data_dir)
    try:
        encoder = Encoder.load(directory)
        if encoder is not None:
            return Ready(encoder)
    except EncoderError:
        pass  # Built anew below; what is still wrong then is the reason to give.
    try:
        build_encoder(directory)
        return Ready(Encoder.load(directory))
    except (WeightsError, EncoderError) as error:
        return Ready(None, str(error))
    except OSError as error:
        return Ready(None, f"The encoder could not be written to {directory}: {error}")


def build_encoder(directory: Path, weights: Path | None = None) -> None:
    """Writes the encoder's three files into `directory`, all or none of them in force.

    Raises `WeightsError`, `EncoderUnsound` if this processor cannot run it rightly, and `OSError`.
    """
    source = check_weights(weights) if weights else find_weights()
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=directory, prefix=".building-") as place:
        draft = Path(place)
        shutil.copyfile(source / "tokenizer.json", draft / TOKENIZER_FILE)
        graph = _graph()
        graph.write_graph(source / "model.safetensors", draft / "full.onnx")
        full = Encoder.open(draft / "full.onnx", draft / TOKENIZER_FILE)
        np.save(draft / REFERENCE_FILE, full.encode(SELF_TEST_TEXTS))
        _quantise(draft, graph)
        # The model comes last: whoever sees it sees the other two. A second builder writes the same bytes.
        for name in (TOKENIZER_FILE, REFERENCE_FILE, MODEL_FILE):
            os.replace(draft / name, directory / name)


def _quantise(draft: Path, graph: Any) -> None:
    """Writes the int8 model beside the full one, with the first quantisation that this processor runs rightly."""
    for quantisation in graph.QUANTISATIONS:
        graph.write_int8(draft / "full.onnx", draft / MODEL_FILE, quantisation)
        try:
            Encoder.load(draft)
            return
        except EncoderUnsound as error:
            unsound = error
    raise unsound


def _graph() -> Any:
    """The module that writes the graph, imported now: no process needs it but the one that builds."""
    return importlib.import_module(GRAPH)


def main(arguments: list[str] | None = None) -> int:
    """The command: 0 if the encoder is ready, 1 with the reason on standard error if not."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.encoder_build", description="Builds the encoder's file.")
    parser.add_argument("data_dir", type=Path, help="the data directory, such as ./var")
    data_dir: Path = parser.parse_args(arguments).data_dir
    ready = ready_encoder(data_dir)
    if ready.encoder is None:
        sys.stderr.write(ready.reason + "\n")
        return 1
    sys.stdout.write(f"The encoder is ready in {encoder_directory(data_dir)}.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
