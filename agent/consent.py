"""Reserved words and opt-out wording: what a text says about being texted, decided before any model sees it.

Pure functions over data. Both error kinds cost: a missed opt-out is a claim, a wrong one loses a customer (S1, S15,
S16). A classifier may add an opt-out to what is found here, never remove one (S2).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from agent import english, wording_english, wording_partial, wording_removal, wording_spanish, wording_wide
from agent.emoji import only_emoji
from agent.inbound import tapback
from agent.wording import Kind, Rule, Scope, clauses, folded
from agent.wrong_number import names_another, says_wrong_number


class Keyword(StrEnum):
    """A reserved word that is the whole text. YES is none: it answers an open question and nothing else (S10)."""

    STOP = "stop"
    CANCEL = "cancel"
    START = "start"
    HELP = "help"


@dataclass(frozen=True)
class OptOut:
    """Why a text ends, or may end, our texting.

    `doubtful` holds brand-initiated texts and asks (S3); its scope says what to ask about: `subscription` "that or our
    texts?" (S14), `identity` name the brand and show nothing (S19). `word` is CANCEL where a person must look whether
    an order was meant (S9).
    """

    kind: Kind
    scope: Scope = "everything"
    word: Keyword = Keyword.STOP


STOP_WORDS: Final = frozenset(
    {"stop", "stopall", "stop all", "unsubscribe", "quit", "revoke", "optout", "opt out", "end"}
    | {"alto", "parar", "pare", "paren", "baja", "detener", "salir", "fin", "no mas", "darme de baja", "desuscribir"}
    | {"arret"}
)
CANCEL_WORDS: Final = frozenset({"cancel", "cancelar"})
START_WORDS: Final = frozenset({"start", "unstop", "comenzar", "iniciar", "empezar", "reanudar"})
HELP_WORDS: Final = frozenset({"help", "info", "ayuda", "informacion"})
STOP_EMOJI: Final = frozenset("🛑")
DOUBTFUL_EMOJI: Final = frozenset("✋🚫⛔📵🔕🙅")

PIECE_WORDS: Final = 4
"""How long a text of a burst may be to be a piece of a sentence."""
_SWAPPED: Final = str.maketrans("01345789$@", "oieastbgsa")
_SWAPPED_L: Final = str.maketrans("01345789$@", "oleastbgsa")
ENDINGS: Final = STOP_WORDS | {"cease", "desist", "discontinue"}
"""Words that end all texts when nothing is said beside them; too rare, and too much of goods, to be reserved."""
_FILLERS: Final = english.FILLERS | wording_spanish.FILLERS
_COURTESIES: Final = english.COURTESIES | wording_spanish.FILLERS
_LAST_WORD: Final = frozenset({"stop", "stopall", "stop all", "unsubscribe", "optout", "opt out"})
_RULES: Final = (*wording_english.RULES, *wording_removal.RULES, *wording_spanish.RULES)
_RANK: Final[dict[Kind, int]] = {"doubtful": 0, "wording": 1, "wrong_number": 2, "keyword": 3}


def keyword(body: str) -> Keyword | None:
    """The reserved word that a whole text is, after the normalisation of section 1; anything longer is free text."""
    if only_emoji(body):
        return Keyword.STOP if {char for char in folded(body) if not char.isspace()} <= STOP_EMOJI else None
    text = folded(body)
    words = _whole(text)
    if words in HELP_WORDS:
        return Keyword.HELP
    if words in START_WORDS:
        return Keyword.START
    return _revocation({words, _whole(text.translate(_SWAPPED)), _whole(text.translate(_SWAPPED_L))}, text)


def _revocation(readings: set[str], text: str) -> Keyword | None:
    """STOP or CANCEL in any reading; a number alone is never read as letters."""
    if not any(char.isalpha() for char in text):
        return None
    if readings & STOP_WORDS:
        return Keyword.STOP
    return Keyword.CANCEL if readings & CANCEL_WORDS else None


def _whole(text: str) -> str:
    """The words of a text with single spaces: single letters joined, a word repeated at once said once."""
    words = re.findall(r"[^\W_]+", text)
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return "".join(words)
    return " ".join(word for place, word in enumerate(words) if place == 0 or word != words[place - 1])


def opt_out(body: str, *, has_subscription: bool = False) -> OptOut | None:
    """What a text says about not being texted, in English or Spanish; None for everything else.

    `has_subscription`: whether the customer has a product subscription; then "cancel my subscription" is doubtful
    (S14). A tapback never opts out, whatever it quotes (S62).
    """
    word = keyword(body)
    if word in (Keyword.STOP, Keyword.CANCEL):
        return OptOut("keyword", word=word)
    if word is not None or tapback(body) is not None:
        return None
    if only_emoji(body):
        return OptOut("doubtful") if set(folded(body)) & DOUBTFUL_EMOJI else None
    return _weighed(body, clauses(body), has_subscription)


def opt_out_of(bodies: Sequence[str], *, has_subscription: bool = False) -> OptOut | None:
    """The gravest of what several texts of one burst say; pieces of one sentence are also read as that sentence."""
    pieces = len(bodies) > 1 and all(len(body.split()) <= PIECE_WORDS for body in bodies)
    read = [opt_out(body, has_subscription=has_subscription) for body in (*bodies, *[" ".join(bodies)] * pieces)]
    return max((one for one in read if one is not None), key=lambda one: _RANK[one.kind], default=None)


def _weighed(body: str, said: tuple[str, ...], has_subscription: bool) -> OptOut | None:
    """What the clauses of one text come to; two doubts are none, and "only those" asks first."""
    worded = [one for clause in said if (one := _worded(clause, has_subscription)) is not None]
    bare = _bare(said, angry=bool(worded))
    other = OptOut("wrong_number") if names_another(body) else None
    found = [one for one in (bare, other, *worded) if one is not None]
    gravest = max(found, key=lambda one: _RANK[one.kind], default=None)
    if gravest is None or gravest.kind in ("keyword", "wrong_number"):
        return gravest
    if gravest.kind == "wording":
        return OptOut("doubtful", "marketing") if wording_partial.only_some(said) else gravest
    if wording_partial.invites(said):
        return None
    doubts = sum(one.scope == "everything" for one in found) + wording_partial.leanings(said)
    return OptOut("wording") if doubts > 1 and gravest.scope == "everything" else gravest


def _bare(said: tuple[str, ...], *, angry: bool) -> OptOut | None:
    """A reserved word with nothing but courtesies, or as a clause of its own in a longer text.

    "Stop" that opens other talk is doubtful ("stop, I want it in blue"), unless that talk is about our texts.
    """
    if courteous := _courteous(said):
        return OptOut("wording", word=courteous)
    core = [_core(clause, _FILLERS) for clause in said]
    alone = [place for place, clause in enumerate(core) if clause in _LAST_WORD]
    if not alone:
        return None
    rest = {word for place, clause in enumerate(said) if place not in alone for word in clause.split()}
    last = alone[-1] == len(said) - 1 and not rest <= english.HESITATION
    return OptOut("wording" if last or angry or core[alone[0]] != "stop" else "doubtful")


def _courteous(said: tuple[str, ...]) -> Keyword | None:
    """STOP or CANCEL among courtesies; "ok cancel" is no courtesy, it answers a question about an order."""
    words = _core(" ".join(said), _FILLERS).split()
    if words and (" ".join(words) in STOP_WORDS | english.TYPOS or set(words) <= ENDINGS):
        return Keyword.STOP
    words = _core(" ".join(said), _COURTESIES).split()
    return Keyword.CANCEL if words and set(words) <= STOP_WORDS | CANCEL_WORDS else None


def _core(words: str, without: frozenset[str]) -> str:
    return _whole(" ".join(word for word in words.split() if word not in without))


def _worded(clause: str, has_subscription: bool) -> OptOut | None:
    if says_wrong_number(clause):
        return OptOut("wrong_number")
    rules = (*_RULES, *wording_wide.RULES) if len(clause) <= wording_wide.LONGEST_CHARS else _RULES
    rule = next((rule for rule in rules if rule.pattern.search(clause)), None)
    return None if rule is None or rule.kind is None else _meant(rule, rule.kind, has_subscription)


def _meant(rule: Rule, kind: Kind, has_subscription: bool) -> OptOut:
    if rule.scope == "subscription":
        return OptOut("doubtful", "subscription") if has_subscription else OptOut("wording")
    return OptOut(kind, rule.scope)
