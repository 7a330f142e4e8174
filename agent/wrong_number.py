"""A text that reached somebody else: "wrong number", "this isn't her" (S19); English, the Spanish is with its wording.

A shop hears of wrong phone, order and model numbers all day, so only whole clauses count.
"""

from __future__ import annotations

import re
from typing import Final

from agent.english import FILLERS

_WRONG: Final = re.compile(
    r"\bwrong (?:(?:phone|cell|mobile) )?(?:number|numbers|num|nbr|no|person|guy|girl"
    r"|lady|woman|man|dude|gal|contact)\b"
)
_ADDRESSED: Final = (
    "you youve u have got ve had youre ur must dialed reached texted texting messaging message messaged contacted at "
    "for her him them the a is its it thats number here again still not by been be there are r"
)
_HEDGED: Final = (
    "sorry think im afraid probably maybe yeah yes no nope um uh guess believe looks like seems "
    "completely totally pretty sure"
)
_ENDING: Final = "stop quit remove unsubscribe delete it off"
_AROUND_WRONG: Final = FILLERS.union(_ADDRESSED.split(), _HEDGED.split(), _ENDING.split())
"""Words that may stand around "wrong number"; any other word makes it a number in an order or an account."""

_NOT_ME: Final = re.compile(
    "|".join(
        (
            r"^(?:\w+ ){0,2}(?:this|that) (?:isnt|is not|aint) (?:her|him|them|she|he)(?: sorry| anymore| lol)?$",
            r"\b(?:this|that|it) (?:isnt|is not|aint|is no longer) (?:her|his|their"
            r"|[a-z]+s) (?:phone|number|cell|mobile)"
            r"(?: number)?(?: anymore| any more| now)?$",
            r"\b(?:she|he|they|[a-z]+) (?:does not|doesnt|no longer|dont) (?:have|has"
            r"|owns?|use|uses) this (?:number|phone)\b",
            r"\bthis (?:number )?(?:isnt|is not|is no longer|no longer belongs to|now belongs to|belongs to) "
            r"(?:someone else|a different person|somebody else|me now)\b",
            r"\b(?:i am|im) (?:the )?new owner of this (?:number|phone)|\bi (?:just"
            r"|recently) got this (?:phone )?number\b",
            r"\b(?:nobody|no one|noone|no person|there is no one|theres no one)(?: here)? (?:by|with|named|called) \w+",
            r"^(?:sorry )?(?:im|i am) not (?:her|him|that person|the person)\b",
        )
    )
)
_NAMED: Final = re.compile(r"\b[Tt]his (?:is not|isn['’]?t|ain['’]?t) ([A-Z][a-z]+)[\s.!]*$")
_NO_NAMES: Final = frozenset(
    "Mine Right Correct Good Working Ok Okay It True Fair Acceptable New What Over Funny".split()
)


def says_wrong_number(clause: str) -> bool:
    """Whether a clause in plain words says that the number has another owner."""
    around, found = _WRONG.subn(" ", clause)
    if found == 1 and not clause.startswith("is ") and set(around.split()) <= _AROUND_WRONG:
        return True
    return _NOT_ME.search(clause) is not None


def names_another(body: str) -> bool:
    """Whether a text ends in "this isn't Maria"; a name is known by its capital letter only."""
    match = _NAMED.search(body)
    return match is not None and match[1] not in _NO_NAMES
