"""The doctor: looks at everything that Parley needs, and says what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from agent.brand import Brand
from agent.config import AgentSettings
from agent.errors import ModelRejected
from agent.tokens import O200K_FILE
from api import pausing
from api.carrier import CarrierError
from api.config import ApiSettings
from api.demo import BRAND
from api.inbox import StoredInbox
from api.main import ARTICLES, openai_model, opened, system_clock, token_counter
from api.our_carrier import carrier_of
from api.spared import of_last_day
from api.store import brands
from api.store.database import Database, StorageUnavailable
from api.store.shop import SqlShop
from knowledge.encoder_build import ready_encoder
from knowledge.index import BrandLibrary
from prompts.library import Prompts
from prompts.template import PromptError
from tools.shop import ShopUnavailable

State = Literal["ok", "warn", "fail"]


@dataclass(frozen=True)
class Finding:
    """One thing looked at. ``mend`` says what to do unless it is ok."""

    name: str
    state: State
    words: str
    mend: str = ""

    def json(self) -> dict[str, Any]:
        return asdict(self)


async def examine(settings: ApiSettings, agent_settings: AgentSettings) -> AsyncIterator[Finding]:
    """Every finding, as soon as it is found."""
    yield Finding("settings", "ok", "Every setting can be used.")
    try:
        database = await opened(settings)
    except StorageUnavailable as error:
        yield Finding(
            "database", "fail", f"It cannot be opened: {error}.", "Check PARLEY_DATABASE_URL, PARLEY_DATA_DIR."
        )
    else:
        yield Finding("database", "ok", f"{database.engine.dialect.name}, every table at this version.")
        yield await _shop(database)
        yield await _carrier(settings, database)
        yield await _paused(database)
        if agent_settings.cascade:
            yield await _cascade(settings, agent_settings, database)
        await database.close()
    yield _webhooks(settings)
    yield await _model(agent_settings)
    yield _encoder(settings)
    yield _tokens(agent_settings)
    yield _prompts()
    yield _articles(settings)


async def _brand(database: Database) -> Brand:
    async with database.reading() as session:
        listed = await brands.listed(session)
    return listed[0] if listed else BRAND


async def _shop(database: Database) -> Finding:
    try:
        products = await SqlShop(database, system_clock).products()
        await SqlShop(database, system_clock).policy()
    except ShopUnavailable as error:
        mend = "Start once with PARLEY_DEMO=1, or run parley demo reset, to fill it with the demo world."
        return Finding("shop", "warn", f"Every text goes to a person: {error}.", mend)
    return Finding("shop", "ok", f"{len(products)} products are sold.")


async def _carrier(settings: ApiSettings, database: Database) -> Finding:
    if settings.carrier == "simulator":
        return Finding("carrier", "ok", "Simulated: no text leaves this machine.")
    brand = await _brand(database)
    inbox = StoredInbox(database, lambda _number: brand.id, 0, system_clock)
    carrier = carrier_of(settings, brand, inbox, system_clock)
    try:
        await carrier.check()
    except CarrierError as error:
        mend = "Check TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_API_URL and the network."
        return Finding("carrier", "fail", f"Twilio does not work for us: {error}.", mend)
    finally:
        await carrier.close()
    return Finding("carrier", "ok", "Twilio answers for our account.")


async def _paused(database: Database) -> Finding:
    if stopped := await pausing.paused(database):
        mend = "parley resume (--brand ID, --stop ID) lets it go on."
        return Finding("sending", "warn", f"Paused: {', '.join(stopped)}.", mend)
    return Finding("sending", "ok", "Nothing is paused.")


def _webhooks(settings: ApiSettings) -> Finding:
    address = f"{settings.public_address}/twilio/messages#rc=2&rp=all&ct=2000&rt=3000"
    if not settings.twilio_auth_token:
        words = "Closed: without TWILIO_AUTH_TOKEN no signature can be checked."
        if settings.carrier == "simulator":
            return Finding("webhooks", "ok", f"{words} The simulator needs none.")
        return Finding("webhooks", "fail", words, "Set TWILIO_AUTH_TOKEN.")
    if settings.carrier == "twilio" and not settings.public_address.startswith("https://"):
        mend = "Set PARLEY_PUBLIC_URL to the https address that Twilio calls."
        return Finding("webhooks", "warn", f"Signatures are checked for {settings.public_address}.", mend)
    return Finding("webhooks", "ok", f"Signatures are checked. Paste at the carrier: {address}")


async def _model(settings: AgentSettings) -> Finding:
    if settings.model == "embedded":
        return Finding("model", "ok", "The embedded model answers; it needs no key.")
    try:
        model = openai_model(settings)
    except ModelRejected as error:
        return Finding("model", "fail", f"{error}.", "Check OPENAI_API_KEY and OPENAI_BASE_URL.")
    found = await model.preflight()
    await model.aclose()
    mend = "" if found.ok else "Until then the embedded model answers in its place."
    return Finding("model", "ok" if found.ok else "fail", found.words, mend)


async def _cascade(settings: ApiSettings, agent_settings: AgentSettings, database: Database) -> Finding:
    if agent_settings.model != "openai":
        mend = "Set OPENAI_API_KEY, or leave PARLEY_CASCADE out."
        return Finding("cascade", "warn", "PARLEY_CASCADE does nothing: there is no large model.", mend)
    day = await of_last_day(database, system_clock(), settings.token_prices)
    return Finding("cascade", "ok", day.words)


def _encoder(settings: ApiSettings) -> Finding:
    ready = ready_encoder(settings.data_dir)
    if ready.encoder is not None:
        return Finding("encoder", "ok", "Texts and articles are compared by meaning.")
    mend = "Install everything with make setup, and let PARLEY_DATA_DIR be writable."
    return Finding("encoder", "warn", f"By words alone: {ready.reason}", mend)


def _tokens(settings: AgentSettings) -> Finding:
    if token_counter(settings).load():
        return Finding("tiktoken", "ok", "Tokens are counted with the real encoding.")
    mend = f"Put tiktoken's file {O200K_FILE} into {settings.data_dir / 'tiktoken'} to count exactly."
    return Finding("tiktoken", "warn", "Tokens are estimated, on the high side.", mend)


def _prompts() -> Finding:
    try:
        prompts = Prompts(BRAND.id)
    except PromptError as error:
        return Finding("prompts", "fail", f"{error.place} {error.what}", error.mend)
    return Finding("prompts", "ok", f"Every page can be used (version {prompts.version}).")


def _articles(settings: ApiSettings) -> Finding:
    library = BrandLibrary(ARTICLES / BRAND.id, settings.data_dir, None)
    library.refresh()
    if problems := library.problems():
        return Finding("articles", "fail", f"{len(problems)} refused: {problems[0]}", "Mend the article and save it.")
    return Finding("articles", "ok", f"{len(library.passages())} answers can be found.")
