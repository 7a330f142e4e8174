"""What cases are played with: one model, one version of prompts and knowledge, one set of thresholds, built once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Literal

from agent.brand import Brand
from agent.config import AgentSettings
from agent.deps import Deps
from agent.model import Model
from agent.tokens import TokenCounter
from evals.models import EPOCH, BadModel, Close, Minds, Opened, agent_model, customer_model
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

__all__ = ["DEMO_BRAND", "EPOCH", "BadThreshold", "Choice", "Equipment", "data_dir_of", "equip", "with_thresholds"]
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
    customer_model: str | None = None
    cascade: bool | None = None


@dataclass(frozen=True)
class Equipment:
    """Built once a run; ``deps`` gives what one case plays with, its ids counted from one.

    ``customer`` plays simulated customers; without it their cases are skipped.
    """

    brand: Brand
    model: Model
    prompts: Prompts
    library: Library
    settings: AgentSettings
    tokens: TokenCounter
    versions: Versions
    close: Callable[[], Awaitable[None]]
    thresholds: tuple[tuple[str, float], ...] = ()
    customer: Model | None = None

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
    """Raises VersionNotFound, BadThreshold, BadModel, PromptError, and ModelRejected for a key or address that can be
    none."""
    work = settings.data_dir / "evals"
    pages = folder_of(choice.prompts, "prompts", work)
    articles = folder_of(choice.knowledge, "knowledge", work)
    brand = DEMO_BRAND
    chosen = _settings(settings, choice)
    encoder = ready_encoder(settings.data_dir).encoder
    prompts = Prompts(brand.id, pages)
    with_thresholds(prompts.thresholds, choice.thresholds)  # refused before anything is played
    index = settings.data_dir if choice.knowledge is None else work / f"index-{hash_of(articles)}"
    library = BrandLibrary(articles / "brands" / brand.id, index, encoder)
    library.refresh()
    tokens = TokenCounter((chosen.data_dir / "tiktoken",))
    minds = Minds(prompts, encoder, tokens, lambda: with_thresholds(prompts.thresholds, choice.thresholds))
    customer = customer_model(settings, choice.customer_model)
    model, close = agent_model(chosen, minds)
    versions = Versions(
        prompts=hash_of(pages),
        knowledge=hash_of(articles),
        prompts_from=choice.prompts or WORKING_TREE,
        knowledge_from=choice.knowledge or WORKING_TREE,
        code=code_version(),
    )
    actor, closed = customer.model if customer else None, _both(close, customer)
    return Equipment(brand, model, prompts, library, chosen, tokens, versions, closed, choice.thresholds, actor)


def _both(close: Close, customer: Opened | None) -> Close:
    async def closed() -> None:
        await close()
        if customer is not None:
            await customer.close()

    return closed


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


def _settings(settings: AgentSettings, choice: Choice) -> AgentSettings:
    """``embedded``, ``openai`` (the model of the settings), or the name of any model behind the settings' address."""
    changed: dict[str, object] = {} if choice.cascade is None else {"cascade": choice.cascade}
    if choice.model is not None:
        kind: Literal["openai", "embedded"] = "embedded" if choice.model == "embedded" else "openai"
        changed["model"] = kind
        changed |= {} if choice.model in ("embedded", "openai") else {"openai_model": choice.model}
    chosen = settings.model_copy(update=changed)
    if choice.cascade and chosen.model == "embedded":
        raise BadModel(
            "a cascade is the embedded model before a large one: name it with --model, or set OPENAI_API_KEY"
        )
    return chosen


def data_dir_of(settings: AgentSettings) -> Path:
    """Where runs are kept."""
    return settings.data_dir / "evals"
