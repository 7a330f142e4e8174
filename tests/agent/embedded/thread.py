"""Threads that the embedded model answers: the real turn, the real tools, the demo shop in memory."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from agent.embedded.model import EmbeddedModel
from agent.embedded.scene import Scene
from agent.embedded.talk import Talk
from agent.embedded.understanding import Reading, Understanding
from agent.embedded.words import Words
from agent.testing import FixedClock
from evals.play import Play
from knowledge.passage import Passage
from knowledge.shelf import Shelf
from prompts.library import Prompts
from tests.encoder import shared_encoder
from tests.scene import NOW, play
from tools import TOOLS

ROOT = Path(__file__).parents[3]
DATA_DIR = ROOT / "var" / "test-encoder"
ALL_TOOLS = frozenset(tool.name for tool in TOOLS)


@cache
def prompts() -> Prompts:
    return Prompts("smear")


@cache
def model() -> EmbeddedModel:
    """One model for all tests; its head is kept below var/, so that it is fitted once a checkout."""
    return EmbeddedModel(prompts(), shared_encoder(), FixedClock(NOW), DATA_DIR)


@cache
def understanding() -> Understanding:
    return Understanding(prompts(), shared_encoder(), DATA_DIR / "embedded")


@cache
def articles() -> tuple[Passage, ...]:
    shelf = Shelf(ROOT / "knowledge" / "brands" / "smear")
    shelf.refresh()
    return shelf.passages


def thread(phone: str, **options: Any) -> Play:
    """A thread with this phone that the embedded model answers."""
    return play(phone, model(), passages=articles(), **options)[0]


def read(text: str, *names: str) -> Reading:
    return understanding().read(text, names)


def talk(text: str, *, scene: Scene | None = None, intent: str = "order_status", **known: str) -> Talk:
    """A talk about one text, for modules that are tried by themselves."""
    scene = scene or Scene((text,), (), (), None, redraft=False, tools=ALL_TOOLS)
    words = Words(prompts(), "en")
    return Talk(scene, read(text), words, NOW.date(), intent, 0.9, (), known)
