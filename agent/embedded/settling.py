"""Settles what a text is about: the reading, corrected by what only rules can know."""

from __future__ import annotations

import re
from typing import Final

from agent.embedded.families import ACTING, TWINS
from agent.embedded.grounding import order_words
from agent.embedded.moves import with_intent
from agent.embedded.requests import is_about_state, is_doubt, is_request
from agent.embedded.shopping_talk import is_bare, keyword, names_seen
from agent.embedded.slots_item import item_mentions
from agent.embedded.slots_size import size_alone
from agent.embedded.talk import SURE, Talk

ACT_AT: Final = 0.5
TELL_AT: Final = 0.4
_NAMED_AT: Final = 0.6
_SURE_AT: Final = 0.7
_LIKELY_AT: Final = 0.2
_BARE: Final = 0.3
"""A size by itself, when nothing asked for one, says too little (S64)."""
_LONGEST_NAMING_WORDS: Final = 6
_ASKS_WHY: Final = re.compile(r"\W*(?:how long|why|what|can|where)\b", re.I)


def settled(talk: Talk) -> Talk:
    """Keywords of live offers buy; acts that are not requested are questions; named products are in scope."""
    word = keyword(talk)
    if word and (is_bare(talk.text, word) or talk.intent in ("buy", "out_of_scope", "affirm")):
        return with_intent(talk, "buy", SURE, f"keyword:{word}")
    if talk.intent in ACTING and size_alone(talk.text):
        return with_intent(talk, talk.intent, _BARE, "bare_size")
    if talk.intent in ACTING and not is_request(talk.text):
        return with_intent(talk, _what_is_asked(talk), talk.confidence, "no_request")
    if talk.confidence < _SURE_AT and talk.reading.sureness_of("item_issue") >= _LIKELY_AT:
        return with_intent(talk, "item_issue", talk.confidence, "item_problem_named")
    if in_doubt(talk) and re.search(r"\b(?:sent|returned)\b", talk.text, re.I) and is_about_state(talk.text):
        return with_intent(talk, "refund_status", _NAMED_AT, "sent_back")
    if talk.intent == "out_of_scope" or in_doubt(talk):
        return _by_name(talk)
    return with_intent(talk, talk.intent, _sureness(talk))


def in_doubt(talk: Talk) -> bool:
    """Acts need more than answers do."""
    return talk.confidence < (ACT_AT if talk.intent in ACTING else TELL_AT)


def _what_is_asked(talk: Talk) -> str:
    """What a text that names an act but does not request it is about."""
    if is_about_state(talk.text):
        return "refund_status" if talk.intent in ("return_order", "exchange_order") else "order_status"
    if re.search(r"\b(?:don'?t|do not|never)\b|\?\s*(?:no|nope|nah)\b", talk.text, re.I):
        return "deny"
    if talk.intent in ("change_item", "exchange_order") and is_doubt(talk.text):
        return "size_help"
    if talk.intent == "buy":
        return "help"
    return "subscription" if talk.intent.startswith("subscription") else "return_policy"


def _by_name(talk: Talk) -> Talk:
    """An order or a product of ours is named, so it is not out of scope: "and #12355?", "drago pls"."""
    if order_words(talk) and not talk.known:
        return with_intent(talk, "order_status", _NAMED_AT, "order:named")
    names = item_mentions(talk.text, names_seen(talk))
    if not names or len(talk.text.split()) > _LONGEST_NAMING_WORDS or _ASKS_WHY.match(talk.text):
        return talk
    best = max(("buy", "product_search", "price", "stock"), key=talk.reading.sureness_of)
    return with_intent(talk, best, max(_NAMED_AT, talk.reading.sureness_of(best)), "item:catalogue")


def _sureness(talk: Talk) -> float:
    """Doubt between intents that end the same way is no doubt."""
    twins = next((twins for twins in TWINS if talk.intent in twins), frozenset({talk.intent}))
    return min(1.0, talk.reading.sureness_of(*twins))
