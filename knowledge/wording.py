"""Owns what is known of customers' English without a model: words that say nothing, spellings, plurals, synonyms."""

from __future__ import annotations

import re
import unicodedata

# Words that say nothing of the topic. "How long", "how much", "when" and "where" do say something: dropping them, too,
# cost 4 points of recall at the first place on real shops' questions.
STOP_WORDS = frozenset(
    "a an and are as at be been being but by can could did do does doing for from get had has have hello hey hi i if "
    "in into is it its ive just lol me my of ok on or our please so than thank thanks that the their them then there "
    "these they this those to us was we were will with would you your youre yours am im".split()
)

# What people text for a word that articles spell out.
SPELLINGS = {
    "u": "you",
    "ur": "your",
    "r": "are",
    "pls": "please",
    "plz": "please",
    "thx": "thanks",
    "msg": "message",
    "msgs": "messages",
    "addy": "address",
    "pkg": "package",
    "txt": "text",
    "txts": "texts",
    "giftcard": "gift card",
    "giftcards": "gift cards",
    "intl": "international",
}

# Groups of words that customers use for one another in a shop; a word of a group also looks, more weakly, for the rest.
SYNONYMS = (
    "return send back bring",
    "exchange swap trade switch different size",
    "refund money back reimburse reimbursement",
    "ship deliver delivery shipping arrive mail dispatch",
    "fee cost price charge much postage pay",
    "cancel undo call off",
    "promo coupon discount voucher code",
    "warranty guarantee defect defective faulty",
    "broken damaged ripped torn crushed",
    "lost missing stolen stole disappeared",
    "human person agent representative someone operator",
    "robot bot ai automated",
    "track package parcel box where order",
    "address street moved house apartment",
    "gift card voucher",
    "wash clean washer washing machine",
    "smell stink odor",
    "stretch loosen give",
    "beginner newbie newb starter first",
    "stop unsubscribe off remove list",
    "hours open close time",
    "email phone number contact reach",
    "size fit sizing small big tight snug large",
    "environment sustainable green eco recycle",
    "subscription subscribe monthly recurring",
    "vip loyalty rewards points member",
    "installment klarna afterpay affirm financing",
    "visa mastercard amex credit debit payment",
    "stock available availability restock sold",
    "store shop location visit",
    "bulk group team wholesale club",
    "resole rubber sole resoling",
    "hurt pain toes tight",
    "data privacy personal sell",
    "late delayed delay",
)


def content_words(text: str) -> list[str]:
    """The words of `text` that carry its topic: lower case, no accents or apostrophes, known spellings, no plural."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode().replace("'", "")
    spelt = (word for raw in re.findall(r"[a-z0-9]+", plain) for word in SPELLINGS.get(raw, raw).split())
    return [singular(word) for word in spelt if word not in STOP_WORDS]


def singular(word: str) -> str:
    """`word` without the ending of a plural; more stemming than that made search worse (R@1 .60 to .52)."""
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _related() -> dict[str, frozenset[str]]:
    related: dict[str, frozenset[str]] = {}
    for group in SYNONYMS:
        words = frozenset(singular(word) for word in group.split())
        for word in words:
            related[word] = related.get(word, frozenset()) | (words - {word})
    return related


RELATED = _related()
