"""English wording of being taken off, left in peace, or not agreeing, beyond the plain verbs of texting (S2): data.

Tried after the rules of `agent.wording_english`, on one clause in plain lower-case words; the first match decides.
"""

from __future__ import annotations

from typing import Final

from agent.english import AFTER, BEFORE, BETWEEN, CALL_OR, CONTACT_VERB, LISTED, ME, NOUNS, SELF, UNSUBSCRIBE
from agent.wording import Rule, rule

_ERASE = r"(?:erase|wipe|scrub|purge|exclude|omit|un ?enroll|unregister|deregister|deactivate)"
_PHONE = r"(?:my|this) (?:phone )?(?:number|phone|cell)"
_OUR_LIST = rf"(?:your|the|this|ur|these|that|all) (?:{LISTED} )*(?:lists?|texts|messages|database|system|alerts)"
_TEXTS = r"(?:texts|txts|msgs|messages|sms|text (?:messages|alerts|updates)|spam|promos|ads)"

_WHERE = r"(?:your|ur|the|this|that|these|those|all|any)"
_THING = r"(?:thing|things|stuff|list|lists|program|service|crap|shit|nonsense|thread|chat|group|blast|chain)"
_TOLD = (
    r"(?:say|says|saying|said|tell|telling|told|ask|asking|asked|text|texting|texted|type|typing|typed|repl(?:y|ying|ied)"
    r"|request(?:ed|ing)?|sent|send)"
)
_STOP = r"(?:stop|quit|unsubscribe|opt out|be removed|be taken off|get removed)"
_SINCE = (
    r"(?:(?:\w+ )?(?:days?|weeks?|months?|years?) ago|yesterday|before|already|last (?:week|month|time|year|night)"
    r"|(?:\w+ )?times|twice|earlier|long ago|this morning)"
)

