"""The command writes a suite that can be read again."""

from __future__ import annotations

from pathlib import Path

import yaml

from evals.commands_noise import noise


def test_a_noisy_suite_is_written(tmp_path: Path) -> None:
    source, out = tmp_path / "x.yaml", tmp_path / "y.yaml"
    source.write_text("suite: x\ncases: [{id: a, steps: [{text: where is my order}]}]\n", encoding="utf-8")
    noise(source, out, seed=4)
    assert yaml.safe_load(out.read_text(encoding="utf-8"))["suite"] == "x-noise-4"
