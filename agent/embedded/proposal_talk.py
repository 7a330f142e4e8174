"""Talk while a proposal waits for its word: a change of mind, another size, a refusal that the gate did not see."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from agent.embedded.acts import Act
from agent.embedded.grounding import items_named
from agent.embedded.returns_talk import exchange
from agent.embedded.shopping_talk import offer_of
from agent.embedded.slots_color import colors, wanted_color
from agent.embedded.slots_quantity import quantity, quantity_alone
from agent.embedded.slots_size import sizes, wanted_size
from agent.embedded.subscriptions_talk import end, skip
from agent.embedded.talk import SURE, Talk
from agent.escalation import plain
from agent.model import DECLINED, Move

_CALL_OFF: Final = re.compile(
    r"^\W*(?:please |can you |could you |ok |actually,? )*(?:cancel|stop|undo|scrap|forget|abort)"
    r"(?: (?:that|it|this|the (?:return|exchange|change|purchase)))?(?: please| pls)?\W*$",
    re.I,
)
_OTHER: Final = re.compile(r"\b(?:the|my) other (?:one|order)\b|\b(?:el|la) otr[oa]\b", re.I)
_MEANT: Final = re.compile(r"\b(?:meant|instead|only|just|rather|queria decir|quise decir|solo)\b", re.I)
_DENIES_AT: Final = 0.8
_VARIANT_ACTIONS: Final = ("exchange_item", "change_item")
_SIZED: Final = re.compile(r"\s(\d{1,2}(?:\.5)?|X{0,3}[SL]|M)\b(?=\s|$)(?!\s*(?:g|ml)\b)")
_COUNTED: Final = re.compile(r"\b(?:pairs?|of (?:them|those|it|each)|x ?\d|\dx|qty|quantity|more|total|pares)\b", re.I)
_SUBSCRIPTION_ACTS: Final = (
    (
        re.compile(
            r"\b(?:cancel|end|stop)\b.{0,20}\binstead\b|\bactually\b.{0,10}\bcancel\b|\bmejor (?:cancela|termina)\w*"
        ),
        end,
    ),
    (re.compile(r"\bskip (?:it|that|this|the next)\b|\bmejor salta\w*"), skip),
)
_LONGEST_CHANGE_WORDS: Final = 10
_SIMPLE_ACTIONS: Final = ("cancel_order", "return_items")


def on_proposal(talk: Talk) -> Move | None:
    """The move that belongs to the open proposal; None when the text is a new request or a question."""
    proposal = talk.scene.proposal or {}
    action = str(proposal.get("action", ""))
    if _OTHER.search(talk.text) and action in (*_SIMPLE_ACTIONS, *_VARIANT_ACTIONS):
        return _other_order(talk, action, proposal)
    if action == "return_items" and _MEANT.search(talk.text) and (move := _another_item(talk, proposal)):
        return move
    if talk.reading.act is Act.NO or (action != "cancel_order" and _CALL_OFF.match(talk.text)):
        return declined(talk)
    if talk.intent == "deny" and talk.confidence >= _DENIES_AT and talk.reading.act is Act.OTHER:
        return declined(talk)
    if move := _another(talk, action, proposal):
        return move
    if talk.reading.act is Act.YES and action in _SIMPLE_ACTIONS:
        return _preview_again(talk, action, proposal)
    return None


def _another(talk: Talk, action: str, proposal: dict[str, Any]) -> Move | None:
    """The same thing otherwise: another act on a subscription, another number to buy, another size or color."""
    if action.endswith("_subscription"):
        return _other_act(talk, proposal)
    if action == "buy":
        return _another_purchase(talk, proposal)
    return _another_variant(talk, proposal) if action in _VARIANT_ACTIONS else None


def declined(talk: Talk) -> Move:
    """Nothing is done, and the reason tells the turn to close what waits."""
    return talk.say("kept").model_copy(update={"reasons": (DECLINED,)})


def _other_order(talk: Talk, action: str, proposal: dict[str, Any]) -> Move | None:
    """ "no, the other one": the same action on the only other order that it could be about."""
    found = talk.once("find_orders", order=None)
    if isinstance(found, Move):
        return found
    this = str(proposal.get("order") or (proposal.get("facts") or {}).get("order") or "")
    fits = "returnable_until" if action in ("return_items", "exchange_item") else "editable"
    others = [str(one["number"]) for one in talk.orders if one.get(fits) and one["number"] != this]
    if len(others) != 1:
        return None
    if action == "return_items":
        return talk.propose(action, order=others[0], items=None)
    if action in _VARIANT_ACTIONS:
        return exchange(replace(talk, intent="exchange_order", known={"order": others[0]}))
    return talk.propose(action, order=others[0])


def _other_act(talk: Talk, proposal: dict[str, Any]) -> Move | None:
    """ "Actually cancel it instead": another act on the same subscription, when the text names no other."""
    if len(talk.text.split()) > _LONGEST_CHANGE_WORDS or "?" in talk.text:
        return None
    item = str((proposal.get("facts") or {}).get("item", ""))
    for act, family in _SUBSCRIPTION_ACTS:
        if act.search(plain(talk.text)):
            return family(replace(talk, known={**talk.known, "item": item}))
    return None


def _another_item(talk: Talk, proposal: dict[str, Any]) -> Move | None:
    """ "no sorry, i meant the socks": the same return, of the one item that is named now."""
    found = talk.once("find_orders", order=None)
    if isinstance(found, Move):
        return found
    facts = proposal.get("facts") or {}
    named, shown = items_named(talk), str(facts.get("items", ""))
    is_shown = "," not in shown and bool(named) and shown.startswith(named[0])
    if len(named) != 1 or is_shown or "?" in talk.text:
        return None
    return talk.propose("return_items", order=str(proposal.get("order") or facts.get("order") or ""), items=named)


def _another_variant(talk: Talk, proposal: dict[str, Any]) -> Move | None:
    """ "no, a 9": the same action on the same line, with another size or color."""
    facts = proposal.get("facts") or {}
    short = len(talk.text.split()) <= 12 and "?" not in talk.text
    named = wanted_size(talk.text, facts.get("from")) or wanted_color(talk.text)
    if not named or not (short or sizes(talk.text) or colors(talk.text)):
        return None
    if (
        talk.intent not in ("exchange_order", "change_item", "deny", "affirm", "size_help", "stock", "buy")
        and not short
    ):
        return None
    known = {"order": str(proposal.get("order") or facts.get("order") or ""), "item": str(facts.get("item") or "")}
    return exchange(
        replace(talk, intent="exchange_order", confidence=SURE, known={k: v for k, v in known.items() if v})
    )


def _another_purchase(talk: Talk, proposal: dict[str, Any]) -> Move | None:
    """ "Make it 2", "in a 10": the same item again, in another number, size or color; to another address, a person."""
    if talk.intent == "change_address" and talk.confidence >= _DENIES_AT:
        return talk.ask_person(talk.words.reply("ships_to_file"))
    facts = proposal.get("facts") or {}
    item = str(facts.get("item", ""))
    if not item or len(talk.text.split()) > _LONGEST_CHANGE_WORDS:
        return None
    own = _SIZED.search(item)
    size = wanted_size(talk.text, own.group(1)) if own else None
    color = wanted_color(talk.text)
    count = None if size and not _COUNTED.search(talk.text) else quantity(talk.text) or quantity_alone(talk.text)
    if not (size or color or count):
        return None
    bare = f"{item[: own.start()]}{item[own.end() :]}" if own and size else item
    kept = int(facts["quantity"]) if str(facts.get("quantity", "")).isdigit() else None
    offers = talk.once("list_offers")
    if isinstance(offers, Move):
        return offers
    word = offer_of(talk, item)
    product = None if word else bare
    return talk.propose("buy", product=product, size=size, color=color, quantity=count or kept, keyword=word)


def _preview_again(talk: Talk, action: str, proposal: dict[str, Any]) -> Move:
    """A yes that the gate did not take: the preview is shown again, with the word that it needs."""
    order = proposal.get("order") or (proposal.get("facts") or {}).get("order")
    if action == "return_items":
        return talk.propose(action, order=order, items=None)
    return talk.propose(action, order=order)
