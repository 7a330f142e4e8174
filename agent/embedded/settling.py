"""Settles what a text is about: the reading, corrected by what only rules can know."""

from __future__ import annotations

import re
from typing import Final

from agent.embedded.families import ACTING, TWINS
from agent.embedded.grounding import items_named, order_words
from agent.embedded.moves import with_intent
from agent.embedded.requests import is_about_state, is_doubt, is_request
from agent.embedded.shopping_talk import is_bare, keyword, names_seen
from agent.embedded.slots_item import item_mentions
from agent.embedded.slots_size import size_alone
from agent.embedded.spanish_questions import spanish_question
from agent.embedded.talk import SURE, Talk
from agent.escalation import plain

ACT_AT: Final = 0.5
TELL_AT: Final = 0.4
_NAMED_AT: Final = 0.6
_SURE_AT: Final = 0.7
_LIKELY_AT: Final = 0.2
_BARE: Final = 0.3
"""A size by itself, when nothing asked for one, says too little (S64)."""
_LONGEST_NAMING_WORDS: Final = 6
_DO_YOU_HAVE: Final = re.compile(
    r"\b(?:do|does|did) (?:you|u|ya|yall|they) (?:guys |still |also |even |ever )*(?:have|got|carry|sell|stock)\b|"
    r"\b(?:have|got) (?:you|u|any)\b|\b(?:you|u) got\b|\b(?:in stock|available|any left|left in|tienen|hay|queda[n]?)\b"
)
_OWN_SUBSCRIPTION: Final = re.compile(r"\b(?:my|mi|the) (?:\w+ ){0,2}(?:subscriptions?|suscripcion(?:es)?)\b")
_ABOUT_OWN: Final = ("refund_status",)
_EDITS: Final = re.compile(
    r"\btake .{1,30} off (?:of )?(?:my|the|it)\b|\bremove .{1,30} from (?:my|the)\b|"
    r"\bmake (?:it|that|them) (?:\d{1,2}|two|three|four|five) [a-z]"
)
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
    if (told := _named_question(talk)) is not None:
        return told
    if talk.intent == "out_of_scope" or in_doubt(talk):
        return _by_name(talk)
    return with_intent(talk, talk.intent, _sureness(talk))


def _named_question(talk: Talk) -> Talk | None:
    """A question that its words name, whatever else it sounds like."""
    if talk.words.language == "es" and _usual_in_spanish(talk):
        return with_intent(talk, "return_policy", SURE, "usual_question")
    if (talk.intent == "buy" or talk.intent not in ACTING) and _EDITS.search(plain(talk.text)) and items_named(talk):
        return with_intent(talk, "change_item", _SURE_AT, "quantity:own_item")
    if talk.intent not in ACTING and _in_stock_asked(talk):
        return with_intent(talk, "stock", max(_NAMED_AT, talk.reading.sureness_of("stock")), "item:asked_for")
    if talk.confidence >= _SURE_AT:
        return None
    if talk.intent not in ACTING and _OWN_SUBSCRIPTION.search(plain(talk.text)):
        return with_intent(talk, "subscription", _NAMED_AT, "subscription:named")
    if talk.reading.sureness_of("item_issue") >= _LIKELY_AT:
        return with_intent(talk, "item_issue", talk.confidence, "item_problem_named")
    if in_doubt(talk) and re.search(r"\b(?:sent|returned)\b", talk.text, re.I) and is_about_state(talk.text):
        return with_intent(talk, "refund_status", _NAMED_AT, "sent_back")
    return None


def _usual_in_spanish(talk: Talk) -> bool:
    """One of the usual questions, and neither about their own refund nor a request."""
    asked = talk.intent not in _ABOUT_OWN and spanish_question(talk.text) is not None
    return asked and (talk.intent not in ACTING or not is_request(talk.text))


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
    wishes = ("buy",) if talk.reading.sureness_of("buy") >= _LIKELY_AT else ()
    best = max((*wishes, "product_search", "price", "stock"), key=talk.reading.sureness_of)
    return with_intent(talk, best, max(_NAMED_AT, talk.reading.sureness_of(best)), "item:catalogue")


def _in_stock_asked(talk: Talk) -> bool:
    """ "Do you have crag socks in L": whatever else it sounds like, a product that is named is asked for."""
    named = item_mentions(talk.text, names_seen(talk))
    return len(named) == 1 and bool(_DO_YOU_HAVE.search(plain(talk.text)))


def _sureness(talk: Talk) -> float:
    """Doubt between intents that end the same way is no doubt."""
    twins = next((twins for twins in TWINS if talk.intent in twins), frozenset({talk.intent}))
    return min(1.0, talk.reading.sureness_of(*twins))
