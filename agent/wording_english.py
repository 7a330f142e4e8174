"""English wording that ends, doubts or does not touch consent (S2, S3, S14, S15): data, compiled once.

Rules are tried in order on one clause in plain lower-case words; the first that matches decides. Ordinary talk comes
before the wording that it resembles.
"""

from __future__ import annotations

import re
from typing import Final

from agent.wording import Kind, Rule, Scope

FILLERS: Final = frozenset(
    (
        "please pls plz plse pleas thanks thank you thx ty ok okay now already just immediately asap right away omg "
        "ugh hi hey hello guys yall dude bro man lol sir maam god damn fuck fucking "
        "fkn i said me this instant kindly seriously"
    ).split()
)
"""Words that change nothing around a reserved word: "STOP PLEASE" is STOP."""

HESITATION: Final = frozenset("no wait nvm nevermind hold on hang actually sorry oops one sec".split())

TYPOS: Final = frozenset("sotp stpo tsop stopp stp sttop unsub unsuscribe unsubcribe unsubscibe".split())
"""STOP and UNSUBSCRIBE as hurried thumbs write them; only as a whole text."""

_F = (
    r"(?:(?:please|pls|plz|ok|okay|just|omg|ugh|hey|hi|hello|now|already|guys|again|thanks|thank you|ever|sorry|lol) )*"
)
_E = (
    r"(?: (?:please|pls|plz|now|already|asap|immediately|again|thanks|thank you|anymore"
    r"|any more|ever|ok|guys|lol|at all))*$"
)
_NOUNS = (
    r"(?:texts|txts|texting|text messages|messages|msgs|mssgs|messaging|sms|spam|spamming|notifications|alerts|promos"
    r"|promotions|ads|advertisements|marketing|blasts|reminders|text|txt|solicitations)"
)
_FLOOD = r"so many|stupid|damn|fucking|freaking|annoying|unwanted|constant|random|automated|more|future|further"
_BETWEEN = (
    r"(?:(?:sending|getting|receiving|giving|delivering|with|all|all of|any|me|us|the|these|those|this|your|ur|ya"
    rf"|{_FLOOD}|marketing|promotional|promo|spam|text|sms"
    r"|to get|to receive|to send|order|shipping|of|from) ){0,7}"
)
_ME = r"(?: (?:me|us|this number|my (?:phone|number|cell)|here))"
_CONTACT = r"(?:text|txt|message|messaging|msg|spam|contact|bother|harass|sms|pester|bug|annoy)"
_SELF = r"(?:me|us|my (?:name|number|phone|cell|phone number)|this (?:number|phone))"
_LISTED = (
    r"(?:text|texting|sms|marketing|mailing|contact|phone|call|message|messaging|promo|distribution"
    r"|stupid|damn|fucking)"
)
_NOT_THEM = r"(?<!you )(?<!they )(?<! u )(?<!he )(?<!she )(?<!it )(?<!people )"
_UNSUB = r"uns[ub]{1,3}s?c?ri?b+e?(?:d|ing)?|unsub|un subscribe|unsuscribe|unsubscibe"
_UNTIL = (
    r"(?:about|before|after|until|till|unless|while|during|at (?:work|night|this hour)|so"
    r" (?:late|early)|tonight|today|when)"
)


def _rule(kind: Kind | None, pattern: str, scope: Scope = "everything") -> Rule:
    return Rule(re.compile(pattern), kind, scope)


