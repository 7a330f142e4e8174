"""The gate: everything that is decided before any model is asked, as a list of rules read from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from agent import asking, proof
from agent.answering import answer_proposal, confirmed_to_a_person
from agent.consent import Keyword, OptOut, keyword, opt_out_of
from agent.deps import Deps
from agent.escalation import must_escalate, plain
from agent.inbound import InboundKind, Reaction, kind_of, tapback
from agent.outcome import Basis, ConsentChange, HandoffOrder, OutText, TextKind, Turn
from agent.transcript import Ask, Owner, Text, Transcript
from agent.voice import handoff_text, say
from tools.base import HandoffReason, ToolContext

CARRIER_ANSWERS = frozenset("stop stopall unsubscribe quit end cancel revoke optout start unstop".split())
UNHAPPY_REACTIONS = frozenset((Reaction.DISLIKED, Reaction.QUESTIONED))
BOT_QUESTION = re.compile(
    r"\b(?:are|r) (?:you|u|this) (?:an? )?(?:real|bot|robot|human|person|ai|machine|automated|computer)\b|"
    r"\b(?:u|you) real\b|^\W*(?:robot|bot|is this (?:an? )?(?:bot|robot|ai|real person))\W*$|"
    r"\bam i (?:talking|speaking|texting) (?:to|with) (?:an? )?(?:bot|robot|human|person|real|machine|computer|ai)\b|"
    r"\b(?:eres|es usted|hablo con) (?:un |una )?(?:robot|bot|persona|humano|maquina)\b"
)
REGRET = re.compile(
    r"^\W*(?:no+|nope|wait|oops|whoops|undo|nvm|never ?mind|hold on|actually)\b"
    r"(?!\W*(?:thanks?|thx|ty|thank you|"
    r"that'?s (?:it|all)|problem|worries|i'?m good|all good|need)\b)(?!\W*$)|"
    r"\b(?:undo (?:it|that)|wrong (?:one|order|size)|by mistake|"
    r"didn'?t (?:mean|want) (?:to|that|it)|put it back|change(?:d)? (?:it )?back)\b"
)
ASK_LIMIT = 160


@dataclass(frozen=True)
class Arrival:
    """What the rules look at. ``texts`` are the new texts that say something: no tapbacks, no auto-replies."""

    transcript: Transcript
    texts: tuple[Text, ...]
    context: ToolContext
    deps: Deps
    has_subscription: bool

    @property
    def saw(self) -> tuple[str, ...]:
        return tuple(text.id for text in self.transcript.new)

    @property
    def said(self) -> str:
        return "\n".join(text.body for text in self.texts)

    def say(self, section: str, kind: TextKind = TextKind.REPLY, **values: object) -> OutText:
        """A fixed text in the customer's language."""
        return say(self.deps, section, kind, self.context.language, **values)


Rule = Callable[[Arrival], Awaitable[Turn | None]]


async def gate(transcript: Transcript, context: ToolContext, deps: Deps) -> Turn | None:
    """A settled turn, or None where a model is to be asked."""
    substance = tuple(text for text in transcript.new if _says_something(text))
    active = any(one.state == "active" for one in context.subscriptions)
    arrival = Arrival(transcript, substance, context, deps, active)
    for rule in RULES:
        if (turn := await rule(arrival)) is not None:
            return turn
    return None


async def _reserved_words(a: Arrival) -> Turn | None:
    """STOP, CANCEL, START and HELP, alone: before anything else, whoever owns the thread (S1, S9, S11, S12, S88).

    The last word that is about consent counts; a HELP beside it changes nothing.
    """
    words = [word for text in a.transcript.new if (word := keyword(text.body))]
    if not words:
        return None
    match next((word for word in reversed(words) if word is not Keyword.HELP), Keyword.HELP):
        case Keyword.STOP | Keyword.CANCEL:
            turn = _opted_out(a, ConsentChange.OPT_OUT, cancel=Keyword.CANCEL in words)
            return await _with_cancel_task(a, turn) if Keyword.CANCEL in words else turn
        case Keyword.START:
            texts = () if _carrier_answered(a) else (a.say("opt_in", TextKind.HELP),)
            return Turn(saw=a.saw, consent=ConsentChange.OPT_IN, consent_wording=a.transcript.said, texts=texts)
        case Keyword.HELP:
            texts = () if a.transcript.opted_out else (a.say("help", TextKind.HELP),)
            return Turn(saw=a.saw, texts=texts, status="handled" if texts else "human")


