"""The world of a case: the demo shop at its own moment or a frozen one, with what the case says is different."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, get_args
from zoneinfo import ZoneInfo

from evals.case import Clock, ShopEvent, Weekday
from evals.case import World as Patch
from evals.fields import Kinds, below, is_words, kinds_of
from tools.demo.days import BRAND_ZONE, Days
from tools.demo.world import World, demo_world
from tools.order import Order

MONDAY = date(2026, 6, 8)
"""The week in which every case is played: no holiday, no change of the clocks, so that a case never ages."""
_RELATIVE = re.compile(r"^D([+-]\d+)(?: ([01]\d|2[0-3]):([0-5]\d))?$")
_KEYS = {"orders": "number", "customers": "phone", "subscriptions": "id", "offers": "id", "products": "id"}


class PatchError(ValueError):
    """A patch names what the world does not have, or does not fit."""


def start_of(clock: Clock) -> datetime:
    """The moment at which a case starts, as aware UTC."""
    day = clock.on or MONDAY + timedelta(days=get_args(Weekday).index(clock.day))
    return datetime.combine(day, time.fromisoformat(clock.at), tzinfo=ZoneInfo(BRAND_ZONE)).astimezone(UTC)


def world_of(patch: Patch, now: datetime) -> World:
    """Raises PatchError for what the demo world does not have, and ValidationError for what does not fit in it."""
    days = Days(now)
    tree = (demo_world(now) if patch.frozen is None else World.model_validate(patch.frozen)).model_dump()
    for kind, key in _KEYS.items():
        for name, changes in getattr(patch, kind).items():
            kinds = below(_fields(kind), name)
            tree[kind] = _item_merged(tree[kind], key, name, _resolved(changes, days, kinds), kind)
    tree["policy"] = _merged(tree["policy"], _resolved(patch.policy, days, _fields("policy")), "policy")
    tree["products"] = tuple(_stocked(product, patch.stock) for product in tree["products"])
    _refuse_unknown_stock(tree["products"], patch.stock)
    if patch.declined_cards is not None:
        tree["declined_card_ids"] = patch.declined_cards
    return World.model_validate(tree)


def happened(order: Order, event: ShopEvent, now: datetime) -> Order:
    """The order after an event. One that the event does not name stays as it is."""
    changes = event.orders.get(order.number)
    if changes is None:
        return order
    merged = _merged(order.model_dump(), _resolved(changes, Days(now), (Order,)), f"orders.{order.number}")
    return Order.model_validate(merged)


def relative(written: str, days: Days, with_time: bool) -> date | datetime | None:
    """``D-3`` as a date, ``D-3 14:00`` as an aware time (noon where no hour is given); None for anything else."""
    found = _RELATIVE.fullmatch(written)
    if found is None:
        return None
    day = days.day(int(found[1]))
    if not with_time:
        return day
    moment = time(int(found[2] or 12), int(found[3] or 0))
    return datetime.combine(day, moment, tzinfo=ZoneInfo(BRAND_ZONE)).astimezone(UTC)


def _fields(name: str) -> Kinds:
    return kinds_of(World.model_fields[name].annotation)


def _resolved(value: Any, days: Days, kinds: Kinds, key: str = "") -> Any:
    """Money and relative days as the shop has them; ``kinds`` is what the place may hold: words are left alone."""
    if isinstance(value, dict):
        return {name: _resolved(one, days, below(kinds, str(name)), str(name)) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_resolved(one, days, below(kinds, ""), key) for one in value)
    if not isinstance(value, str) or is_words(kinds):
        return value
    if re.fullmatch(r"\$\d+(?:\.\d\d)?", value):
        return {"amount": value[1:], "currency": "USD"}
    moment = relative(value, days, with_time=key.endswith(("_at", "expires_at")))
    return value if moment is None else moment


def _merged(old: Any, new: Any, path: str) -> Any:
    """Maps in depth; a map over a list of things goes to the things with those ids; anything else is replaced."""
    if not isinstance(new, dict) or old is None:
        return new
    if isinstance(old, dict):
        return {**old, **{key: _merged(old.get(key), value, f"{path}.{key}") for key, value in new.items()}}
    if isinstance(old, list | tuple):
        for name, changes in new.items():
            old = _item_merged(old, "id", str(name), changes, path)
        return old
    return new


def _item_merged(items: Any, key: str, name: str, changes: Any, path: str) -> tuple[Any, ...]:
    names = [item[key] for item in items]
    if name not in names:
        raise PatchError(f"{path} has no {name}; there are {', '.join(names[:12])}")
    return tuple(_merged(item, changes, f"{path}.{name}") if item[key] == name else item for item in items)


def _stocked(product: dict[str, Any], stock: dict[str, int]) -> dict[str, Any]:
    variants = tuple({**one, "stock": stock.get(one["id"], one["stock"])} for one in product["variants"])
    return {**product, "variants": variants}


def _refuse_unknown_stock(products: Any, stock: dict[str, int]) -> None:
    known = {variant["id"] for product in products for variant in product["variants"]}
    if unknown := sorted(set(stock) - known):
        raise PatchError(f"stock names no variant of the shop: {', '.join(unknown)}")
