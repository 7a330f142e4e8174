"""`parley understand`: what the embedded model makes of texts, as JSON lines."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any

import orjson
import typer

from agent.config import AgentSettings
from agent.embedded.report import Asked, Known, names_of, understood
from agent.embedded.understanding import Understanding
from api.config import ApiSettings
from api.main import ARTICLES, opened, system_clock
from api.store.database import StorageUnavailable
from api.store.shop import SqlShop
from api.wrong_setting import WrongSetting, read_settings
from knowledge.encoder_build import ready_encoder
from knowledge.index import BrandLibrary
from prompts.library import Prompts
from tools.shop import Shop

BRAND = "smear"


class BadLine(Exception):
    """A line of standard input that cannot be read; the message says which and why."""


def understand(
    phone: Annotated[str, typer.Option("--from", help="The sender's phone: grounds slots in their own orders.")] = "",
) -> None:
    """Read texts from standard input, one a line (or JSON objects with "text", and optionally "phone",
    "previous_outbound", "preview"), and print what the embedded model makes of each."""
    try:
        settings, agent_settings = read_settings()
        asyncio.run(_understand(settings, agent_settings, sys.stdin, phone))
    except WrongSetting as wrong:
        typer.echo("\n".join(wrong.problems), err=True)
        raise typer.Exit(2) from wrong
    except (BadLine, StorageUnavailable) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error


async def _understand(settings: ApiSettings, agent_settings: AgentSettings, lines: Iterable[str], phone: str) -> None:
    encoder = ready_encoder(settings.data_dir).encoder
    understanding = Understanding(Prompts(BRAND), encoder, agent_settings.data_dir / "embedded")
    library = BrandLibrary(ARTICLES / BRAND, settings.data_dir, encoder)
    database = await opened(settings)
    try:
        shop = SqlShop(database, system_clock)
        for given in read_lines(lines):
            known = await known_of(shop, str(given.get("phone") or phone))
            asked = Asked(given["text"], str(given.get("previous_outbound") or ""), str(given.get("preview") or ""))
            typer.echo(orjson.dumps(await understood(asked, known, understanding, library, _today())).decode())
    finally:
        await database.close()


def read_lines(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Texts, or JSON objects that hold one. Raises BadLine, naming the line."""
    for number, line in enumerate(lines, start=1):
        text = line.rstrip("\r\n")
        if not text.lstrip().startswith("{"):
            yield {"text": text}
            continue
        try:
            given = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise BadLine(f"Line {number} starts like JSON and is none: {error}.") from error
        if not isinstance(given.get("text"), str):
            raise BadLine(f'Line {number} has no "text". Give an object such as {{"text": "where is my order"}}.')
        yield given


async def known_of(shop: Shop, phone: str) -> Known:
    """What the shop knows of a phone; nothing for an unknown one."""
    orders = await shop.orders(phone) if phone else ()
    subscriptions = await shop.subscriptions(phone) if phone else ()
    titles = [product.title for product in await shop.products()]
    return Known(
        orders=tuple(order.number for order in orders),
        items=names_of([line.item for order in orders for line in order.lines] + titles),
        has_subscription=any(one.state == "active" for one in subscriptions),
    )


def _today() -> date:
    return system_clock().date()
