"""Asking a colleague: when the agent may, what it asks, and what the customer hears until the answer is there (S89)."""

from __future__ import annotations

import re
from typing import Final

from agent.deps import Deps
from agent.escalation import plain
from agent.outcome import HandoffOrder, OutText, QuestionOrder, TextKind, Turn
from agent.texting import normalise
from agent.transcript import OpenQuestion, Transcript
from agent.voice import handoff_text, promise, say, spoken
from prompts.thresholds import Thresholds
from tools.base import HandoffReason, ToolContext

MOST_A_DAY: Final = 3
"""How many questions one thread may put to colleagues in a day; after that a person is offered."""
MOST_NEWS: Final = 3
"""How often a customer is told that there is no answer yet; who asks once more gets a person."""
LONGEST_NEWS_CHARS: Final = 80
LONGEST_TOPIC_CHARS: Final = 60
CUT: Final = "..."

_LINK: Final = re.compile(r"\bhttps?://\S+|\bwww\.\S+", re.I)
MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
NUMBER: Final = re.compile(r"\+?\(?\d[\d\s().-]{8,}\d")
_NEWS: Final = re.compile(
    r"^\W*(?:(?:hi|hey|hello|so|and|um|hola)\b\W*)*"
    r"(?:any (?:news|answer|word|luck|update)|(?:did|have|has) (?:you|they|he|she|anyone|your colleague)\b.{0,25}"
    r"\b(?:answer|hear|heard|repl(?:y|ied)|find out|found out|know|respond)|(?:i'?m )?still waiting|"
    r"what did (?:they|he|she|your colleague) say|(?:hay|alguna) (?:noticias?|novedad|respuesta)|"
    r"ya (?:sabes|respondieron|tienes respuesta)|sigo esperando)"
)
_ELSE: Final = re.compile(
    r"\b(?:orders?|packages?|parcels?|refunds?|deliver\w*|shipments?|shipp\w*|tracking|returns?|exchange|"
    r"pedidos?|paquetes?|reembolso|envio|devolucion)\b|#?\d{4,}"
)


def may_ask(transcript: Transcript, thresholds: Thresholds) -> bool:
    """Where the brand wants it: one question at a time, and not without end."""
    allowed = thresholds.no_answer == "ask" and transcript.asked_lately < MOST_A_DAY
    return allowed and transcript.open_question is None


def question_order(question: str, transcript: Transcript) -> QuestionOrder:
    """What a colleague reads: the question without anybody's numbers and addresses, and the customer's own words."""
    return QuestionOrder(ask=_bare(question) or _bare(transcript.in_one_line), said=_bare(transcript.in_one_line))


def asking_text(deps: Deps, language: str = "en") -> OutText:
    """Says that a colleague is asked, and by when there is an answer: the time of `Brand.answers_by`."""
    by = promise(deps.brand, deps.clock(), language)
    return say(deps, "asking_colleague", TextKind.ASKED, language, by=by)


def answer_text(deps: Deps, question: str, answer: str, language: str = "en", at_once: bool = True) -> OutText:
    """A colleague's answer in the frame of the brand, in their own words.

    Where other texts came in between (``at_once`` False) it names the ``question``, in the customer's words.
    """
    topic = _topic(question)
    if at_once or not topic:
        return say(deps, "colleague_answer", TextKind.PERSON, language, answer=answer)
    return say(deps, "colleague_answer_later", TextKind.PERSON, language, answer=answer, question=topic)


def news(transcript: Transcript, said: str, context: ToolContext, deps: Deps) -> Turn | None:
    """The honest answer to "any news?" while a question is open; None for every other text."""
    question = transcript.open_question
    if question is None or not _asks_for_news(said):
        return None
    saw = tuple(text.id for text in transcript.new)
    told = [text for text in transcript.texts if text.kind == TextKind.ASKED and text.at >= question.asked_at]
    if len(told) >= MOST_NEWS or question.promised_by <= context.now:
        order = HandoffOrder(reason=HandoffReason.NO_ANSWER, ask=question.ask, tried=("ask_colleague",))
        words = handoff_text(deps, order.reason, context.language)
        return Turn(saw=saw, texts=(words,), handoff=order, status="human")
    by = promised(question, context, deps)
    return Turn(saw=saw, texts=(say(deps, "colleague_no_answer_yet", TextKind.ASKED, context.language, by=by),))


def promised(question: OpenQuestion, context: ToolContext, deps: Deps) -> str:
    """When the answer was promised, in the customer's words."""
    return spoken(question.promised_by, deps.brand, context.now, context.language)


def _asks_for_news(said: str) -> bool:
    words = plain(said)
    return len(words) <= LONGEST_NEWS_CHARS and bool(_NEWS.search(words)) and not _ELSE.search(words)


def _bare(words: str) -> str:
    """One line without links, mail addresses and phone numbers: whoever answers needs none of them."""
    for shape in (_LINK, MAIL, NUMBER):
        words = shape.sub("[...]", words)
    return " ".join(words.split())


def _topic(question: str) -> str:
    line = normalise(_bare(question)).replace('"', "'").strip()
    if len(line) <= LONGEST_TOPIC_CHARS:
        return line
    return line[: LONGEST_TOPIC_CHARS - len(CUT)].rsplit(" ", 1)[0].rstrip(" ,.") + CUT
