"""The whole shop at one moment, as plain values by path, and what is different between two moments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from tools.demo.days import Days
from tools.money import Money
from tools.shop import Shop

Tree = dict[str, Any]
CHANGED = "*"
GONE = "(not there)"


async def snapshot(shop: Shop, phones: Iterable[str]) -> Tree:
    """Everything of these customers, and all stock. Money is text, times are aware, things are maps."""
    tree: Tree = {"orders": {}, "customers": {}, "subscriptions": {}, "offers": {}, "stock": {}}
    for phone in sorted(set(phones)):
        if (customer := await shop.customer(phone)) is not None:
            tree["customers"][phone] = plain(customer)
        tree["orders"] |= {one.number: plain(one) for one in await shop.orders(phone)}
        tree["subscriptions"] |= {one.id: plain(one) for one in await shop.subscriptions(phone)}
        tree["offers"] |= {one.id: plain(one) for one in await shop.offers(phone)}
    for product in await shop.products():
        tree["stock"] |= {variant.id: variant.stock for variant in product.variants}
    return tree


def plain(value: Any) -> Any:
    """A model as maps, lists and plain values."""
    if isinstance(value, Money):
        return value.text
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


def at_path(tree: Any, path: str) -> Any:
    """What is at a path, or GONE. A key may have dots in it (``stock.shoe-9.5``): the longest that fits is taken."""
    keys = _keys(tree, path)
    return _inside(tree, keys) if keys else GONE


def _keys(tree: Any, path: str) -> tuple[str, ...] | None:
    """The keys that a path goes through; None where it leads nowhere."""
    if not path:
        return ()
    for key in _next_keys(tree, path):
        inner = tree[int(key)] if isinstance(tree, list) else tree[key]
        rest = _keys(inner, path[len(key) + 1 :])
        if rest is not None and not path.endswith("."):
            return (key, *rest)
    return None


def _next_keys(tree: Any, path: str) -> list[str]:
    if isinstance(tree, list):
        key = path.partition(".")[0]
        return [key] if key.isdigit() and int(key) < len(tree) else []
    fitting = [key for key in tree if _covers(key, path)] if isinstance(tree, dict) else []
    return sorted(fitting, key=len, reverse=True)


def _inside(tree: Any, keys: Iterable[str]) -> Any:
    for key in keys:
        if isinstance(tree, list):
            tree = tree[int(key)]
        elif isinstance(tree, dict) and key in tree:
            tree = tree[key]
        else:
            return GONE
    return tree


def differences(start: Tree, end: Tree, changes: dict[str, Any], days: Days) -> list[str]:
    """Where the end is not the start with these changes, one line each; none: it is exactly that."""
    named = {_keys(end, path) or _keys(start, path) or () for path in changes} - {()}
    lines = [
        f"{'.'.join(keys)} changed from {_short(_inside(start, keys))} to {_short(_inside(end, keys))}, "
        "which was not expected"
        for keys in _changed(start, end)
        if not any(keys[: len(one)] == one for one in named)
    ]
    for path, wanted in changes.items():
        old, new = at_path(start, path), at_path(end, path)
        if old == new:
            lines.append(f"{path} is still {_short(new)}")
        elif wanted != CHANGED and not _fits(wanted, new, old, days):
            lines.append(f"{path} is {_short(new)}, expected {_short(wanted)}")
    return lines


def _changed(start: Any, end: Any, keys: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The deepest places at which two trees differ."""
    if start == end:
        return
    if isinstance(start, dict) and isinstance(end, dict):
        for key in sorted({*start, *end}):
            yield from _changed(start.get(key, GONE), end.get(key, GONE), (*keys, key))
    else:
        yield keys


def _covers(named: str, path: str) -> bool:
    return path == named or path.startswith(f"{named}.")


def _fits(wanted: Any, got: Any, old: Any, days: Days) -> bool:
    if wanted == CHANGED:
        return True
    if isinstance(wanted, dict):
        return isinstance(got, dict) and all(_fits(one, got.get(key, GONE), GONE, days) for key, one in wanted.items())
    if isinstance(wanted, list | tuple):
        same_length = isinstance(got, list) and len(got) == len(wanted)
        return same_length and all(_fits(one, its, GONE, days) for one, its in zip(wanted, got, strict=True))
    if isinstance(wanted, str) and isinstance(got, int) and not isinstance(got, bool):
        return isinstance(old, int) and wanted[:1] in ("+", "-") and wanted[1:].isdigit() and got - old == int(wanted)
    return bool(_written(wanted, days) == _day(got))


def _written(wanted: Any, days: Days) -> Any:
    if isinstance(wanted, str) and wanted.startswith(("D+", "D-")) and wanted[1:].lstrip("+-").isdigit():
        return days.day(int(wanted[1:])).isoformat()
    return wanted.isoformat() if isinstance(wanted, date) else wanted


def _day(got: Any) -> Any:
    """Days are compared as days where the brand is."""
    if isinstance(got, datetime):
        return Days(got).today.isoformat()
    return got.isoformat() if isinstance(got, date) else got


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 160 else text[:157] + "..."
