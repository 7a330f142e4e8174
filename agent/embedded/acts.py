"""What a short answer does: says yes, says no, changes something, is unsure, or none of these.

Everything here is decided by written rules, never by a model: a false yes is the costliest mistake there is (I11).
A yes is only a yes when the whole text is one; anything left over makes it `changed` or `other`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from agent.punctuation import plain


class Act(StrEnum):
    """What an answer does to the question or the preview that it follows."""

    YES = "yes"
    NO = "no"
    CHANGED = "changed"  # a yes or a no that brings something new with it: "yes but ...", "no, a 9"
    UNSURE = "unsure"
    OTHER = "other"


_YES_HEAD: Final = re.compile(
    r"(?:oh |ah |ai |um |well |hey |my answer is |i (?:say|vote) |that would be a? ?)?(?:"
    r"y|ye[sap]+|yes ?please|ya|yess+|yea+h*|yup|yep|yas|aye|sure(?: thing)?|of ?course|ofc|certainly|definitely|"
    r"absolutely|"
    r"affirmative|approved|confirm(?:ed|o|ado)?|i (?:do )?(?:confirm|agree|accept)|agreed|correct|exactly|precisely|"
    r"indeed|"
    r"that(?:'?s| is) (?:right|correct|fine|ok(?:ay)?|perfect|good)|that works|works for me|sounds (?:good|great|fine)|"
    r"(?:that|it)(?:'d| would)(?: be)? (?:great|perfect|good|lovely|awesome|fine)|i(?:'d| would) (?:love|like) that|"
    r"go (?:ahead|for it)|do (?:it|that|so)|please (?:do|proceed|confirm|go ahead)|proceed|make it so|"
    r"o+k+(?:ay|ey|ie)?|okie|oki|kk?|fine|alright|all right|"
    r"\N{THUMBS UP SIGN}|s[ií]+|claro(?: que s[ií])?|dale|vale|de acuerdo|por supuesto|est[aá] bien|correcto|hazlo|"
    r"adelante"
    r")(?![\w'])"
)
_SOFT_YES: Final = re.compile(r"(?:o+k+(?:ay|ey|ie)?|okie|oki|kk?|fine|alright|all right)(?![\w'])")
_TAIL_WORDS: Final = frozenset(
    """
    please pls plz plse kindly thanks thank thx ty you u so much dear sir maam ma'am mam madam dude buddy mate
    man bro yes yep yeah yup sure ok okay correct right exactly absolutely definitely of course do it that this
    is it's its that's thats fine good great perfect go head gohead ahead carry on proceed complete finish done
    confirm confirmed confirming i i'd i'm im would want like love to the my for me and with am be will can
    agree sounds works now then just a lot very we're happy immediately asap comfortable certain sí si por favor
    gracias claro dale vale está esta bien hazlo adelante confirmo correcto muchas lo quiero that'd that'll
    order indeed true what
    """.split()
)
_CONTRAST: Final = re.compile(
    r"\b(?:but|however|except|instead|rather|although|though|unless|if|when|only|first|wait|hold on|before|after|"
    r"actually|not|n't|don'?t|do not|can'?t|won'?t|no|never|without|also|too|as well|plus|another|different|other|"
    r"else|maybe|perhaps|guess|think|suppose|probably|whatever|right\?|stop|"
    r"pero|aunque|en vez|espera|tambi[eé]n|quiz[aá]s?|otro|otra|cambia)\b|n't\b"
)
_ACTIONS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("cancel_subscription", re.compile(r"\bcancel\w*\b.*\bsubscription|\bunsubscrib")),
    ("cancel_order", re.compile(r"\b(?:cancel\w*|call (?:it|this|that) off)\b(?!.*\bsubscription)")),
    (
        "return_items",
        re.compile(r"\b(?:return(?:ed|ing)?|send (?:it|them|these|those) back|devolver\w*|devu[eé]lv\w*)\b"),
    ),
    ("exchange_item", re.compile(r"\b(?:exchang\w*|swap\w*|trade|cambiar?|cambio)\b")),
    ("change_item", re.compile(r"\b(?:chang\w*|switch\w*|updat\w*)\b")),
    ("buy", re.compile(r"\b(?:buy|purchase|charge|place (?:the|my) order|order (?:it|them|one)|comprar\w*)\b")),
    ("skip_subscription", re.compile(r"\bskip\w*\b")),
    ("delay_subscription", re.compile(r"\b(?:delay\w*|postpone\w*|push\w* (?:it )?back)\b")),
)
_NO_HEAD: Final = re.compile(
    r"(?:oh |ah |well |um |sorry,? |hey )?(?:"
    r"n|no+|no+ ?thanks|no+pe|none|nothing(?: else| more)?|(?:that(?:'?s| is)|its|it's) (?:all|enough|everything)|"
    r"that'?ll (?:be all|do(?: it)?)|nopes|nah+|naw|na|nada|not? (?:thanks|thank you|thx|ty)|negative|never ?mind|nvm|"
    r"nm|forget (?:it|that|about it)|"
    r"leave it|keep (?:it|them|the order|my order|everything)|scrap (?:it|that)|abort(?: it| that)?|"
    r"do(?:n'?t| not)(?: do (?:it|that|this))?|please do(?:n'?t| not)|i do(?:n'?t| not) (?:want (?:to|that|this)|"
    r"agree|confirm|think so)|"
    r"not (?:that|now|yet|today|really|at all|interested|correct|right|happening)|wrong|incorrect|that(?:'?s|"
    r" is) (?:not|wrong|incorrect|false)|"
    r"i(?:'ve| have)? changed my mind|i disagree|no way|stop (?:it|that|this)|undo|hold off|"
    r"mejor no|nunca|d[eé]jalo|olv[ií]dalo|todav[ií]a no|no gracias"
    r")(?![\w'])"
)
_NEW_IN_NO: Final = re.compile(
    r"\d|\b(?:instead|rather|i meant|i mean|should be|make it|change|switch|swap|exchange|return|refund|cancel|send|"
    r"the other|another|different|i(?:'d| would)? (?:want|need|like|prefer)|can (?:you|i|we)|could (?:you|i)|"
    r"what|when|where|why|how|small|medium|large|one size|quiero|mejor|prefiero|talla|la otra|el otro)\b|\?"
)
_PURE_NO: Final = re.compile(
    r"\b(?:do(?:n'?t| not)|never|no longer)\s+(?:\w+\s+){0,3}?(?:want|need|like|cancel|return|exchange|change|do|send|"
    r"buy|charge)"
    r"|\bdidn'?t (?:ask|want|mean)|\bchanged my mind\b"
)
_UNSURE: Final = re.compile(
    r"\b(?:idk|dunno|maybe|perhaps|possibly|not (?:\w+ )?sure|unsure|uncertain|no (?:\w+ )?(?:idea|clue)|(?:not|"
    r"haven'?t) a clue|"
    r"who knows|(?:it )?depends|i guess|i suppose|either|(?:don'?t|do not|dont) (?:really )?know|can'?t (?:say|tell|"
    r"decide)|"
    r"couldn'?t tell|might(?: be)?|let me think|thinking about it|torn|possibility|yeah right|"
    r"no s[eé]|quiz[aá]s?|tal vez|a lo mejor|depende)\b"
)
_NOT_A_NO: Final = re.compile(r"^no (?:problem|worries|prob|rush|hurry|way to)\b")
_SIZE_AGAIN: Final = re.compile(r"(?:in |a |the |please )*(?:size|sz|talla) \d{1,2}(?:\.5)?(?: please| pls| thanks)?")
_MAX_ANSWER_CHARS: Final = 320


def act_of(text: str) -> Act:
    """What the text does as an answer, read without its context.

    YES means that the words agree, and that nothing in them contrasts, doubts or asks. Whether an order, size or
    item that a YES restates is the one of the preview is for the caller to compare (`named_actions`, the slots).
    """
    said = _flat(text)
    if not said or len(said) > _MAX_ANSWER_CHARS:
        return Act.OTHER
    if _UNSURE.search(said):
        return Act.UNSURE
    if _NOT_A_NO.match(said) or re.search(r"\bthat(?:'?s| is) (?:all|it|everything)\b", said) and _SOFT_YES.match(said):
        return Act.OTHER
    if head := _NO_HEAD.match(said):
        return _read_no(said, said[head.end() :])
    if head := _YES_HEAD.match(said):
        return _read_yes(said, said[head.end() :])
    return Act.OTHER


def named_actions(text: str) -> frozenset[str]:
    """The actions that a text names: "yes please return it" names ``return_items``."""
    said = _flat(text)
    return frozenset(action for action, pattern in _ACTIONS if pattern.search(said))


def _read_yes(said: str, tail: str) -> Act:
    if "?" in said or _CONTRAST.search(tail):
        return Act.CHANGED
    words = re.findall(r"[\w'áéíóúñ]+", tail)
    rest = [word for word in words if word not in _TAIL_WORDS]
    if _SIZE_AGAIN.fullmatch(tail.strip()):
        rest = []
    if not rest:
        return Act.OTHER if _thanks_only(said) else Act.YES
    if _SOFT_YES.match(said) and not named_actions(tail):
        return Act.OTHER
    return Act.YES if _restates(tail) else Act.CHANGED


def _restates(tail: str) -> bool:
    """One action said again, and no second one."""
    return len(named_actions(tail)) == 1 and not re.search(r"\band\b(?! thank)", tail)


def _thanks_only(said: str) -> bool:
    """ "ok thanks" closes a talk as often as it agrees: it is not an unmistakable yes."""
    return bool(_SOFT_YES.match(said) and re.search(r"\b(?:thanks|thank|thx|ty|gracias)\b", said))


def _read_no(said: str, tail: str) -> Act:
    if _PURE_NO.search(said) and not re.search(r"\d|\binstead\b|\?", said):
        return Act.NO
    return Act.CHANGED if _NEW_IN_NO.search(tail) else Act.NO


def _flat(text: str) -> str:
    written = "".join(plain(char) for char in text).casefold()
    written = re.sub(r"(.)\1{3,}", r"\1\1", written)
    written = re.sub(r"[^\w\s'?.½/#$%\N{THUMBS UP SIGN}-]", " ", written)
    written = re.sub(r"(?<!\d)\.|\.(?!\d)", " ", written)
    return re.sub(r"\s+", " ", written).strip(" -'")
