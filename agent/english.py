"""English words that opt-out wording is made of: courtesies, typos, and pattern pieces for the rules.

Pieces are pattern sources over plain lower-case words; those that start or end with a space say where it stands.
"""

from __future__ import annotations

from typing import Final

COURTESIES: Final = frozenset("please pls plz plse pleas thanks thank you thx ty kindly".split())
FILLERS: Final = COURTESIES | frozenset(
    (
        "ok okay now already just immediately asap right away omg "
        "ugh hi hey hello guys yall dude bro man lol sir maam god damn fuck fucking "
        "fkn yes yeah yep i said me this instant seriously and"
    ).split()
)
"""Words that change nothing around a reserved word: "STOP PLEASE" is STOP."""

HESITATION: Final = frozenset("no wait nvm nevermind hold on hang actually sorry oops one sec".split())

TYPOS: Final = frozenset("sotp stpo tsop stopp stp sttop unsub unsuscribe unsubcribe unsubscibe".split()) | {
    "sto p",
    "st op",
    "s top",
}
"""STOP and UNSUBSCRIBE as hurried thumbs write them; only as a whole text."""

BEFORE = (
    r"(?:(?:please|pls|plz|kindly|ok|okay|just|omg|ugh|hey|hi|hello|now|already|guys|again|thanks|thank you|ever|sorry"
    r"|lol|bro|bruh|dude|man|yo) )*"
)
AFTER = (
    r"(?: (?:please|pls|plz|now|already|asap|immediately|again|thanks|thank you|anymore"
    r"|any more|ever|ok|guys|lol|at all))*$"
)
NOUNS = (
    r"(?:texts|txts|texting|text messages|messages|msgs|mssgs|messaging|sms|spam|spamming|notifications|alerts|promos?"
    r"|promotions|ads|advertisements|marketing|blasts|reminders|text|txt|solicitations)"
)
_FLOOD = r"so many|stupid|damn|fucking|freaking|annoying|unwanted|constant|random|automated|more|future|further"
BETWEEN = (
    r"(?:(?:sending|getting|receiving|giving|delivering|with|w|it|all|all of|any|me|us|the|these|those|this|your|ur|ya"
    rf"|{_FLOOD}|marketing|promotional|promo|spam|text|sms"
    r"|to get|to receive|to send|order|shipping|of|from) ){0,7}"
)
ME = r"(?: (?:me|us|this (?:number|phone)|(?:my|her|his|their|my [a-z]+s) (?:phone|number|cell)|here))"
CONTACT_VERB = r"(?:text|txt|message|messaging|msg|spam|contact|bother|harass|sms|pester|bug|annoy|solicit)"
CALL_OR = r"(?:(?:call|phone|e ?mail)(?: me)? (?:or|and|nor) )?"
ING = r"(?:ing|in|ming|min|ging|gin|ting|tin|ning)"
SELF = r"(?:me|us|my (?:name|number|phone|cell|phone number|info|contact)|this (?:number|phone))"
LISTED = (
    r"(?:text|texting|sms|marketing|mailing|contact|phone|call|message|messaging|promo|distribution"
    r"|stupid|damn|fucking)"
)
NOT_THEM = r"(?<!you )(?<!they )(?<! u )(?<!he )(?<!she )(?<!it )(?<!people )"
UNSUBSCRIBE = r"uns[ub]{1,4}[sc]{0,3}[ri]{1,3}b+e?(?:d|ing|e)?|unsub|un subscribe|unsuscribe|unsubscibe"
UNTIL = (
    r"(?:about|before|after|until|till|unless|while|during|at (?:work|night|this hour)|so"
    r" (?:late|early)|tonight|today|when)"
)
