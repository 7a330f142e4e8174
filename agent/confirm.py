"""Whether a text confirms the one open proposal: deterministic, strict, and never asked of a model (I11, W5)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from agent.inbound import InboundKind, kind_of
from agent.word import words_shown
from tools.command import Command
from tools.proposal import ActionClass, Proposal

TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+(?:'[^\W\d_]+)*|👍|✅|👌")
ACCENTS = str.maketrans("áéíóúü", "aeiouu")
SKIN_TONES = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]")

AGREEMENT = frozenset(
    "yes yep yeah yup yess yea ya sure ok okay confirm confirmed absolutely definitely correct right si sí claro"
    " confirmo confirmado confirmar dale 👍 ✅ 👌".split()
)
STRONG = AGREEMENT - frozenset("ok okay right".split())
REFUSAL = frozenset("no nope nah never cancel stop don't dont nvm nevermind nunca mejor todavia ya".split())
FILLER = frozenset(
    "please pls plz thanks thank thx ty you u i i'd id i'm im i'll ill would want like love to do it that this that's"
    " thats the a an my me go ahead with for of and is in on size color colour order shoe shoes item pair one"
    " return returned exchange exchanged swap change cancel cancelled canceled refund send ship it's its ahead"
    " perfect great good sounds by all so proceed por favor gracias quiero devolver devolverlo devolverlos cambiar"
    " cambiarlo cancelar cancelarlo el la los las mi un una de talla pedido hazlo adelante them these those porfa"
    " porfavor muchas que comprar comprarlo mis zapatos lo cancela cancelalo cancelen cambialo cambialos"
    " devuelvelo devuelvelos".split()
)

ACTS = {
    "return": ("return",),
    "devol": ("return",),
    "devuel": ("return",),
    "cancel": ("cancel",),
    "exchang": ("exchange", "change"),
    "swap": ("exchange", "change", "swap"),
    "chang": ("exchange", "change", "swap"),
    "cambi": ("exchange", "change", "swap"),
}
"""Beginnings of verbs, and of the actions that they can mean."""


class Reading(StrEnum):
    """What the customer's text does to the open proposal."""

    CONFIRMS = "confirms"
    NEEDS_WORD = "needs_word"  # a plain yes where the printed word is asked for
    NEEDS_CHOICE = "needs_choice"  # confirms, but leaves the option open
    CHOOSES = "chooses"  # names the option without confirming
    DECLINES = "declines"
    OTHER = "other"  # a question, a change, anything else: a new request


@dataclass(frozen=True)
class Confirmation:
    """The reading of one text, and the command that it stands for where it confirms or chooses."""

    reading: Reading
    command: Command | None = None


OTHER = Confirmation(Reading.OTHER)
DECLINES = Confirmation(Reading.DECLINES)
NEEDS_WORD = Confirmation(Reading.NEEDS_WORD)
NEEDS_CHOICE = Confirmation(Reading.NEEDS_CHOICE)


def read_confirmation(body: str, proposal: Proposal, shown: str = "") -> Confirmation:
    """How this one text answers the preview of ``proposal``, which was sent in the words of ``shown``.

    A tapback quotes our own words and is never a confirmation (S62). "Yes but ..." is a new request (S10).
    """
    if kind_of(body, 0) in (InboundKind.TAPBACK, InboundKind.AUTO_REPLY):
        return OTHER
    tokens = _tokens(body)
    if not tokens:
        return OTHER
    if _declines(tokens):
        return DECLINES
    if "?" in body:
        return OTHER
    if proposal.choice is not None:
        return _with_choice(tokens, proposal)
    if not _only_repeats(tokens, proposal) or _names_another_act(tokens, proposal):
        return OTHER
    return _complete(tokens, proposal, words_shown(proposal.word, shown))


def _complete(tokens: list[str], proposal: Proposal, words: frozenset[str]) -> Confirmation:
    confirmed = Confirmation(Reading.CONFIRMS, proposal.command)
    if len(tokens) == 1 and tokens[0] in words:
        return confirmed
    said = bool(words.intersection(tokens))
    agrees = tokens[0] in AGREEMENT or said or "buy" in tokens
    if not agrees:
        return OTHER
    if proposal.word == "BUY":
        return confirmed if said else NEEDS_WORD
    if proposal.action_class is ActionClass.REVERSIBLE or tokens[0] in STRONG:
        return confirmed
    return NEEDS_WORD