async def _ordinary_opt_out(a: Arrival) -> Turn | None:
    """The same wish in ordinary words (S2, S3, S14, S19)."""
    found = opt_out_of([text.body for text in a.texts], has_subscription=a.has_subscription)
    if found is None:
        return None
    if found.kind == "wrong_number":
        return _opted_out(a, ConsentChange.WRONG_NUMBER)
    if found.kind == "doubtful":
        return await _doubtful(a, found)
    turn = _opted_out(a, ConsentChange.OPT_OUT, cancel=found.word is Keyword.CANCEL)
    return await _with_cancel_task(a, turn) if found.word is Keyword.CANCEL else turn


async def _doubtful(a: Arrival, found: OptOut) -> Turn | None:
    """Marketing is on hold at once, and one plain question is asked, once (S3, S14, S19)."""
    section = {"subscription": "subscription_or_texts", "identity": "who_we_are"}.get(found.scope, "doubtful_opt_out")
    items = [one.item for one in a.context.subscriptions if one.state == "active"]
    if found.scope == "subscription" and _names_one(a.said, items):
        return None
    question = a.say(section, items=" or ".join(items))
    if found.scope == "subscription":
        ask = Ask(intent="subscription_cancel", missing="subscription", options=tuple(items))
        question = question.model_copy(update={"ask": ask})
    if any(text.body == question.body for text in a.transcript.texts[-8:]):
        return None
    return Turn(saw=a.saw, consent=ConsentChange.HOLD_MARKETING, consent_wording=a.transcript.said, texts=(question,))


def _names_one(said: str, items: list[str]) -> bool:
    """ "Cancel my chalk subscription" speaks of a product; "unsubscribe me from the chalk" may not (S14)."""
    text = plain(said)
    named = any(word in text.split() for item in items for word in plain(item).split() if len(word) > 3)
    return named and "unsubscribe" not in text


def _opted_out(a: Arrival, change: ConsentChange, cancel: bool = False) -> Turn:
    """Suppressed at once; open proposals are void; at most one confirmation, none if the carrier sends it (S5, S6)."""
    section = "wrong_number" if change is ConsentChange.WRONG_NUMBER else "opt_out_cancel" if cancel else "opt_out"
    already = any(text.kind == TextKind.OPT_OUT for text in a.transcript.texts[-6:] if not text.inbound)
    texts = () if already or _carrier_answered(a) else (a.say(section, TextKind.OPT_OUT),)
    return Turn(
        saw=a.saw,
        texts=texts,
        consent=change,
        consent_wording=a.transcript.said,
        void_proposals=tuple(one.proposal.id for one in a.transcript.open_proposals),
    )


async def _with_cancel_task(a: Arrival, turn: Turn) -> Turn:
    """A bare CANCEL may have meant an order: a person decides, and no text may be sent (S9)."""
    open_orders = [order.number for order in await a.context.shop.orders(a.transcript.phone) if order.editable]
    if not open_orders or a.transcript.owner is Owner.PERSON:
        return turn
    ask = f"Texted a bare CANCEL and is opted out: may want order {', '.join(open_orders)} cancelled"
    return turn.model_copy(update={"handoff": HandoffOrder(reason=HandoffReason.CANCEL_KEYWORD, ask=ask)})


def _carrier_answered(a: Arrival) -> bool:
    """The carrier's own words are matched as whole bodies, in any case (S6, S22)."""
    if not a.deps.brand.carrier_confirms:
        return False
    return any(text.body.strip().casefold() in CARRIER_ANSWERS for text in a.transcript.new)


async def _suppressed(a: Arrival) -> Turn | None:
    """Somebody who opted out is read by a person, and not texted (S18)."""
    if not a.transcript.opted_out:
        return None
    return Turn(saw=a.saw, status="human", handoff=HandoffOrder(reason=HandoffReason.OTHER, ask=_one_line(a.said)))


async def _person_owns_it(a: Arrival) -> Turn | None:
    """While a person owns the thread the agent is silent; only what they had confirmed is done (S83)."""
    if a.transcript.owner is not Owner.PERSON:
        return None
    confirmed = await confirmed_to_a_person(a.transcript, a.texts, a.context, a.deps)
    return confirmed or Turn(saw=a.saw, status="human")


async def _card_number(a: Arrival) -> Turn | None:
    """A card number was removed before it was stored; the customer is told kindly (S69)."""
    if "[card removed]" not in a.said:
        return None
    words = re.sub(r"\[card removed\]|\W|\d", "", a.said)
    return Turn(saw=a.saw, texts=(a.say("card_removed"),)) if len(words) < 25 else None


