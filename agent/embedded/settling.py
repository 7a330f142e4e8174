"""Settles what a text is about: the reading, corrected by what only rules can know."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from agent.embedded.edits import edits_own
from agent.embedded.families import ACTING, TWINS
from agent.embedded.grounding import items_named, order_words, own_numbers
from agent.embedded.moves import with_intent
from agent.embedded.requests import is_about_state, is_doubt, is_request
from agent.embedded.shopping_talk import is_bare, keyword, names_seen, offer_wished
from agent.embedded.slots_address import address_in
from agent.embedded.slots_item import item_mentions
from agent.embedded.slots_order import without_own_numbers
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
_IF: Final = re.compile(r"\bif\b.*", re.I | re.S)
_MAKE: Final = re.compile(r"\b(?:make|change|switch|swap) (?:it|that|them|this)\b|\bcambia(?:lo|los|la|las)\b")
_SEND: Final = re.compile(
    r"\b(?:send|ship|deliver|mail|redirect|reroute|change|update|go|goes|address|envi\w+|mand[ae]\w*|direccion)\b"
)
_NOT_COME: Final = re.compile(
    r"\b(?:no|nunca|aun no|todavia no) (?:me |nos )?(?:ha|han|llega|llego|llegan|llegaron|aparece)\b|"
    r"\b(?:have ?n'?t|has ?n'?t|did ?n'?t|not|never|are ?n'?t|is ?n'?t) (?:\w+ )?"
    r"(?:here|come|came|arrived?|shown up|show up|got here)\b"
)
_FIT: Final = re.compile(
    r"\btoo (?:\w+ )?(?:tight|small|big|large|narrow|wide|loose|short|long|snug)\b|\b(?:do|does)(?: not|n'?t) fit\b|"
    r"\b(?:aprietan?|me quedan? (?:muy )?(?:chic|grand|pequen|apretad|justo|flojo)\w*|no me quedan?)\b"
)
_BROKEN: Final = re.compile(
    r"\b(?:despegad|rot|danad|descosid|manchad|defectuos|quebrad|equivocad|rasgad|incomplet)[oa]s?\b|"
    r"\b(?:box|package|bag) (?:was|is|came) empty\b|\bempty box\b|\b(?:fell|falling|coming|came) apart\b|"
    r"\bsoles? .{0,15}\b(?:off|loose|peeling|unglued)\b|\b(?:ripped|torn|broken|damaged|defective|cracked)\b"
)
_ASKS_WHY: Final = re.compile(r"\W*(?:how long|why|what|can|where)\b", re.I)


def settled(talk: Talk) -> Talk:
    """Keywords of live offers buy; acts that are not requested are questions; named products are in scope."""
    word = keyword(talk)
    if word and (is_bare(talk.text, word) or talk.intent in ("buy", "out_of_scope", "affirm")):
        return with_intent(talk, "buy", SURE, f"keyword:{word}")
    if talk.intent == "discount" and (word := offer_wished(talk)):
        return replace(with_intent(talk, "buy", SURE, f"keyword:{word}"), known={**talk.known, "keyword": word})
    if edited := edits_own(talk):
        return edited
    if talk.intent in ACTING and size_alone(talk.text) and not _makes_it_so(talk):
        return with_intent(talk, talk.intent, _BARE, "bare_size")
    if talk.intent in ACTING and not is_request(talk.text):
        return with_intent(talk, _what_is_asked(talk), talk.confidence, "no_request")
    if (told := _named_question(talk)) is not None:
        return told
    talk = with_intent(talk, talk.intent, _sureness(talk)) if talk.intent != "out_of_scope" else talk
    return _by_name(talk) if talk.intent == "out_of_scope" or in_doubt(talk) else talk


def _makes_it_so(talk: Talk) -> bool:
    """ "Make it an 8.5" of the only order that can still be changed."""
    return bool(_MAKE.search(plain(talk.text))) and sum(bool(order["editable"]) for order in talk.orders) == 1


def _named_question(talk: Talk) -> Talk | None:
    """A question that its words name, whatever else it sounds like."""
    if talk.words.language == "es" and _usual_in_spanish(talk):
        return with_intent(talk, "return_policy", SURE, "usual_question")
    if (talk.intent == "buy" or talk.intent not in ACTING) and _EDITS.search(plain(talk.text)) and items_named(talk):
        return with_intent(talk, "change_item", _SURE_AT, "quantity:own_item")
    if talk.intent not in ACTING and _in_stock_asked(talk):
        return with_intent(talk, "stock", max(_NAMED_AT, talk.reading.sureness_of("stock")), "item:asked_for")
    if (told := _named_trouble(talk)) is not None:
        return told
    return _doubtful_question(talk) if talk.confidence < _SURE_AT else None


def _doubtful_question(talk: Talk) -> Talk | None:
    """What the words name where the reading is not sure."""
    if talk.intent not in ACTING and _OWN_SUBSCRIPTION.search(plain(talk.text)):
        return with_intent(talk, "subscription", _NAMED_AT, "subscription:named")
    if talk.reading.sureness_of("item_issue") >= _LIKELY_AT:
        return with_intent(talk, "item_issue", talk.confidence, "item_problem_named")
    if in_doubt(talk) and re.search(r"\b(?:sent|returned)\b", talk.text, re.I) and is_about_state(talk.text):
        return with_intent(talk, "refund_status", _NAMED_AT, "sent_back")
    return None


def _named_trouble(talk: Talk) -> Talk | None:
    """A new address, a parcel that has not come, a shoe that does not fit, one that is broken: by their own words."""
    said = plain(talk.text)
    address = address_in(without_own_numbers(talk.text, own_numbers(talk)))
    if address and address.complete and talk.intent != "change_address" and _SEND.search(said):
        return with_intent(talk, "change_address", SURE, "address:given")
    telling = talk.intent in ("order_status", "delivery_issue") and talk.confidence >= ACT_AT
    if talk.confidence >= _SURE_AT or telling:
        return None
    if _NOT_COME.search(said):
        return with_intent(talk, "order_status", _SURE_AT, "not_come")
    if _FIT.search(said) and any(order.get("returnable_until") for order in talk.orders):
        return with_intent(talk, "exchange_order", _SURE_AT, "does_not_fit")
    return with_intent(talk, "item_issue", _SURE_AT, "broken") if _BROKEN.search(said) else None


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
    if re.search(r"\b(?:don'?t|do not|never)\b|\?\s*(?:no|nope|nah)\b", _IF.sub("", talk.text), re.I):
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
