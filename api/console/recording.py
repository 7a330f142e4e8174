"""A conversation as a record: scrubbed, with the shop as it was at its start, what was said, and what came of it.

What the evals play again (`parley eval replay`) and what a case is made of. Nothing here can change anything: of the
shop it asks for reads only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

import orjson

from agent.transcript import Transcript
from api.console.scrubbing import Scrub, scrub_of, scrubbed, without_names
from api.conversations import PAUSE
from api.store import brands, recorded
from api.store.database import Database
from api.store.recorded import Ledger, Rows
from api.store.rows import id_of
from tools.catalog import Product
from tools.command import parse_command
from tools.customer import Customer, Offer, Subscription
from tools.demo.world import World
from tools.order import Order
from tools.policy import Policy
from tools.rewinding.rewind import Rewound, rewound

FORMAT: Final = 2
LEAD: Final = timedelta(days=7)
"""How long before a conversation a text of the brand may be what it is about."""
BEFORE: Final = timedelta(seconds=1)
"""The shop just before the first text: what was done at once has the same time as the text that asked for it."""
KEPT_OF_A_TURN: Final = ("decided_by", "confidence", "reasons", "tools", "passages", "status", "prompt_version")


class ShopReads(Protocol):
    """The part of `tools.shop.Shop` that changes nothing."""

    async def policy(self) -> Policy: ...
    async def products(self) -> tuple[Product, ...]: ...
    async def customer(self, phone: str) -> Customer | None: ...
    async def orders(self, phone: str) -> tuple[Order, ...]: ...
    async def subscriptions(self, phone: str) -> tuple[Subscription, ...]: ...
    async def offers(self, phone: str) -> tuple[Offer, ...]: ...


@dataclass(frozen=True)
class Talk:
    """One conversation: a customer's text and all that followed without a day's pause. ``lead`` is the brand's before.

    ``id`` follows from the carrier's id of its first text: it stays the same, and nobody's phone follows from it.
    """

    id: str
    lead: tuple[dict[str, Any], ...]
    texts: tuple[dict[str, Any], ...]

    @property
    def begins_at(self) -> datetime:
        return self._at(self.texts[0])

    @property
    def ends_at(self) -> datetime:
        return self._at(self.texts[-1])

    @staticmethod
    def _at(text: Mapping[str, Any]) -> datetime:
        at: datetime = text["at"]
        return at


def talks(texts: Iterable[dict[str, Any]]) -> list[Talk]:
    """The conversations of one thread, oldest first."""
    found: list[list[dict[str, Any]]] = []
    before: list[list[dict[str, Any]]] = []
    waiting: list[dict[str, Any]] = []
    for text in texts:
        if text["direction"] == "note":
            continue
        if found and text["at"] - found[-1][-1]["at"] < PAUSE:
            found[-1].append(text)
        elif text["direction"] == "in":
            found.append([text])
            before.append([one for one in waiting if text["at"] - one["at"] < LEAD and one["speaker"] == "brand"])
            waiting = []
        else:
            waiting.append(text)
    return [
        Talk(id_of("conversation", held[0]["id"])[:12], tuple(lead), tuple(held))
        for lead, held in zip(before, found, strict=True)
    ]


@dataclass(frozen=True)
class Recorder:
    """Makes records of one database's threads. ``now`` is when it looks."""

    database: Database
    shop: ShopReads
    now: datetime

    async def rows(self, thread: dict[str, Any]) -> Rows:
        async with self.database.reading() as session:
            return await recorded.rows_of(session, thread)

    async def record(self, rows: Rows, talk: Talk, said: tuple[str, str] | None = None) -> dict[str, Any]:
        """One conversation. Raises NamesLeft where somebody would still be in it, ShopError.

        ``said`` is its label and why; else they follow from the labels on its turns: one bad one is enough.
        """
        phone, brand = rows.thread["phone"], rows.thread["brand"]
        before = talk.begins_at - BEFORE
        async with self.database.reading() as session:
            settings = next((one for one in await brands.listed(session) if one.id == brand), None)
            ledger = await recorded.ledger_since(session, before)
            opted_out = await recorded.opted_out_before(session, brand, phone, talk.begins_at)
        world = await self._world([phone, *(done.phone for done in ledger.done)])
        start = _start(world, ledger, phone, before, self.now)
        own = _of_one(world, phone)
        writers = {text["author"] for text in talk.texts if text["author"]}
        scrub = scrub_of(phone, own, sorted(writers))
        clean, shop = scrubbed(_transcript(rows, talk, opted_out), own, scrub)
        body = {
            "format": FORMAT,
            "id": talk.id,
            "brand": brand,
            **_judged(said or _said(rows, talk), scrub),
            "at": self.now.isoformat(),
            "transcript": clean.model_dump(mode="json"),
            "shop": shop.model_dump(mode="json"),
            "start": {**_told(start, phone, scrub), **_who(rows, talk, opted_out)},
            **_happened(rows, talk, scrub),
        }
        scrub.insist(orjson.dumps(body).decode())
        return {**body, "settings": settings.model_dump(mode="json") if settings else None}

    async def _world(self, phones: Sequence[str]) -> World:
        """The shop as these customers have it, the first of them first."""
        people = list(dict.fromkeys(phones))
        customers = [one for phone in people if (one := await self.shop.customer(phone)) is not None]
        return World(
            policy=await self.shop.policy(),
            products=await self.shop.products(),
            customers=tuple(customers),
            orders=tuple([one for phone in people for one in await self.shop.orders(phone)]),
            subscriptions=tuple([one for phone in people for one in await self.shop.subscriptions(phone)]),
            offers=tuple([one for phone in people for one in await self.shop.offers(phone)]),
        )