async def _nothing_said(a: Arrival) -> Turn | None:
    """Only tapbacks, auto-replies, pictures or blanks (S61 to S64)."""
    if a.texts:
        return None
    kinds = [kind_of(text.body, text.media_count) for text in a.transcript.new]
    if InboundKind.MEDIA_ONLY in kinds:
        return _hand_over(a, HandoffReason.PHOTO, "Sent a photo without a word")
    if InboundKind.BLANK in kinds:
        return Turn(saw=a.saw, texts=(a.say("blank"),))
    seen = [tapback(text.body) for text in a.transcript.new]
    unhappy = any(one and one.reaction in UNHAPPY_REACTIONS and not one.removed for one in seen)
    if unhappy and not _offered_help(a):
        return Turn(saw=a.saw, texts=(a.say("tapback_help"),))
    return Turn(saw=a.saw)


async def _proves_it(a: Arrival) -> Turn | None:
    """The code that was mailed, whatever else is open (S80)."""
    return await proof.read(a.transcript, a.texts, a.deps, a.context.language) if a.context.unproven else None


async def _hard_topics(a: Arrival) -> Turn | None:
    """Topics that always go to a person, with the brand's fixed line (S67, S82)."""
    reason = must_escalate(a.said)
    return _hand_over(a, reason, _one_line(a.said)) if reason else None


async def _asks_for_a_bot(a: Arrival) -> Turn | None:
    """Asked whether it is a machine, it says so, in any flow (S70)."""
    if len(a.said) > 120 or not BOT_QUESTION.search(plain(a.said)):
        return None
    return Turn(saw=a.saw, texts=(a.say("bot"),), introduces=True)


async def _takes_it_back(a: Arrival) -> Turn | None:
    """A change of mind right after something was done: saying that nothing happened would be a lie."""
    ours = a.transcript.last_outbound
    if ours is None or ours.kind != TextKind.RECEIPT or not REGRET.search(plain(a.said)):
        return None
    return _hand_over(a, HandoffReason.OTHER, _one_line(f"Takes back what was just done: {a.said}"))


async def _answers_the_proposal(a: Arrival) -> Turn | None:
    if not a.context.unproven:
        return await answer_proposal(a.transcript, a.texts, a.context, a.deps)
    answers = a.transcript.open_proposals and await answer_proposal(a.transcript, a.texts, a.context, a.deps)
    return await proof.ask(a.transcript, a.deps, a.context.language) if answers else None


async def _with_photo(a: Arrival) -> Turn | None:
    """A photo with words: a person looks at it; text in a picture is never an instruction (S56)."""
    if not any(text.media_count for text in a.transcript.new):
        return None
    return _hand_over(a, HandoffReason.PHOTO, _one_line(a.said))


async def _asks_for_news(a: Arrival) -> Turn | None:
    """While a colleague is asked, "any news?" gets an honest answer (S89)."""
    return asking.news(a.transcript, a.said, a.context, a.deps)


async def _only_thanks(a: Arrival) -> Turn | None:
    """A lone emoji with nothing asked needs no answer (S64)."""
    emoji = all(kind_of(text.body, text.media_count) is InboundKind.EMOJI_ONLY for text in a.texts)
    ours = a.transcript.last_outbound
    return Turn(saw=a.saw) if emoji and ours and not ours.ask and "?" not in ours.body else None


RULES: tuple[Rule, ...] = (
    _reserved_words,
    _ordinary_opt_out,
    _person_owns_it,
    _suppressed,
    _card_number,
    _nothing_said,
    _proves_it,
    _hard_topics,
    _asks_for_a_bot,
    _with_photo,
    _takes_it_back,
    _answers_the_proposal,
    _asks_for_news,
    _only_thanks,
)


def _hand_over(a: Arrival, reason: HandoffReason, ask: str) -> Turn:
    order = HandoffOrder(reason=reason, ask=ask)
    basis = Basis(confidence=1.0, reasons=(f"topic:{reason}",))
    return Turn(
        saw=a.saw, texts=(handoff_text(a.deps, reason, a.context.language),), handoff=order, status="human", basis=basis
    )


def _says_something(text: Text) -> bool:
    return kind_of(text.body, text.media_count) in (InboundKind.TEXT, InboundKind.EMOJI_ONLY)


def _offered_help(a: Arrival) -> bool:
    offer = a.deps.prompts.render("service", "tapback_help")
    return any(text.body == offer for text in a.transcript.texts[-10:])


def _one_line(said: str) -> str:
    line = " ".join(said.split())
    return line if len(line) <= ASK_LIMIT else f"{line[: ASK_LIMIT - 3]}..."
