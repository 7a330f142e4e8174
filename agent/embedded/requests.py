"""Whether a text asks us to do something, or asks about it: a question is never acted on."""

from __future__ import annotations

import re
from typing import Final

from agent.embedded.clauses import clauses
from agent.escalation import plain

_STATE: Final = re.compile(
    r"\b(?:was|were|been|got|gets?|is|are|has|have|had|it'?s|you|they|fue|esta|estan) "
    r"(?:already |just |been |my order |the order |automatically |ha sido )*"
    r"(?:cancell?ed|returned|exchanged|changed|refunded|charged|cancelad[oa]s?|devuelt[oa]s?)\b"
    r"|\bwhy (?:was|were|is|are|did|has|have|would)\b|\bpor que (?:se |me )?(?:cancel|cambi)"
    r"|\b(?:i|we) (?:already |just )?(?:cancell?ed|returned|sent (?:\w+ ){1,3}back|exchanged)\b"
)
_WISH: Final = re.compile(
    r"\b(?:want|like|need|please|pls|can (?:i|you|we)|could (?:i|you|we)|may i|let me|help me|is there (?:a|any) way|"
    r"too late|go ahead and|quiero|quisiera|necesito|puedo|por favor|possible)\b"
)
_ABOUT: Final = re.compile(
    r"\b(?:policy|policies|politica|fee|fees|penalty|what happens (?:if|when)|what if|how long|how many days|"
    r"cuantos dias|who pays|is it free|are (?:returns|exchanges|refunds) free|do you (?:accept|offer|do|allow|charge)|"
    r"how (?:do|does|are|would|will) (?:the |your )?(?:returns?|exchanges?|refunds?|cancell?ations?|cancell?ing|"
    r"it) (?:work|go)|"
    r"how (?:do|can|would) (?:i|you|we|one|people) (?:cancel|return|exchange|change|make|buy|order|purchase|"
    r"place)\b(?! (?:my|it|this|these|"
    r"them|those|the|#))|"
    r"can (?:i|you|we|orders?|items?|shoes) (?:be )?(?:cancell?(?:ed)?|return(?:ed)?|exchanged?|changed?) "
    r"(?:an?|any|worn|used|opened|sale|something|orders?|items?|things|after|if|without)\b|"
    r"como (?:funciona|se hace|son)|se puede)"
)
_HYPOTHESIS: Final = re.compile(
    r"\bdo you (?:think|recommend|suggest)\b|\bwould (?:an?|the) .{1,20} (?:be|fit|work)\b|\bbetter for me\b|"
    r"\bif (?:it|they|these|those|the \w+) (?:do ?n'?t|does ?n'?t|do not|does not|is|are|end up)\b|"
    r"\b(?:if i|if we|should i|might|thinking (?:about|of)|considering|not sure (?:if|whether))\b"
)
_NO_AFTER_ALL: Final = re.compile(r"\?\s*(?:no|nope|nah|never|lol no)\b|\b(?:just kidding|jk)\b")
_KNOWING: Final = re.compile(
    r"\b(?:know|learn|understand|explain|ask|wonder(?:ing)?|tell me|question|info(?:rmation)?)\b.{0,20}\b(?:how|"
    r"about)\b|"
    r"\bhow to\b|\bcomo (?:puedo|hago)\b"
)
_NEGATED: Final = re.compile(
    r"\b(?:do ?n'?t|do not|never|did ?n'?t|not) (?:want to |need to |wanna |please |going to )?"
    r"(?:cancel|return|exchange|change|buy|order|send it back)\b"
)
_REFUSED_CLAUSE: Final = re.compile(
    r"[^.,;!?\n]*\b(?:do ?n'?t|do not|never)\s+(?:want to |need to |wanna |please )?"
    r"(?:cancel|return|exchange|change|buy|order|send it back)\b(?:(?!\b(?:but|just|only)\b)[^.,;!?\n])*"
    r"[.,;!?\n]*\s*(?:but|just|only|i just)?",
    re.I,
)
_ACT: Final = re.compile(
    r"\b(?:cancel\w*|return\w*|exchang\w*|chang\w*|swap\w*|switch\w*|trade|send (?:it|them|these|those|this) back|"
    r"call (?:it|this|that)?.{0,15}off|buy|order|take|get|need|want|make|send|ship|deliver|skip|delay|push|move|"
    r"postpone|update|"
    r"too late|devolver\w*|cambi\w*|quiero|necesito|compr\w*)\b"
)


def is_request(text: str) -> bool:
    """Whether the text asks for the act itself.

    False for states ("my order was cancelled, why?"), for rules ("how do returns work"), for what-ifs and for
    refusals ("don't cancel it"). Of several clauses, one that names an act and asks for it is enough.
    """
    if _NO_AFTER_ALL.search(plain(text)):
        return False
    parts = clauses(text)
    if len(parts) < 2:
        return _asks(text)
    return any(_ACT.search(plain(part)) and _asks(part) for part in parts)


def _asks(text: str) -> bool:
    said = plain(text)
    if _NEGATED.search(said):
        return False
    if any(pattern.search(said) for pattern in (_ABOUT, _HYPOTHESIS, _KNOWING)):
        return False
    return not _STATE.search(said) or bool(_WISH.search(said) and not re.search(r"\bwhy\b|\bpor que\b", said))


def names_act(text: str) -> bool:
    """Whether the text names something to be done, and does not only tell what is the matter: "they are too tight"."""
    return bool(_ACT.search(plain(text)) or _WISH.search(plain(text)))


def without_refusal(text: str) -> str:
    """The text without what it says not to do: "I don't want to cancel, just checking when it comes"."""
    return _REFUSED_CLAUSE.sub(" ", text).strip()


def is_doubt(text: str) -> bool:
    """Whether the text wonders: "do you think I should get an 8.5"."""
    return bool(_HYPOTHESIS.search(plain(text)))


def is_about_state(text: str) -> bool:
    """Whether the text tells or asks what has become of something."""
    return bool(_STATE.search(plain(text)))
