"""The README cannot lie: every name in the straight line exists, every command and setting is real."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from agent.config import AgentSettings
from api.config import ApiSettings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
LINE = re.findall(r"^\| \d+ \| `([\w.]+)` \|", README, re.M)


def test_the_line_has_its_fourteen_stations() -> None:
    assert len(LINE) == 14


@pytest.mark.parametrize("name", LINE)
def test_every_station_exists(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    assert hasattr(importlib.import_module(module), attribute)


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    fields = [*ApiSettings.model_fields.values(), *AgentSettings.model_fields.values()]
    real = {str(field.validation_alias) for field in fields if field.validation_alias}
    table = README.split("## Settings")[1].split("## HTTP")[0]
    documented = set(re.findall(r"`([A-Z_]{6,})`", table)) - {"HOST", "PORT"}
    assert documented == real


def test_every_folder_of_the_picture_exists() -> None:
    picture = README.split("## The house")[1].split("```")[1]
    for folder in re.findall(r"^(\w+)/", picture, re.M):
        assert (ROOT / folder).is_dir()


def test_make_knows_every_target_named() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"`?make (\w+)", README)) <= targets
