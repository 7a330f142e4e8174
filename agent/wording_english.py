"""English wording that ends, doubts or does not touch consent (S2, S3, S14, S15): data, compiled once.

Rules are tried in order on one clause in plain lower-case words; the first that matches decides. Ordinary talk comes
before the wording that it resembles.
"""

from __future__ import annotations

from typing import Final

from agent.english import (
    AFTER,
    BEFORE,
    BETWEEN,
    CALL_OR,
    CONTACT_VERB,
    ING,
    LISTED,
    ME,
    NOT_THEM,
    NOUNS,
    SELF,
    UNSUBSCRIBE,
    UNTIL,
)
from agent.wording import Rule, rule

ORDINARY: Final = (
    rule(
        None,
        r"\b(?:reply|text|txt|send|type|respond|press) (?:with )?(?:the word )?(?:stop|cancel|end"
        r"|quit) (?:to|for|if|2)\b",
    ),
    rule(
        None,
        rf"^(?:to|2) (?:stop|end|opt out|{UNSUBSCRIBE})\b.* (?:text|txt|reply|send|call)\b|\byou (?:can"
        rf"|are now) (?:{UNSUBSCRIBE})\b",
    ),
    rule(
        None,
        r"\b(?:dont|do not|never|didnt|did not|not|please not) (?:ever |want (?:you )?to |want to be "
        r"|ask(?:ed)? (?:you )?to |mean to )?"
        rf"(?:taken?|removed?|deleted?|drop(?:ped)?|get|kick(?:ed)?) {SELF} (?:off|from|out)\b",
    ),
    rule(
        None,
        r"\b(?:never|didnt|did not|dont|do not|havent|wasnt) (?:\w+ )?(?:say|said|text|texted|send|sent"
        r"|type|typed|reply|replied|opt|opted|ask|asked)"
        r"(?: you)?(?: to)? (?:stop|out|unsubscribe)\b(?! (?:texting|messaging|spamming) me)",
    ),
    rule(
        None,
        r"\b(?:if|when|whenever|once|what happens|unless) (?:i|we|you|u|they) "
        r"(?:say|text|txt|reply|send|type|respond|answer)"
        r"(?: back)?(?: with)? (?:stop|cancel|end|quit|unsubscribe)\b",
    ),
    rule(None, rf"\b(?:{UNSUBSCRIBE}) (?:is|isnt|was|wasnt|button|link|page)\b"),
    rule(None, rf"(?:{UNSUBSCRIBE}) (?:with|send|text|txt|reply|by)\b"),
    rule(None, r"\bsu[bs]?s?cription to (?!your|ur|the|this|these|those|my|it)"),
    rule(
        None,
        r"\b(?:why|when|how come|how long) (?:did|do|does|have|has|would|are|is) (?:you|u|i|we"
        r"|they|my|the|it)\b.*\b(?:stop|quit)\b",
    ),
    rule(None, r"^(?:did|have|has|do) (?:you|u|i|we|my|they|it)\b.*\b(?:stop|quit)\b"),
    rule(
        None,
        r"\b(?:dont|do not|never|didnt|did not|not|wont|will not|wouldnt|would not) "
        r"(?:want to |wanna |need to |mean to |trying to )?"
        rf"(?:stop|quit|end|revoke|cancel|opt (?:me )?out|optout|{UNSUBSCRIBE})\b"
        r"(?! (?:texting|messaging|spamming))",
    ),
    rule(
        None,
        rf"\b(?:accident\w*|mistake\w*|by error|oops)\b.*(?:{UNSUBSCRIBE}|opt\w* out|stop)|(?:{UNSUBSCRIBE}"
        r"|opt\w* out).*\b(?:accident\w*|mistake\w*)",
    ),
    rule(
        None,
        rf"\b(?:was|am|why|been|get|got|still|if|were|are) (?:i |we )?(?:already )?(?:{UNSUBSCRIBE}"
        r"|opted out)\b",
    ),
    rule(None, r"\b(?:driver|courier|mailman|postman|ups|fedex|usps|dhl|delivery (?:guy|man|person))\b"),
    rule(None, r"\bgift (?:message|note|text|receipt)|\bmessage on (?:the|my)\b|\bengrav"),
)

