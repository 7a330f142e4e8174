"""Talk about subscriptions: what comes when, and skip, swap, delay, end."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from agent.embedded.knowledge_talk import answer
from agent.embedded.pointing import pointed_at
from agent.embedded.slots_date import date_in, days_later
from agent.embedded.slots_item import item_mentions
from agent.embedded.speak_products import subscriptions_words
from agent.embedded.talk import Talk
from agent.escalation import plain
from agent.model import Move

_HOW: Final = re.compile(
    r"\b(?:how (?:do|does) .{0,20}subscriptions?|can i subscribe|subscribe (?:to|and)|want to subscribe)\b"
)
_NEXT: Final = re.compile(r"\b(?:next|upcoming|monthly|refill|proxim[ao])\b")
_CHARGED: Final = re.compile(
    r"\b(?:my|the|mi) (?:\w+ ){0,2}(?:subscriptions?|suscripcion(?:es)?|subs?)\b|\b(?:auto ?(?:ship|renew)\w*|"
    r"next (?:charge|bill|payment|renewal|refill|shipment of)|proximo cobro)\b"
)
_TO: Final = re.compile(r"\b(?:to|for|with|into|instead|por|a)\b(.*)$|^(.*)\binstead\b", re.I | re.S)


def overview(talk: Talk) -> Move:
    if _HOW.search(plain(talk.text)):
        return answer(talk)
    found = talk.once("list_subscriptions")
    if isinstance(found, Move):
        return found
    if not found.ok:
        return talk.trouble(found)
    return Move(text=subscriptions_words(talk.words, found.facts.get("subscriptions", [])))


def ends_instead(talk: Talk) -> Move | None:
    """ "Cancel the loose chalk", when no order can be cancelled and a subscription has that name; else None."""
    found = talk.once("list_subscriptions")
    if isinstance(found, Move):
        return found
    listed = _names(talk) if found.ok else []
    return end(talk) if item_mentions(talk.text, listed, picking=True) else None


def is_about_next(talk: Talk) -> Move | None:
    """ "When is my next chalk coming": told from the subscriptions of those who have one; None for everybody else."""
    said = plain(talk.text)
    if not (_NEXT.search(said) or _CHARGED.search(said)):
        return None
    found = talk.once("list_subscriptions")
    if isinstance(found, Move):
        return found
    listed = found.facts.get("subscriptions", []) if found.ok else []
    named = [one for one in listed if item_mentions(talk.text, [str(one["item"])], picking=True)]
    if not listed or (not named and not _CHARGED.search(said)):
        return None
    return Move(text=subscriptions_words(talk.words, named or listed))


def skip(talk: Talk) -> Move:
    return _listed(talk) or talk.propose("skip_subscription", item=_item(talk))


def end(talk: Talk) -> Move:
    """A subscription ends; who meant our texts is told the word for it, since that is not ours to do."""
    if talk.known.get("texts"):
        return talk.say("stop_texts")
    return _listed(talk) or talk.propose("cancel_subscription", item=_item(talk))


def delay(talk: Talk) -> Move:
    """To the day that is named; asked for when none is."""
    if move := _listed(talk):
        return move
    item = _item(talk)
    days = days_later(talk.text) or int(talk.known.get("days", 0))
    if days and item is None and len(_names(talk)) > 1:
        text = talk.words.trouble("which_subscription", {"options": _names(talk)}) or ""
        return talk.ask(text, "item", tuple(_names(talk)), days=str(days))
    day = _put_off(talk, item, days) or date_in(talk.text, talk.today)
    to_date = day.isoformat() if day else talk.known.get("to_date")
    if to_date is None:
        text = talk.words.trouble("which_date", {"item": item or ""}) or ""
        return talk.ask(text, "to_date", item=item or "")
    return talk.propose("delay_subscription", item=item, to_date=to_date)


def swap(talk: Talk) -> Move:
    """One subscribed item against another product; what is not subscribed yet is where they go to."""
    if move := _listed(talk):
        return move
    to_item = talk.known.get("to_item") or _to_item(talk)
    if isinstance(to_item, Move):
        return to_item
    if to_item is None:
        text = talk.words.trouble("which_product", {"options": []}) or ""
        return talk.ask(text, "to_item", item=_item(talk) or "")
    item = _item(talk)
    return talk.propose("swap_subscription", item=None if item == to_item else item, to_item=to_item)


def _put_off(talk: Talk, item: str | None, days: int) -> date | None:
    """ "back two weeks" counts from the day that it would come."""
    found = talk.scene.result("list_subscriptions")
    listed = found.facts.get("subscriptions", []) if found else []
    due = [one["next_charge_on"] for one in listed if item in (None, one["item"])]
    return date.fromisoformat(due[0]) + timedelta(days=days) if days and len(due) == 1 else None


def _listed(talk: Talk) -> Move | None:
    """The move that lists the subscriptions, once."""
    found = talk.once("list_subscriptions")
    if isinstance(found, Move):
        return found
    if not found.ok:
        return talk.trouble(found)
    return None if found.facts.get("subscriptions") else talk.say("no_subscriptions")


def _names(talk: Talk) -> list[str]:
    found = talk.scene.result("list_subscriptions")
    return [str(one["item"]) for one in found.facts.get("subscriptions", ())] if found and found.ok else []


def _item(talk: Talk) -> str | None:
    """The subscribed item that the text names first; None when none or several could be meant."""
    before = _TO.split(talk.text, maxsplit=1)[0] or talk.text
    names = _names(talk)
    mentions = item_mentions(before, names, picking=True) or item_mentions(talk.text, names, picking=True)
    if len(mentions) == 1:
        return mentions[0].name
    return pointed_at(talk.text, names, talk.scene.last_words) or talk.known.get("item")


def _to_item(talk: Talk) -> str | None | Move:
    match = _TO.search(talk.text)
    if match is None:
        return None
    wanted = " ".join((match.group(1) or match.group(2) or "").split()).strip(" .!?")
    if not wanted:
        return None
    found = talk.once("search_products", query=wanted)
    if isinstance(found, Move):
        return found
    titles = [str(one["product"]) for one in found.facts.get("products", ())]
    mentions = item_mentions(wanted, titles, picking=True)
    return mentions[0].name if len(mentions) == 1 else None
