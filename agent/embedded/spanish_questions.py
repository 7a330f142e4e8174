"""Owns the usual questions in Spanish: which English article answers them, and what of it goes into our answer.

The articles are in English. The figures of an answer come from the article, never from here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from agent.embedded.words import Words
from agent.escalation import plain


@dataclass(frozen=True)
class SpanishQuestion:
    """``section`` of ``replies.es.md`` is rendered with the named groups of ``figures``, found in one passage."""

    section: str
    asked: re.Pattern[str]
    query: str
    figures: re.Pattern[str]


_HOW_MUCH: Final = r"(?:cuant[oa]s?|que tan|en cuanto|cuando)"
QUESTIONS: Final = (
    SpanishQuestion(
        "about_refund_time",
        re.compile(
            rf"\b{_HOW_MUCH}\b.{{0,40}}\b(?:reembols\w*|devuelven (?:el|mi) dinero|regres\w* (?:el|mi) dinero)\b"
            r"|\b(?:tarda|demora|tiempo)\w*\b.{0,20}\breembols\w*"
        ),
        "How long does a refund take?",
        re.compile(r"(?P<returned>\d+-\d+) business days.*?within (?P<cancelled>\d+) business days", re.S),
    ),
    SpanishQuestion(
        "about_international",
        re.compile(
            r"\b(?:envi\w*|mandan|entregan|llegan?|despachan)\b.{0,30}\b(?:mexico|canada|espana|europa|colombia|peru|chile|"
            r"argentina|guatemala|internacional\w*|otros? pais\w*|el extranjero|fuera de)\b"
        ),
        "Do you ship internationally?",
        re.compile(r"United States only"),
    ),
    SpanishQuestion(
        "about_hours",
        re.compile(
            r"\b(?:horarios?|a que horas?|que horas?|cuando) .{0,25}\b(?:abren|abierto|cierran|atienden|"
            r"atencion|tienen|servicio)\b|"
            r"\bhorarios?\b"
        ),
        "What are your hours?",
        re.compile(r"Monday to Friday, (?P<opens>\d+:\d\d) to (?P<closes>\d+:\d\d)"),
    ),
    SpanishQuestion(
        "about_shipping_time",
        re.compile(
            rf"\b{_HOW_MUCH}\b.{{0,25}}\b(?:tarda\w*|demora\w*|dias)\b.{{0,30}}\b(?:envios?|entregas?|llegar|pedidos?|paquetes?)\b|"
            r"\btiempos? de (?:envio|entrega)\b"
        ),
        "How long does shipping take?",
        re.compile(r"(?P<standard>\d+) to (?P<most>\d+) business days.*?(?P<express>\d+) to (?P<longest>\d+)", re.S),
    ),
    SpanishQuestion(
        "about_shipping_cost",
        re.compile(
            r"\b(?:cuant[oa]|costo|precio|cobran|vale|gratis|tarifa)\b.{0,25}\benvios?\b|\benvios?\b.{0,20}\b(?:gratis|cuesta\w*|"
            r"costo|precio)\b"
        ),
        "How much is shipping?",
        re.compile(r"over (?P<free>\$\d+).*?costs (?P<standard>\$\d+).*?(?P<express>\$\d+)", re.S),
    ),
    SpanishQuestion(
        "about_exchanges",
        re.compile(
            r"\b(?:como|politica|plazo|hacen|aceptan|se puede\w*|cuantos dias)\b.{0,30}\bcambi(?:o|os|ar)\b"
            r"(?!.{0,15}\bdireccion)"
        ),
        "Can I exchange my shoes for another size?",
        re.compile(r"within (?P<days>\d+) days"),
    ),
    SpanishQuestion(
        "about_returns",
        re.compile(
            r"\b(?:politica|como|plazo|aceptan|hacen|se puede\w*|cuantos dias|cuanto tiempo)\b.{0,40}"
            r"\b(?:devol\w*|regresar)\b"
        ),
        "What is your return policy?",
        re.compile(r"within (?P<days>\d+) days"),
    ),
    SpanishQuestion(
        "about_cancelling",
        re.compile(r"\b(?:como|hasta cuando|se puede\w*|politica|cobran)\b.{0,30}\bcancela\w*\b"),
        "Can I cancel my order?",
        re.compile(r"within (?P<days>\d+) business days"),
    ),
)


def spanish_question(text: str) -> SpanishQuestion | None:
    """The usual question that the text asks, None when it is none of them."""
    said = plain(text)
    return next((question for question in QUESTIONS if question.asked.search(said)), None)


def spanish_answer(question: SpanishQuestion, passages: Sequence[dict[str, Any]], words: Words) -> str | None:
    """The answer with the figures of the first passage that has them all; None when none has."""
    for passage in passages:
        if match := question.figures.search(str(passage.get("text", ""))):
            return words.reply(question.section, **match.groupdict())
    return None