RULES: Final[tuple[Rule, ...]] = (
    rule(
        "wording",
        rf"\b(?:take|get|remove|delete|drop|pull|leave|keep|cut) (?:me|us|my (?:phone )?number|this number) "
        rf"(?:off|from|out)(?: of)? (?:{_WHERE} )*(?:{LISTED} )*(?:(?:future |more )*{NOUNS}|{_THING})\b"
        r"(?! (?:order|box|card|when|once))",
    ),
    rule("wording", r"\b(?:take|get|keep|remove) it off (?:of )?(?:your|ur) (?:\w+ )?list\b"),
    rule(
        "wording",
        rf"^{BEFORE}(?:(?:can|could|would|will|why|pls|and) )?(?:(?:you|u|ya|yall|you guys|you people) )?"
        rf"{BEFORE}not {CALL_OR}{CONTACT_VERB}{ME}{AFTER}",
    ),
    rule(
        "wording",
        r"\b(?:how (?:many|much)|(?:\w+ )?times?|tired of|sick of|done|keep|kept|have|had|i|ive|already|been)\b"
        r"(?: \w+){0,4} "
        rf"{_TOLD}(?:ing)?(?: (?:you|u|yall|them|guys|people|it))?(?: to| for)? {_STOP}(?: {_SINCE})?{AFTER}",
    ),
    rule(
        "wording",
        rf"^{BEFORE}(?:(?:i|ive|we|have|had|already) )*(?:{UNSUBSCRIBE}|opted out|asked (?:you )?to be removed"
        r"|(?:said|texted|replied|sent) "
        rf"stop)(?: \w+)? ?{_SINCE}",
    ),
    rule(
        "wording",
        rf"^{BEFORE}(?:i said |i want )?enough (?:of |with |w )?{BETWEEN}{NOUNS}(?: from \w+(?: people)?)?{AFTER}",
    ),
    rule("wording", rf"^{BEFORE}(?:(?:you|u|can|could|would|will) )*(?:stop|quit) sending{AFTER}"),
    rule("doubtful", rf"^{BEFORE}no more(?: of)? (?:these|those|this|it|them|that){AFTER}"),
    rule(
        "doubtful",
        rf"^{BEFORE}(?:(?:can|could|would|will) (?:you|u) )?(?:please )?"
        rf"(?:turn|shut|switch) (?:these|them|this|it) off{AFTER}",
    ),
    rule("wording", rf"^{BEFORE}{_ERASE} {SELF}(?: (?:from|off|out of) {_OUR_LIST})?{AFTER}"),
    rule("wording", rf"\b{_ERASE} {SELF} (?:from|off|out of) {_OUR_LIST}\b"),
    rule("wording", rf"\b(?:be|being|get|have me|get me|want me) (?:removed|taken) (?:from|off) (?:of )?{_OUR_LIST}\b"),
    rule("wording", rf"^{BEFORE}(?:i (?:want|need|would like|wish|ask) to be|(?:have|get) me) removed{AFTER}"),
    rule(
        "wording",
        rf"(?:^{BEFORE}|\b{NOUNS} (?:just )?(?:please )?)(?:take|get) me off"
        rf"(?: (?:this|these|it|here|everything))?{AFTER}",
    ),
    rule(
        "wording",
        r"\b(?:put|add) (?:me|us|my number) (?:on|to|in) (?:your|the|ur|a) "
        r"(?:do not|dont|no) (?:text|contact|sms|message)",
    ),
    rule("wording", r"\b(?:cease|stop|end) all (?:further )?(?:communications?|contact|correspondence)\b"),
    rule("wording", rf"\b(?:turn|shut|switch) {BETWEEN}{_TEXTS} off\b"),
    rule(
        "wording",
        rf"\b(?:cancel|stop|end|deactivate|disable|mute|suspend|quit|cut) (?:all |w |out )?"
        rf"(?:my |the |these )*{_TEXTS}{AFTER}",
    ),
    rule("wording", rf"\b(?:knock|cut) it (?:off|out) with {BETWEEN}{NOUNS}\b"),
    rule("wording", r"^(?:please )?stop everything (?:you|u) send(?: me)?$"),
    rule(
        "wording",
        rf"\b(?:no longer|not) (?:interested in (?:getting |receiving )?|to get |to receive ){BETWEEN}{_TEXTS}\b",
    ),
    rule("wording", rf"\b(?:rather|prefer to|prefer) not (?:to )?(?:get|receive|be sent) {BETWEEN}{_TEXTS}\b"),
    rule("wording", rf"\b(?:do not|dont|did not|didnt|never) (?:consent|agree)(?:ed)? to {BETWEEN}{_TEXTS}\b"),
    rule(
        "wording",
        rf"\b{CONTACT_VERB} (?:me|us|this number) (?:again|one more time)\b.*"
        r"\b(?:report|sue|suing|lawyer|attorney|block)",
    ),
    rule(
        "wording",
        rf"^{BEFORE}(?:for the (?:last|second|third|\d\w*) time|no thanks|no thank you) (?:please )?stop{AFTER}",
    ),
    rule("wording", rf"\b(?:get rid of|remove|take) {_PHONE} (?:out|from (?:all|any|every|your)\b.*|off){AFTER}"),
    rule("wording", rf"^{BEFORE}get rid of {_PHONE}{AFTER}"),
    rule("wording", rf"\bopt {_PHONE} out\b|\b(?:dont|do not|never) hit (?:me|us) up{AFTER}"),
    rule("wording", rf"\bno need to {CONTACT_VERB} (?:me|us){AFTER}"),
    rule(
        "wording",
        rf"\bmake (?:these|them) stop{AFTER}|\b{_TEXTS} (?:need|needs|have|has|must|should|ought) to (?:stop|end)\b",
    ),
    rule("wording", rf"\b{_TEXTS} to (?:stop|end){AFTER}"),
    rule("wording", r"\b(?:no longer|not|dont|do not) want to hear from (?:you|u|yall)\b"),
    rule("wording", rf"^{BEFORE}(?:i want )?no (?:more |further )?contact{AFTER}"),
    rule("wording", r"\b(?:you|u) (?:have been|were|was) (?:asked|told) to stop\b|^this is harassment stop$"),
    rule("wording", r"^stop or i(?:ll| will| am| m)?(?: going to)? (?:file|report|sue|complain|call my)\b"),
    rule("doubtful", rf"^{BEFORE}i (?:just )?want out{AFTER}"),
    rule(
        "doubtful", r"\b(?:dont|do not|never|stop) send(?:ing)? (?:me|us) (?:these|those) (?:anymore|any more|again)$"
    ),
)