ORDINARY: Final = (
    _rule(
        None,
        r"\b(?:reply|text|txt|send|type|respond|press) (?:with )?(?:the word )?(?:stop|cancel|end"
        r"|quit) (?:to|for|if|2)\b",
    ),
    _rule(
        None,
        rf"^(?:to|2) (?:stop|end|opt out|{_UNSUB})\b.* (?:text|txt|reply|send|call)\b|\byou (?:can"
        rf"|are now) (?:{_UNSUB})\b",
    ),
    _rule(None, rf"(?:{_UNSUB}) (?:with|send|text|txt|reply|by)\b"),
    _rule(None, r"\bsu[bs]?s?cription to (?!your|ur|the|this|these|those|my|it)"),
    _rule(
        None,
        r"\b(?:why|when|how come|how long) (?:did|do|does|have|has|would|are|is) (?:you|u|i|we"
        r"|they|my|the|it)\b.*\b(?:stop|quit)\b",
    ),
    _rule(None, r"^(?:did|have|has|do) (?:you|u|i|we|my|they|it)\b.*\b(?:stop|quit)\b"),
    _rule(
        None,
        r"\b(?:dont|do not|never|didnt|did not|not) (?:want to |wanna |need to |mean to |trying"
        r" to )?"
        rf"(?:stop|quit|end|revoke|cancel|opt (?:me )?out|optout|{_UNSUB})\b(?! (?:texting"
        r"|messaging|spamming) me)",
    ),
    _rule(
        None,
        rf"\b(?:accident\w*|mistake\w*|by error|oops)\b.*(?:{_UNSUB}|opt\w* out|stop)|(?:{_UNSUB}"
        r"|opt\w* out).*\b(?:accident\w*|mistake\w*)",
    ),
    _rule(
        None,
        rf"\b(?:was|am|why|been|get|got|still|if|were|are) (?:i |we )?(?:already )?(?:{_UNSUB}"
        r"|opted out)\b",
    ),
    _rule(None, r"\b(?:driver|courier|mailman|postman|ups|fedex|usps|dhl|delivery (?:guy|man|person))\b"),
    _rule(None, r"\bgift (?:message|note|text|receipt)|\bmessage on (?:the|my)\b|\bengrav"),
)

LISTS: Final = (
    _rule(
        None,
        r"\b(?:remove|delete|take|forget|lose)\b.*\bnumber\b.*\b(?:add|use|put|replace|instead"
        r"|update|new)\b",
    ),
    _rule(
        "doubtful",
        r"\b(?:remove|delete) (?:my|this|the) (?:phone )?(?:number|cell) (?:from|off|on) (?:my"
        r"|the) (?:order|account|profile)",
    ),
    _rule(
        "wording",
        rf"\b(?:remove|take|delete|drop|scratch|get|cross) {_SELF} (?:off|from|out of) (?:of )?(?:all |any )?"
        rf"(?:your|the|this|ur|these|that|ya|yall)? ?(?:{_LISTED} )*"
        r"(?:lists?|texts|messages|database|system|notifications|alerts)\b",
    ),
    _rule(
        "wording",
        rf"^{_F}(?:(?:can|could|would|will) (?:you|u) )?{_F}(?:i (?:want|need) you to )?(?:take"
        r" me off|remove me|delete me"
        r"|(?:remove|delete|lose|forget|erase) (?:my|this) (?:phone )?(?:number|cell|phone"
        rf"|contact)){_E}",
    ),
    _rule("wording", r"\b(?:lose|forget) (?:my|this) number\b"),
)

