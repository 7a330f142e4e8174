"""What cases are played with: one model, one version of prompts and knowledge, one set of thresholds, built once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Literal

from agent.brand import Brand
from agent.config import AgentSettings
from agent.deps import Deps
from agent.embedded.model import EmbeddedModel
from agent.model import Model
from agent.openai_model import OpenAIModel
from agent.tokens import TokenCounter
from evals.playing import MakeDeps
from evals.record import Versions
from evals.versions import WORKING_TREE, code_version, folder_of, hash_of
from knowledge.encoder_build import ready_encoder
from knowledge.index import BrandLibrary
from knowledge.library import Library
from prompts.library import Prompts
from prompts.thresholds import Thresholds
from tools.demo.days import BRAND_ZONE
from tools.shop import Shop

EPOCH = datetime(2026, 6, 10, 17, tzinfo=UTC)
DEMO_BRAND = Brand(
    id="smear",
    name="SMEAR SHOES",
    number="+14155550100",
    email="help@smearshoes.example",
    site="smearshoes.example",
    timezone=BRAND_ZONE,
    link_hosts=("smearshoes.example",),
)


class BadThreshold(ValueError):
    """A threshold that does not exist, or a value that it cannot be."""


@dataclass(frozen=True)
class Choice:
    """What the caller asked for. None is what the settings, or the working tree, have."""

    model: str | None = None
    prompts: str | None = None
    knowledge: str | None = None
    thresholds: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Equipment:
    """Built once a run; ``deps`` gives what one case plays with, its ids counted from one."""

    brand: Brand
    model: Model
    prompts: Prompts
    library: Library
    settings: AgentSettings
    tokens: TokenCounter
    versions: Versions
    close: Callable[[], Awaitable[None]]
    thresholds: tuple[tuple[str, float], ...] = ()

    def deps(self, shop: Shop, clock: Callable[[], datetime]) -> Deps:
        numbers = count(1)
        return Deps(
            brand=self.brand,
            shop=shop,
            library=self.library,
            prompts=self.prompts,
            model=self.model,
            clock=clock,
            new_id=lambda: f"id-{next(numbers)}",
            settings=self.settings,
            tokens=self.tokens,
            prefetch_passages=self.settings.model == "openai",
            fixed_thresholds=with_thresholds(self.prompts.thresholds, self.thresholds) if self.thresholds else None,
        )

    @property
    def make_deps(self) -> MakeDeps:
        return self.deps


def equip(settings: AgentSettings, choice: Choice) -> Equipment:
    """Raises VersionNotFound, BadThreshold, PromptError, and ModelRejected for a key or address that can be none."""
    work = settings.data_dir / "evals"
    pages = folder_of(choice.prompts, "prompts", work)
    articles = folder_of(choice.knowledge, "knowledge", work)
    brand = DEMO_BRAND
    chosen = _settings(settings, choice.model)
    encoder = ready_encoder(settings.data_dir).encoder
    prompts = Prompts(brand.id, pages)
    with_thresholds(prompts.thresholds, choice.thresholds)  # refused before anything is played
    index = settings.data_dir if choice.knowledge is None else work / f"index-{hash_of(articles)}"
    library = BrandLibrary(articles / "brands" / brand.id, index, encoder)
    library.refresh()
    tokens = TokenCounter((chosen.data_dir / "tiktoken",))
    model, close = _model(chosen, prompts, encoder)
    versions = Versions(
        prompts=hash_of(pages),
        knowledge=hash_of(articles),
        prompts_from=choice.prompts or WORKING_TREE,
        knowledge_from=choice.knowledge or WORKING_TREE,
        code=code_version(),
    )
    return Equipment(brand, model, prompts, library, chosen, tokens, versions, close, choice.thresholds)


def with_thresholds(under: Thresholds, chosen: tuple[tuple[str, float], ...]) -> Thresholds:
    """``under`` with the chosen numbers. Raises BadThreshold for an unknown name or a value outside 0..1."""
    known = [name for name, value in under.model_dump().items() if isinstance(value, float)]
    for name, value in chosen:
        if name not in known:
            raise BadThreshold(f"there is no threshold {name!r}; there are {', '.join(known)}")
        if not 0.0 <= value <= 1.0:
            raise BadThreshold(f"{name}={value} does not lie between 0 and 1")
    try:
        return Thresholds.model_validate({**under.model_dump(), **dict(chosen)})
    except ValueError as error:
        raise BadThreshold(str(error)) from error


def _settings(settings: AgentSettings, model: str | None) -> AgentSettings:
    """``embedded``, ``openai`` (the model of the settings), or the name of any model behind the settings' address."""
    if model is None:
        return settings
    kind: Literal["openai", "embedded"] = "embedded" if model == "embedded" else "openai"
    named = {} if model in ("embedded", "openai") else {"openai_model": model}
    return settings.model_copy(update={"model": kind, **named})


def _model(settings: AgentSettings, prompts: Prompts, encoder: Any) -> tuple[Model, Callable[[], Awaitable[None]]]:
    if settings.model == "embedded":
        return EmbeddedModel(prompts, encoder, lambda: EPOCH, settings.data_dir), _nothing
    model = OpenAIModel(
        model=settings.openai_model, api_key=settings.openai_api_key or "none", base_url=settings.openai_base_url
    )
    return model, model.aclose


async def _nothing() -> None:
    """The embedded model holds no connection."""


def data_dir_of(settings: AgentSettings) -> Path:
    """Where runs are kept."""
    return settings.data_dir / "evals"