LISTS: Final = (
    rule(
        None,
        r"\b(?:remove|delete|take|forget|lose)\b.*\bnumber\b.*\b(?:add|use|put|replace|instead"
        r"|update|new)\b",
    ),
    rule(
        "doubtful",
        r"\b(?:remove|delete) (?:my|this|the) (?:phone )?(?:number|cell) (?:from|off|on) (?:my"
        r"|the) (?:order|account|profile)",
    ),
    rule(
        "wording",
        rf"\b(?:removed?|take|delete|drop|scratch|get|cross|block) {SELF} (?:off|from|out of) (?:of )?(?:all |any )?"
        rf"(?:your|the|this|ur|these|that|ya|yall)? ?(?:{LISTED} )*"
        r"(?:lists?|texts|messages|database|system|notifications|alerts)\b",
    ),
    rule(
        "wording",
        rf"^{BEFORE}(?:(?:can|could|would|will) (?:you|u) )?{BEFORE}(?:i (?:want|need) you to )?(?:take"
        r" me off|remove me|delete me"
        r"|(?:remove|delete|lose|forget|erase) (?:my|this) (?:phone )?(?:number|cell|phone"
        rf"|contact)){AFTER}",
    ),
    rule("wording", r"\b(?:lose|forget) (?:my|this) number\b"),
    rule(
        "wording", rf"\b(?:want|get|be|wanna be) (?:me )?off (?:of )?(?:your|this|ur|the|these) (?:{LISTED} )*lists?\b"
    ),
    rule(
        "wording",
        rf"^{BEFORE}(?:remove from (?:your |the |this )?list|take (?:my|this) (?:phone )?(?:number|cell) off){AFTER}",
    ),
)

CONTACT: Final = (
    rule("doubtful", rf"\b(?:stop|quit|dont|do not|never) {CONTACT_VERB}(?:ing|ting|ning|s)?{ME}? {UNTIL}\b"),
    rule("doubtful", rf"\b(?:wont|will not|never|cant) (?:you )?(?:stop|quit) {CONTACT_VERB}"),
    rule(
        "wording",
        r"\b(?:stop|quit|cease|desist|desist from|refrain from) (?:please |fucking |freaking |fkn |f ing |effing "
        r"|constantly |always |calling (?:and|or) )?"
        rf"{CONTACT_VERB}{ING}?(?:{ME}|{AFTER})",
    ),
    rule(
        "wording",
        rf"{NOT_THEM}\b(?:dont|do not|donot|never|not to) (?:ever |please |you dare )?"
        rf"{CALL_OR}{CONTACT_VERB}(?:{ME}|{AFTER})",
    ),
    rule(
        "wording",
        rf"{NOT_THEM}\b(?:dont|do not|donot|never) (?:ever |please )?(?:send|give)(?: me"
        rf"| us)? {BETWEEN}{NOUNS}\b",
    ),
    rule("wording", r"\b(?:stop|quit) (?:hitting me up|blowing up my (?:phone|cell))\b"),
    rule(
        "wording",
        r"\b(?:told|asked|begged|warned) (?:you|u|yall)(?: guys| people)? (?:to stop|to quit|not"
        rf" to|never to|dont|do not)(?: {CONTACT_VERB}|$)",
    ),
    rule("wording", rf"\b(?:may not|can not|cannot|cant|no longer) {CONTACT_VERB}{ME}\b"),
    rule(
        "wording",
        r"\b(?:stop|quit) sending (?:me |us )?(?:this|these|those|stuff|things|crap|shit|junk"
        r"|bullshit|anything)(?: (?:stuff|crap|shit|things))?$",
    ),
    rule(
        "wording",
        r"\b(?:stop|quit|cease|end|discontinue|halt|turn off|disable|cancel|kill|no"
        rf" more) {BETWEEN}{NOUNS}\b(?! (?:order|box|card))",
    ),
    rule("wording", rf"^{BEFORE}(?:i (?:want|said) )?(?:absolutely )?no (?:more |further )?{BETWEEN}{NOUNS}{AFTER}"),
    rule(
        "wording",
        r"\b(?:dont|do not|no longer|didnt|never) (?:want|wish|like|need|care|wanna)(?: you)?(?:"
        r" to)? "
        rf"(?:(?:get|receive|have|be getting|be receiving|send|be sent|see) )?{BETWEEN}(?:texts"
        r"|txts|text messages|messages|msgs|sms|spam|ads|promos)\b",
    ),
    rule(
        "wording",
        r"\b(?:dont|do not|no longer) (?:want|wish|care) to (?:get|receive) (?:any of )?(?:these"
        r"|those|this|them|anything)(?: from you)?$",
    ),
    rule(
        "wording",
        r"\b(?:dont|do not|no longer) (?:want|wish|like|care)(?: to)? "
        r"(?:be )?(?:being )?(?:texted|contacted|messaged|on (?:your|this|the) list)",
    ),
    rule(
        "wording",
        rf"\b(?:i|we|ive|already) (?:\w+ ){{0,2}}(?:(?:said|texted|sent|typed|replied) "
        rf"(?:you )?stop|{UNSUBSCRIBE}|opted out){AFTER}",
    ),
    rule(
        "wording",
        r"\b(?:dont|do not|never) (?:ever )?send (?:me|us) (?:anything|nothing|stuff|shit)(?: anymore| else| again)?$",
    ),
    rule(
        "wording", r"\b(?:never|dont|do not) (?:ever )?want to hear from (?:you|u|yall|this)\b|\bstop subscribing me\b"
    ),
    rule("wording", rf"\bmake {BETWEEN}{NOUNS} stop\b|\b{NOUNS}(?: already| please| now)? stop$"),
)

