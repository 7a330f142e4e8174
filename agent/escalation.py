"""The topics that always go to a person: found in the customer's words by code, before any model (S67, S82)."""

from __future__ import annotations

import re
import unicodedata

from tools.base import HandoffReason

Rule = tuple[HandoffReason, re.Pattern[str]]


def _rule(reason: HandoffReason, *patterns: str) -> Rule:
    return reason, re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_PERSON = r"(?:real |live |actual |human )?(?:person|human|agent|representative|rep|someone|somebody|operator|manager)"

RULES: tuple[Rule, ...] = (
    _rule(
        HandoffReason.SELF_HARM,
        r"\b(?:kill|hurt|harm|cut) my ?self\b",
        r"\bsuicid(?:e|al)\b",
        r"\bend (?:my life|it all)\b",
        r"\b(?:want|going) to die\b(?! of laugh)",
        r"\b(?:do ?n[o']?t|not) (?:want|wanna|wish) (?:to )?(?:live|be alive|exist|go on living)\b",
        r"\b(?:better off dead|no reason to live|nothing (?:left )?to live for|take my (?:own )?life)\b",
        r"\bwish i (?:was|were) dead\b",
        r"\b(?:me quiero|quiero) (?:morir(?:me)?|matar(?:me)?)\b|\bsuicidar(?:me|se)?\b",
        r"\bno quiero (?:seguir )?vivi(?:r|endo)\b",
    ),
    _rule(
        HandoffReason.INJURY,
        r"\b(?:i|we|he|she|they|my \w+)\b.{0,40}\b(?:got|was|were|been|am|is) (?:badly |seriously )?"
        r"(?:injured|hurt|burn(?:ed|t))\b",
        r"\b(?:injured|hospitali[sz]ed|broke my (?:ankle|leg|foot|arm|wrist|neck|toe))\b",
        r"\b(?:in|at|to)(?: the)? (?:hospital|emergency room|emergency|er|urgent care)\b",
        r"\b(?:allergic reaction|anaphyla\w+|concussion)\b",
        r"\b(?:bad|terrible|nasty|horrible|severe) (?:rash|burns?)\b",
        r"\bme (?:lesione|lastime|queme|corte|fracture|torci|disloque)\b|\breaccion alergica\b",
        r"\b(?:al hospital|urgencias)\b",
        r"\bme (?:rompi|quebre|parti) (?:el|la|un|una) "
        r"(?:tobillo|pierna|pie|brazo|muneca|cuello|dedo|rodilla|mano|nariz)\b",
    ),
    _rule(
        HandoffReason.LEGAL,
        r"\b(?:my|our) (?:lawyer|attorney)s?\b(?! (?:friend|buddy|loves|wants|bought|ordered))",
        r"\b(?:call|get|hir|contact|involv|see)(?:e|ing|ting)? (?:a|an) (?:lawyer|attorney)\b",
        r"\b(?:from|talk(?:ing)? to) (?:a|an) (?:lawyer|attorney)\b",
        r"\b(?:sue|suing) (?:you|your|y'all|this)\b",
        r"\b(?:legal action|lawsuit|small claims|class action|take you to court|see you in court)\b",
        r"\b(?:attorney general|consumer protection|better business bureau|bbb complaint|report you to)\b",
        r"\b(?:abogado|demandar(?:los|te)?|accion legal)\b",
    ),
    _rule(
        HandoffReason.CHARGEBACK,
        r"\bcharge ?back\b",
        r"\b(?:dispute|disputing|reverse) (?:the|this|that|a|my|your) (?:charge|payment|transaction)\b",
        r"\b(?:call|calling|contact|contacting) my (?:bank|credit card|card company)\b",
        r"\b(?:someone|somebody|alguien) (?:else )?(?:used|stole|hacked|uso|robo)\b.{0,15}"
        r"\b(?:card|account|tarjeta|cuenta)\b",
        r"\b(?:fraudulent|unauthori[sz]ed) (?:charge|transaction|payment|order)\b",
    ),
    _rule(
        HandoffReason.HARASSMENT,
        r"\b(?:kill|hurt|find|shoot|stab) (?:you|u|your family|all of you)\b(?! (?:a|the|some|out|guys|online))",
        r"\b(?:harass(?:ed|ing|ment)|stalk(?:ed|ing|er)|threaten(?:ed|ing)?|assault(?:ed)?)\b",
        r"\b(?:racist|sexist|discriminat(?:ed|ing|ion))\b",
    ),
    _rule(
        HandoffReason.ASKED,
        rf"\b(?:talk|speak|chat|connect me|transfer me|text) (?:to|with) (?:an? |the |your |some )?{_PERSON}\b",
        rf"\b(?:get|give|need|want|send)(?: me)? (?:an? |the |your )?{_PERSON}\b(?! to (?:sign|be|receive|pick)|'s)",
        rf"\b{_PERSON} (?:i|we) (?:can|could) (?:talk|speak|chat|text)\b",
        r"\b(?:real|live|actual) (?:person|human|agent)\b(?!.{0,12}\?)",
        r"\bhuman (?:please|pls|now|agent|being please)\b|^\W*(?:human|agent|representative|operator|person)\W*$",
        r"\bcustomer (?:service|support|care)\b(?: please| pls| now)?\W*$",
        r"\b(?:hablar con|quiero|necesito|pasame con) (?:una?|la) (?:persona|agente|humano|representante)\b",
    ),
)
ANGER = re.compile(
    r"\b(?:wtf|bullsh\w*|f+u+c+k\w*|sh[i1]tty?|damn it|scam(?:mers?|med)?|rip ?off|ridiculous|unacceptable|"
    r"disgust(?:ed|ing)|worst|pathetic|useless|terrible|horrible|furious|pissed|fed up|sick of|"
    r"never (?:shop|order|buy)(?:ing)?|"
    r"liars?|thieves|incompetent|joke of a|"
    r"estafa(?:dores)?|ladrones|pesim[oa]s?|verguenza|inaceptable|hart[eoa]|mierda|basura|indignante|nunca mas|"
    r"ridiculo|peor)\b"
)
SHOUTING = re.compile(r"\b[A-Z]{4,}\b")


def must_escalate(body: str) -> HandoffReason | None:
    """The first topic found, the gravest first; None for an ordinary text."""
    text = plain(body)
    for reason, pattern in RULES:
        if pattern.search(text):
            return reason
    return HandoffReason.ANGER if anger(body) >= 2 else None


def anger(body: str) -> int:
    """How many signs of anger a text shows: words, shouting, rows of exclamation marks."""
    words = len(set(ANGER.findall(plain(body))))
    shouting = len(SHOUTING.findall(body)) >= 3
    marks = "!!!" in body
    return words + (1 if words and (shouting or marks) else 0)


def plain(body: str) -> str:
    """Lower case, straight quotes, no accents: what the patterns are written in."""
    text = unicodedata.normalize("NFKD", body).replace("’", "'").replace("‘", "'").casefold()
    return "".join(char for char in text if not unicodedata.combining(char))