def labels_of(rows: Rows, talk: Talk) -> list[dict[str, Any]]:
    """What colleagues think of the turns of one conversation, oldest first."""
    ids = {text["id"] for text in talk.texts}
    mine = {turn["id"] for turn in rows.turns.values() if ids & set(turn["saw"])}
    return [one for one in rows.labels if one["turn_id"] in mine]


def _said(rows: Rows, talk: Talk) -> tuple[str, str]:
    labels = labels_of(rows, talk)
    verdicts = {one["verdict"] for one in labels}
    return "bad" if "bad" in verdicts else "good" if verdicts else "", "; ".join(x["why"] for x in labels if x["why"])


def _judged(said: tuple[str, str], scrub: Scrub) -> dict[str, Any]:
    return {"label": said[0] or None, "why": scrub.words(said[1])}


def _start(world: World, ledger: Ledger, phone: str, at: datetime, now: datetime) -> Rewound:
    found = rewound(world, ledger.done, phone, at, now)
    if not ledger.lost:
        return found
    lost = "how much was in stock: what an erased customer did is not kept"
    return Rewound(found.world, (*found.assumed, lost), found.unknown)


def _told(start: Rewound, phone: str, scrub: Scrub) -> dict[str, Any]:
    """The shop at the start without the person, or why it is not known."""
    shop = without_names(_of_one(start.world, phone), scrub).model_dump(mode="json") if start.world else None
    assumed = [scrub.words(one) for one in start.assumed]
    return {"shop": shop, "assumed": assumed, "unknown": scrub.words(start.unknown)}


def _who(rows: Rows, talk: Talk, opted_out: bool) -> dict[str, Any]:
    """Who answered when it began, and what the customer had been told and agreed to."""
    before = [text for text in rows.texts if text["at"] < talk.begins_at]
    introduced = any(text["speaker"] == "agent" for text in before)
    waiting = [one for one in rows.handoffs if recorded.came_at(one) < talk.begins_at]
    by_person = any(one["resolved_at"] is None or one["resolved_at"] > talk.begins_at for one in waiting)
    return {
        "at": talk.begins_at.isoformat(),
        "introduced": introduced,
        "opted_out": opted_out,
        "owner": "person" if by_person else "agent",
    }


def _of_one(world: World, phone: str) -> World:
    return world.model_copy(
        update={
            "customers": tuple(one for one in world.customers if one.phone == phone),
            "orders": tuple(one for one in world.orders if one.customer_phone == phone),
            "subscriptions": tuple(one for one in world.subscriptions if one.phone == phone),
            "offers": tuple(one for one in world.offers if one.phone == phone),
        }
    )


def _transcript(rows: Rows, talk: Talk, opted_out: bool) -> Transcript:
    texts = (*talk.lead, *talk.texts)
    return Transcript(
        thread_id="case",
        brand=rows.thread["brand"],
        phone=rows.thread["phone"],
        texts=tuple(recorded.text_of(text, f"text-{place}") for place, text in enumerate(texts)),
        opted_out=opted_out,
    )


def _happened(rows: Rows, talk: Talk, scrub: Scrub) -> dict[str, Any]:
    """Turns with the texts that they saw and sent, what was done, who took over and when they gave it back."""
    texts = (*talk.lead, *talk.texts)
    places = {text["id"]: f"text-{place}" for place, text in enumerate(texts)}
    taken = sorted((one for one in rows.turns.values() if set(one["saw"]) & set(places)), key=lambda one: one["at"])
    names = {one["id"]: f"turn-{place}" for place, one in enumerate(taken)}
    until = talk.ends_at + PAUSE
    handed = [one for one in rows.handoffs if talk.begins_at <= recorded.came_at(one) <= talk.ends_at]
    backs = [at for at in recorded.handed_back(rows.texts) if talk.begins_at <= at <= talk.ends_at]
    claims = [one["claimed_at"] for one in handed if one["claimed_at"] and one["claimed_at"] <= talk.ends_at]
    events = [{"at": at.isoformat(), "what": "hands_back"} for at in backs]
    events += [{"at": at.isoformat(), "what": "takes_over"} for at in claims]
    return {
        "outcome": next((one["outcome"] for one in reversed(handed) if one["outcome"]), None),
        "handed_over": [one["reason"] for one in handed],
        "turns": [_turn(one, (places, names), rows, texts) for one in taken],
        "effects": [_effect(one, names, scrub) for one in rows.effects if talk.begins_at <= one["created_at"] <= until],
        "events": sorted(events, key=lambda one: one["at"]),
    }


def _turn(
    turn: Mapping[str, Any],
    names: tuple[dict[str, str], dict[str, str]],
    rows: Rows,
    texts: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """What a turn rests on, which of the texts it saw and sent, whether it handed over, and what people think of it."""
    places, turns = names
    reason = next((one["reason"] for one in rows.handoffs if one["id"] == id_of(turn["id"], "handoff")), None)
    return {
        **{name: turn[name] for name in KEPT_OF_A_TURN},
        "id": turns[turn["id"]],
        "at": turn["at"].isoformat(),
        "saw": [places[one] for one in turn["saw"] if one in places],
        "said": [places[text["id"]] for text in texts if text["direction"] == "out" and text["turn_id"] == turn["id"]],
        "handoff": reason,
        "labels": [one["verdict"] for one in rows.labels if one["turn_id"] == turn["id"]],
    }


def _effect(row: Mapping[str, Any], names: Mapping[str, str], scrub: Scrub) -> dict[str, Any]:
    command = parse_command(row["command"]).model_dump(mode="json", exclude={"offer_id", "address"})
    kept = {name: row[name] for name in ("action", "state", "refusal", "actor")}
    return {**kept, "turn": names.get(row["turn_id"]), "command": scrub.json(command)}