CONTACT: Final = (
    _rule("doubtful", rf"\b(?:stop|quit|dont|do not|never) {_CONTACT}(?:ing|ting|ning|s)?{_ME}? {_UNTIL}\b"),
    _rule("doubtful", rf"\b(?:wont|will not|never|cant) (?:you )?(?:stop|quit) {_CONTACT}"),
    _rule(
        "wording",
        r"\b(?:stop|quit|cease|desist|desist from|refrain from) (?:please |fucking |freaking "
        r"|constantly |always )?"
        rf"{_CONTACT}(?:ing|ming|ging|ting)?(?:{_ME}|{_E})",
    ),
    _rule(
        "wording",
        rf"{_NOT_THEM}\b(?:dont|do not|donot|never|not to) (?:ever |please )?"
        rf"{_CONTACT}(?:{_ME}|{_E})",
    ),
    _rule(
        "wording",
        rf"{_NOT_THEM}\b(?:dont|do not|donot|never) (?:ever |please )?(?:send|give)(?: me"
        rf"| us)? {_BETWEEN}{_NOUNS}\b",
    ),
    _rule("wording", r"\b(?:stop|quit) (?:hitting me up|blowing up my (?:phone|cell))\b"),
    _rule(
        "wording",
        r"\b(?:told|asked|begged|warned) (?:you|u|yall)(?: guys| people)? (?:to stop|to quit|not"
        rf" to|never to|dont|do not)(?: {_CONTACT}|$)",
    ),
    _rule("wording", rf"\b(?:may not|can not|cannot|cant|no longer) {_CONTACT}{_ME}\b"),
    _rule(
        "wording",
        r"\b(?:stop|quit) sending (?:me |us )?(?:this|these|those|stuff|things|crap|shit|junk"
        r"|bullshit|anything)(?: (?:stuff|crap|shit|things))?$",
    ),
    _rule(
        "wording",
        r"\b(?:stop|quit|cease|end|discontinue|halt|turn off|disable|cancel|kill|no"
        rf" more) {_BETWEEN}{_NOUNS}\b(?! (?:order|box|card))",
    ),
    _rule("wording", rf"^{_F}(?:i (?:want|said) )?(?:absolutely )?no (?:more |further )?{_BETWEEN}{_NOUNS}{_E}"),
    _rule(
        "wording",
        r"\b(?:dont|do not|no longer|didnt|never) (?:want|wish|like|need|care|wanna)(?: you)?(?:"
        r" to)? "
        rf"(?:(?:get|receive|have|be getting|be receiving|send|be sent|see) )?{_BETWEEN}(?:texts"
        r"|txts|text messages|messages|msgs|sms|spam|ads|promos)\b",
    ),
    _rule(
        "wording",
        r"\b(?:dont|do not|no longer) (?:want|wish|care) to (?:get|receive) (?:any of )?(?:these"
        r"|those|this|them|anything)(?: from you)?$",
    ),
    _rule(
        "wording",
        r"\b(?:dont|do not|no longer) (?:want|wish|like|care)(?: to)? "
        r"(?:be )?(?:being )?(?:texted|contacted|messaged|on (?:your|this|the) list)",
    ),
    _rule(
        "wording",
        rf"\b(?:i|we|ive|already) (?:\w+ ){{0,2}}(?:(?:said|texted|sent|typed|replied) "
        rf"(?:you )?stop|{_UNSUB}|opted out){_E}",
    ),
)

CONSENT: Final = (
    _rule(
        "doubtful",
        rf"\b(?:{_UNSUB}|cancel|cancell?ing|stop|end|quit)\b(?: \w+){{0,6}} "
        r"(?:news ?let+ers?|e ?mails?|e ?mailing)\b",
        "marketing",
    ),
    _rule(
        "wording",
        rf"\b(?:{_UNSUB})(?: (?:me|us|my number|this number|from|off|to|of|your|ur|the|all|these"
        rf"|this|any|everything|it|list|lists|{_NOUNS}))*{_E}",
    ),
    _rule("wording", rf"\b(?:{_UNSUB})\b", "subscription"),
    _rule(
        "wording",
        r"\b(?:cancel\w*|stop|end|quit|terminate|discontinue|drop)\b(?: \w+){0,4}"
        r" su[bs]s?cripti?ons?\b",
        "subscription",
    ),
    _rule(
        "wording",
        r"\bopt(?:ing|ed)? ?(?:me |us |my number )?out(?: (?:me|us|of|from|your|ur|the|all|these"
        rf"|this|any|everything|it|list|program|future|{_NOUNS}))*{_E}",
    ),
    _rule("doubtful", r"\bopt(?:ing)? (?:me |us )?out\b"),
    _rule(
        "wording",
        r"\b(?:revoke|withdraw|rescind|withdrawing|revoking) (?:my |all |any )*(?:consent"
        r"|permission|authorization)",
    ),
    _rule(
        "wording",
        r"\b(?:do not|dont|did not|didnt|never|no) (?:give |gave |have |consent|consented|my "
        r"|any )*"
        r"(?:permission|consent|consented|authorization)? ?to (?:be )?(?:text|texted|contact"
        r"|contacted|message|messaged)\b",
    ),
    _rule("wording", r"^stop ?(?:2|to|and) ?(?:quit|end|stop|opt ?out|cancel|unsubscribe)"),
    _rule("wording", rf"^{_F}leave (?:me|us) (?:the \w+ |tf )?alone\b"),
    _rule("wording", rf"^{_F}(?:can|could|would|will|cant) (?:you|u|ya) {_F}stop{_E}"),
)

