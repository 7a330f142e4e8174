"""Parley's turn alone: `take_turn` over the OpenAI path, the shop and the transcript in memory, nothing stored."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import replace

from agent.config import AgentSettings
from agent.deps import Deps
from agent.openai_model import OpenAIModel
from agent.tokens import TokenCounter
from agent.transcript import Speaker, Text, Transcript
from agent.turn import take_turn
from api.demo import BRAND
from api.main import random_id, system_clock
from knowledge.testing import MemoryLibrary
from prompts.library import Prompts
from tests.bench.entrant import KEY, MODEL, Place
from tests.bench.job import Asker, crowded, question
from tools.demo.world import demo_world
from tools.testing import MemoryShop

WINDOW = 40
"""How many texts of a thread a turn is given: as many as the store reads."""


class ParleyTurn:
    """One conversation a phone, kept as the texts that the store would give back."""

    def __init__(self, deps: Deps, model: OpenAIModel) -> None:
        self._deps = deps
        self._model = model
        self._texts: dict[str, list[Text]] = defaultdict(list)
        self._numbers = itertools.count()

    async def crowd(self) -> None:
        self._deps = replace(self._deps, shop=MemoryShop(crowded(system_clock()), system_clock))

    async def ask(self, asker: Asker, order: str) -> str:
        texts = self._texts[asker.phone]
        asked = self._text(Speaker.CUSTOMER, question(order), new=True)
        transcript = Transcript(
            thread_id=asker.phone,
            brand=BRAND.id,
            phone=asker.phone,
            texts=(*texts[-WINDOW:], asked),
            introduced=bool(texts),
        )
        turn = await take_turn(transcript, self._deps)
        said = " ".join(text.body for text in turn.texts)
        texts += (asked.model_copy(update={"new": False}), self._text(Speaker.AGENT, said))
        return said

    async def close(self) -> None:
        await self._model.aclose()

    def _text(self, speaker: Speaker, body: str, new: bool = False) -> Text:
        return Text(id=f"t{next(self._numbers)}", speaker=speaker, body=body, at=system_clock(), new=new)


async def open_contestant(place: Place) -> ParleyTurn:
    """The model over HTTP, everything else in memory."""
    model = OpenAIModel(model=MODEL, api_key=KEY, base_url=place.model_url)
    deps = Deps(
        brand=BRAND,
        shop=MemoryShop(demo_world(system_clock()), system_clock),
        library=MemoryLibrary(()),
        prompts=Prompts(BRAND.id),
        model=model,
        clock=system_clock,
        new_id=random_id,
        settings=AgentSettings(_env_file=None, PARLEY_MODEL="openai"),
        tokens=TokenCounter(),
    )
    return ParleyTurn(deps, model)
