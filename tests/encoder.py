"""Owns the encoder that tests share: built once a checkout, below var/, and loaded once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from knowledge.encoder import Encoder
from knowledge.encoder_build import ready_encoder

DATA_DIR = Path(__file__).parent.parent / "var" / "test-encoder"


@cache
def shared_encoder() -> Encoder:
    """The real encoder (3 to 7 seconds where it is not built yet); fails, saying why, where it cannot be built."""
    ready = ready_encoder(DATA_DIR)
    assert ready.encoder is not None, ready.reason
    return ready.encoder