CONSENT: Final = (
    rule(
        "doubtful",
        rf"\b(?:{UNSUBSCRIBE}|cancel|cancell?ing|stop|end|quit)\b(?: \w+){{0,6}} "
        r"(?:news ?let+ers?|e ?mails?|e ?mailing)\b",
        "marketing",
    ),
    rule(
        "wording",
        rf"\b(?:{UNSUBSCRIBE})(?: (?:me|us|my number|this number|from|off|to|of|your|ur|the|all|these"
        rf"|this|any|everything|it|list|lists|{NOUNS}))*{AFTER}",
    ),
    rule("wording", rf"\b(?:{UNSUBSCRIBE})\b", "subscription"),
    rule(
        "wording",
        r"\b(?:cancel\w*|stop|end|quit|terminate|discontinue|drop)\b(?: \w+){0,4}"
        r" su[bs]s?cripti?ons?\b",
        "subscription",
    ),
    rule(
        "wording",
        r"\bopt(?:ing|ed)? ?(?:me |us |my number )?out(?: (?:me|us|of|from|your|ur|the|all|these"
        rf"|this|any|everything|it|list|program|future|{NOUNS}))*{AFTER}",
    ),
    rule("doubtful", r"\bopt(?:ing)? (?:me |us )?out\b"),
    rule(
        "wording",
        r"\b(?:revoke|withdraw|rescind|withdrawing|revoking) (?:my |all |any )*(?:consent"
        r"|permission|authorization)",
    ),
    rule(
        "wording",
        r"\b(?:do not|dont|did not|didnt|never|no) (?:give |gave |have |you |u |consent|consented|my "
        r"|any )*"
        r"(?:permission|consent|consented|authorization)? ?to (?:be )?(?:text|texted|contact"
        r"|contacted|message|messaged)\b",
    ),
    rule("wording", r"^stop ?(?:2|to|and) ?(?:quit|end|stop|opt ?out|cancel|unsubscribe)"),
    rule("wording", rf"^{BEFORE}leave (?:me|us) (?:the \w+ |tf )?alone\b"),
    rule("wording", rf"^{BEFORE}(?:can|could|would|will|cant) (?:you|u|ya) {BEFORE}stop{AFTER}"),
)