def _with_choice(tokens: list[str], proposal: Proposal) -> Confirmation:
    assert proposal.choice is not None
    named = [value for value in proposal.choice.values if _names(tokens, value, proposal)]
    rest = [token for token in tokens if token not in {part for value in named for part in _tokens(value)}]
    if len(named) > 1 or not _only_repeats(rest, proposal) or _names_another_act(rest, proposal):
        return OTHER
    agrees = bool(tokens) and (tokens[0] in STRONG or proposal.word.casefold() in tokens)
    if not named:
        return NEEDS_CHOICE if agrees or _is_plain_yes(tokens) else OTHER
    command = proposal.choice.values[named[0]]
    return Confirmation(Reading.CONFIRMS if agrees else Reading.CHOOSES, command)


def _names(tokens: list[str], value: str, proposal: Proposal) -> bool:
    """Whether the text names this value of the open option; the current one is only ever the "from"."""
    assert proposal.choice is not None
    wanted = _tokens(value)
    if value.casefold() == proposal.choice.current.casefold():
        return False
    return _holds(tokens, wanted)


def _declines(tokens: list[str]) -> bool:
    text = " ".join(tokens)
    if tokens[0] in ("no", "nope", "nah") and len(tokens) <= 4 and not any(token[0].isdigit() for token in tokens):
        return set(tokens) <= REFUSAL | FILLER
    plain = ("never mind", "nevermind", "nvm", "forget it", "don't", "dont", "do not", "don't do it", "dont do it")
    keep = (
        "keep it",
        "i'll keep it",
        "ill keep it",
        "leave it",
        "leave it as it is",
        "keep my order",
        "keep the order",
    )
    return text in plain + keep or text.startswith(
        ("never mind ", "nevermind ", "changed my mind", "i changed my mind")
    )


def _only_repeats(tokens: list[str], proposal: Proposal) -> bool:
    """Nothing in the text but agreement, fillers, and what the preview itself says: it changes nothing."""
    shown = {token for fact in proposal.facts.values() for token in _tokens(fact)}
    if proposal.choice is not None:
        shown.update(_tokens(proposal.choice.current))
    allowed = AGREEMENT | FILLER | shown | {proposal.word.casefold()}
    return all(token in allowed for token in tokens) and not _means_the_old(tokens, proposal)


def _names_another_act(tokens: list[str], proposal: Proposal) -> bool:
    """ "Yes, cancel it" to the preview of a return: an agreement to something that was not shown."""
    named = [actions for stem, actions in ACTS.items() if any(token.startswith(stem) for token in tokens)]
    return bool(named) and not any(proposal.action.startswith(actions) for actions in named)


def _means_the_old(tokens: list[str], proposal: Proposal) -> bool:
    """ "Yes, size 8.5" to a change from 8.5 to 9, or "BUY 2" of one: shown, and yet not what was agreed to."""
    old, new = (_tokens(proposal.facts.get(side, "")) for side in ("from", "to"))
    if old and _holds(tokens, old) and not _holds(tokens, new):
        return True
    quantity = proposal.facts.get("quantity")
    if proposal.word != "BUY" or quantity is None:
        return False
    free = (token for before, token in zip(["", *tokens], tokens, strict=False) if before != "size")
    return any(token[0].isdigit() and token != quantity for token in free)


def _holds(tokens: list[str], wanted: list[str]) -> bool:
    return any(tokens[i : i + len(wanted)] == wanted for i in range(len(tokens)))


def _is_plain_yes(tokens: list[str]) -> bool:
    return bool(tokens) and tokens[0] in AGREEMENT


def _tokens(body: str) -> list[str]:
    text = SKIN_TONES.sub("", unicodedata.normalize("NFKC", body)).casefold()
    return TOKEN.findall(text.replace("’", "'").replace("‘", "'").translate(ACCENTS))
