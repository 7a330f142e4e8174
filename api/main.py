"""The composition root: settings become the objects that the service is made of."""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import structlog

import knowledge
from agent.brand import Brand
from agent.breaker import Breaker
from agent.cascade import CascadeModel
from agent.config import AgentSettings
from agent.deps import Deps
from agent.embedded.model import EmbeddedModel
from agent.fallback import FallbackModel
from agent.model import Model
from agent.openai_model import OpenAIModel
from agent.tokens import TokenCounter
from api import demo
from api.config import ApiSettings
from api.console.demo_users import make_demo_users
from api.inbox import StoredInbox
from api.our_carrier import carrier_of
from api.published import publish
from api.seal_key import seal_key
from api.service import Service
from api.store import seals
from api.store.database import Database, StorageUnavailable
from api.store.migrate import is_current, upgrade
from api.store.shop import SqlShop
from knowledge.embed import Embedder
from knowledge.encoder_build import ready_encoder
from knowledge.index import BrandLibrary
from prompts.library import Prompts

ARTICLES: Final = Path(knowledge.__file__).parent / "brands"

log = structlog.get_logger(__name__)


def system_clock() -> datetime:
    """The one clock of the service."""
    return datetime.now(UTC)  # noqa: TID251 - everything else is given this one


def random_id() -> str:
    """An id that nobody can guess."""
    return secrets.token_hex(8)


async def build_service(settings: ApiSettings, agent_settings: AgentSettings) -> Service:
    """Open the database, bring it up to date, and build everything once.

    Raises StorageUnavailable, PromptError for a shipped page that is broken, and ModelRejected for a key or address
    that can be none.
    """
    database = await opened(settings)
    brand = await demo.first_brand(database, settings.twilio_from_number, settings.carrier == "twilio")
    if settings.demo and await demo.load_if_empty(database, brand.id, system_clock()):
        log.info("demo_world_loaded", brand=brand.id)
    await make_demo_users(database, settings)
    mind = await asyncio.to_thread(_mind, settings, agent_settings, brand)
    deps = Deps(
        brand=brand,
        shop=SqlShop(database, system_clock),
        library=mind.library,
        prompts=mind.prompts,
        model=mind.model,
        clock=system_clock,
        new_id=random_id,
        settings=agent_settings,
        tokens=mind.tokens,
        prefetch_passages=agent_settings.model == "openai",
    )
    came = asyncio.Event()
    inbox = StoredInbox(database, lambda _number: brand.id, settings.burst_wait_s, system_clock, came)
    service = Service(
        settings=settings,
        database=database,
        brands={brand.id: deps},
        carrier=carrier_of(settings, brand, inbox, system_clock),
        clock=system_clock,
        new_id=random_id,
        texts_came=came,
        closers=mind.closers,
    )
    await publish(service)
    return service


async def build_bare(settings: ApiSettings) -> Service:
    """A service without a mind, for commands that answer no text. Raises StorageUnavailable."""
    database = await opened(settings)
    brand = await demo.first_brand(database, settings.twilio_from_number, settings.carrier == "twilio")
    inbox = StoredInbox(database, lambda _number: brand.id, settings.burst_wait_s, system_clock)
    carrier = carrier_of(settings, brand, inbox, system_clock)
    return Service(settings, database, brands={}, carrier=carrier, clock=system_clock, new_id=random_id)


async def opened(settings: ApiSettings) -> Database:
    """The database with every table at this version. Raises StorageUnavailable."""
    database = await _found(settings)
    try:
        await upgrade(database)
        await seals.agree(database)
    except StorageUnavailable:
        await database.close()
        raise
    return database


async def opened_to_read(settings: ApiSettings) -> Database:
    """The database as it is, which then refuses every write. Raises StorageUnavailable, also for another version's."""
    _must_be_there(settings.store_url)
    database = await _found(settings, read_only=True)
    try:
        if not await is_current(database):
            raise StorageUnavailable("its tables are another version's; start the service once")
    except StorageUnavailable:
        await database.close()
        raise
    return database


async def _found(settings: ApiSettings, read_only: bool = False) -> Database:
    """The database, whatever is in it. Raises StorageUnavailable."""
    try:
        database = Database(settings.store_url, seal_key(settings), read_only=read_only)
        await asyncio.to_thread(_try_sqlite, database)
    except (OSError, sqlite3.Error) as error:
        raise StorageUnavailable(str(error)) from error
    return database


def _must_be_there(url: str) -> None:
    """Opening SQLite's file makes it where it is missing. Raises StorageUnavailable."""
    scheme, _, path = url.partition("///")
    if scheme.startswith("sqlite") and not Path(path).is_file():
        raise StorageUnavailable(f"there is no {path} yet")


def _try_sqlite(database: Database) -> None:
    """Open the file once by itself: a file that cannot be opened leaves aiosqlite's thread without a loop to tell."""
    path = database.engine.url.database
    if database.sqlite and path:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA schema_version")


@dataclass(frozen=True)
class Mind:
    """What a turn thinks with; slow to build, so built in a thread."""

    prompts: Prompts
    library: BrandLibrary
    model: Model
    tokens: TokenCounter
    closers: tuple[Callable[[], Awaitable[None]], ...] = ()


def _mind(settings: ApiSettings, agent_settings: AgentSettings, brand: Brand) -> Mind:
    ready = ready_encoder(settings.data_dir)
    if ready.encoder is None:
        log.warning("no_encoder", reason=ready.reason)
    prompts = Prompts(brand.id)
    library = BrandLibrary(ARTICLES / brand.id, settings.data_dir, ready.encoder)
    library.refresh()
    tokens = token_counter(agent_settings)
    tokens.load()
    model, closers = _model(agent_settings, prompts, ready.encoder, tokens)
    return Mind(prompts, library, model, tokens, closers)


def token_counter(settings: AgentSettings) -> TokenCounter:
    """Looks for tiktoken's files where its own setting points, then in the data directory."""
    named = (settings.tiktoken_dir,) if settings.tiktoken_dir else ()
    return TokenCounter((*named, settings.data_dir / "tiktoken"))


def openai_model(settings: AgentSettings) -> OpenAIModel:
    """The model of the settings. Raises ModelRejected for what can be no key or address."""
    return OpenAIModel(
        model=settings.openai_model, api_key=settings.openai_api_key or "none", base_url=settings.openai_base_url
    )


def _model(
    settings: AgentSettings, prompts: Prompts, embedder: Embedder | None, tokens: TokenCounter
) -> tuple[Model, tuple[Callable[[], Awaitable[None]], ...]]:
    """The embedded model answers where no other is set, behind every other, and before it in a cascade."""
    embedded = EmbeddedModel(prompts, embedder, system_clock, settings.data_dir)
    embedded.understand("hello")  # learns its examples now, not with the first customer
    if settings.model == "embedded":
        return embedded, ()
    primary = openai_model(settings)
    large = FallbackModel(primary, embedded, Breaker())
    cascade = CascadeModel(embedded, large, lambda: prompts.thresholds, tokens)
    return cascade if settings.cascade else large, (primary.aclose,)