DOUBTFUL: Final = (
    rule("doubtful", r"^how (?:can|do) i stop (?:these|this|them|it)$|^i (?:want|would like|need|wanna) to stop$"),
    rule("doubtful", rf"^{BEFORE}enough(?: of this)?{AFTER}"),
    rule(
        "doubtful",
        r"\bwhy (?:do|are|r|does|would|must) (?:you|u|ya|yall|they|these people|this number)"
        rf"(?: \w+){{0,3}} {CONTACT_VERB}(?:ing|ming|ting|ging)?(?:{ME}|$)",
    ),
    rule(
        "doubtful",
        rf"\bwhy (?:do|are|does) (?:you|u|yall|they)(?: \w+){{0,3}} (?:sending|send"
        rf"|keep) {BETWEEN}{NOUNS}\b|\bwhy (?:am|do) i (?:still |keep |always )*"
        rf"(?:get|getting|receiving) (?:{BETWEEN}{NOUNS}\b|(?:these|this|them|those)$)",
    ),
    rule(
        "doubtful",
        r"\b(?:how|where) did (?:you|u|yall) get (?:my|this) number|\bwho gave (?:you|u) (?:my"
        r"|this) number",
    ),
    rule(
        "doubtful",
        rf"\b(?:too|so|way too) many {BETWEEN}(?:texts|txts|messages|msgs|ads|promos"
        r"|notifications)\b",
    ),
    rule("doubtful", rf"\b(?:sick|tired|over|done|fed up) (?:of|with) {BETWEEN}{NOUNS}\b"),
    rule(
        "doubtful",
        r"\b(?:never|didnt|did not|dont remember) (?:\w+ )?(?:signed|sign|signing"
        rf"|subscribed?|subscribing|opted|opt|asked|ask)(?: up| in)?(?: for| to)? ?{BETWEEN}"
        rf"(?:(?:this|these)$|(?:this|these) {NOUNS}|{NOUNS}|$)",
    ),
    rule("doubtful", rf"^{BEFORE}(?:fuck off|f off|piss off|go away|buzz off|get lost|screw off|back off){AFTER}"),
    rule("doubtful", rf"^{BEFORE}(?:make it stop|stop it|stop this|stop that|remove|no more|no more of this){AFTER}"),
    rule(
        "doubtful",
        rf"{NOT_THEM}\b(?:stop|quit|dont|do not|never) (?:calling|call|phoning|phone) (?:me|us"
        r"|this number)\b",
    ),
    rule(
        "doubtful",
        r"\breport(?:ing|ed)? (?:you|this|u|ur)(?: \w+){0,3} spam|\b(?:report|complain)\w* .*\b"
        r"(?:fcc|ftc)\b|\btcpa\b|\bdo not call (?:list|registry)|\bblock(?:ing|ed)? (?:you|u"
        r"|this number|ur number)\b",
    ),
    rule("doubtful", r"^(?:this is )?spam(?:mers?)?$"),
    rule(
        "doubtful",
        rf"^{BEFORE}(?:who is this|whos this|who this|who dis|who dis is|who is it|who (?:is|r u|are"
        r" you|keeps) texting(?: me)?|whos texting(?: me)?|who is messaging me|do i know (?:you"
        rf"|u)){AFTER}",
        "identity",
    ),
    rule(
        "doubtful",
        r"\bi (?:have no|dont have an?y?|do not have an?y?) (?:orders?|account) with (?:you|u)\b"
        r"|\b(?:never|didnt|did not) order(?:ed)? (?:anything(?: from (?:you|u))?|from (?:you|u))$",
        "identity",
    ),
    rule("doubtful", r"^(?:sorry )?i (?:dont|do not) know (?:who this is|you|who you are)\b", "identity"),
)

RULES: Final[tuple[Rule, ...]] = (*ORDINARY, *LISTS, *CONTACT, *CONSENT, *DOUBTFUL)
