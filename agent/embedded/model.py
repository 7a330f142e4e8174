"""The embedded model: understands, talks and decides with nothing but the lines that it is given."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from agent.embedded.dialogue import Dialogue
from agent.embedded.language import language_of
from agent.embedded.scene import read_scene
from agent.embedded.understanding import Reading, Understanding
from agent.embedded.words import Words
from agent.model import ModelRequest, Move
from knowledge.embed import Embedder
from prompts.library import Prompts

NAME: Final = "embedded"
_LANGUAGES: Final = ("en", "es")


class EmbeddedModel:
    """The `Model` port without a server or a key. ``embedder`` may be None: then words alone decide, less surely.

    ``clock`` gives aware times; the head is kept under ``data_dir/embedded``. Everything that it says is in
    ``prompts/base/replies.md``, ``questions.md`` and ``refusals.md``.
    """

    def __init__(
        self, prompts: Prompts, embedder: Embedder | None, clock: Callable[[], datetime], data_dir: Path
    ) -> None:
        self._prompts = prompts
        self._clock = clock
        self._understanding = Understanding(prompts, embedder, data_dir / "embedded")

    @property
    def name(self) -> str:
        return NAME

    async def move(self, request: ModelRequest) -> Move:
        """The next move. Runs beside the event loop, since a text takes milliseconds of the processor."""
        return await asyncio.to_thread(self._move, request)

    def understand(self, text: str, language: str = "en") -> Reading:
        """What one text means by itself, as ``parley understand`` prints it."""
        return self._understanding.read(text, (), language)

    def _move(self, request: ModelRequest) -> Move:
        scene = read_scene(request)
        language = language_of(scene.text, request.language)
        words = Words(self._prompts, language if language in _LANGUAGES else "en")
        dialogue = Dialogue(self._understanding, words, scene.today or self._clock().date())
        return dialogue.move(scene).model_copy(update={"model": NAME})