DOUBTFUL: Final = (
    _rule("doubtful", rf"^{_F}enough(?: (?:is enough|of this|with (?:the|these|this|your) {_NOUNS}))?{_E}"),
    _rule(
        "doubtful",
        r"\bwhy (?:do|are|r|does|would|must) (?:you|u|ya|yall|they|these people|this number)"
        rf"(?: \w+){{0,3}} {_CONTACT}(?:ing|ming|ting|ging)?(?:{_ME}|$)",
    ),
    _rule(
        "doubtful",
        rf"\bwhy (?:do|are|does) (?:you|u|yall|they)(?: \w+){{0,3}} (?:sending|send"
        rf"|keep) {_BETWEEN}{_NOUNS}\b|\bwhy am i (?:getting|receiving) {_BETWEEN}{_NOUNS}\b",
    ),
    _rule(
        "doubtful",
        r"\b(?:how|where) did (?:you|u|yall) get (?:my|this) number|\bwho gave (?:you|u) (?:my"
        r"|this) number",
    ),
    _rule(
        "doubtful",
        rf"\b(?:too|so|way too) many {_BETWEEN}(?:texts|txts|messages|msgs|ads|promos"
        r"|notifications)\b",
    ),
    _rule("doubtful", rf"\b(?:sick|tired|over|done|fed up) (?:of|with) {_BETWEEN}{_NOUNS}\b"),
    _rule(
        "doubtful",
        r"\b(?:never|didnt|did not|dont remember) (?:\w+ )?(?:signed|sign|signing"
        rf"|subscribed?|subscribing|opted|opt|asked|ask)(?: up| in)?(?: for| to)? ?{_BETWEEN}"
        rf"(?:this|these|{_NOUNS}|$)",
    ),
    _rule("doubtful", rf"^{_F}(?:fuck off|f off|piss off|go away|buzz off|get lost|screw off|back off){_E}"),
    _rule("doubtful", rf"^{_F}(?:make it stop|stop it|stop this|stop that|remove|no more|no more of this){_E}"),
    _rule(
        "doubtful",
        rf"{_NOT_THEM}\b(?:stop|quit|dont|do not|never) (?:calling|call|phoning|phone) (?:me|us"
        r"|this number)\b",
    ),
    _rule(
        "doubtful",
        r"\breport(?:ing|ed)? (?:you|this|u|ur)(?: \w+){0,3} spam|\b(?:report|complain)\w* .*\b"
        r"(?:fcc|ftc)\b|\btcpa\b|\bdo not call (?:list|registry)|\bblock(?:ing|ed)? (?:you|u"
        r"|this number|ur number)\b",
    ),
    _rule("doubtful", r"^(?:this is )?spam(?:mers?)?$"),
    _rule(
        "doubtful",
        rf"^{_F}(?:who is this|whos this|who this|who dis|who dis is|who is it|who (?:is|r u|are"
        r" you|keeps) texting(?: me)?|whos texting(?: me)?|who is messaging me|do i know (?:you"
        rf"|u)){_E}",
        "identity",
    ),
    _rule(
        "doubtful",
        r"\bi (?:have no|dont have an?y?|do not have an?y?) (?:orders?|account) with (?:you|u)\b"
        r"|\b(?:never|didnt|did not) order(?:ed)? (?:anything(?: from (?:you|u))?|from (?:you|u))$",
        "identity",
    ),
    _rule("doubtful", r"^(?:sorry )?i (?:dont|do not) know (?:who this is|you|who you are)\b", "identity"),
)

RULES: Final = (*ORDINARY, *LISTS, *CONTACT, *CONSENT, *DOUBTFUL)
