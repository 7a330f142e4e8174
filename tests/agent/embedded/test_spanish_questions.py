"""The usual questions in Spanish, answered with the figures of the English articles."""

from __future__ import annotations

import pytest

from agent.embedded.spanish_questions import QUESTIONS, spanish_answer, spanish_question
from agent.embedded.words import Words
from tests.agent.embedded.thread import articles, prompts, thread
from tests.scene import ROSA


@pytest.mark.parametrize(
    ("said", "section"),
    [
        ("cu\u00e1nto tarda un reembolso", "about_refund_time"),
        ("en cuanto tiempo me devuelven el dinero?", "about_refund_time"),
        ("hacen envios a mexico", "about_international"),
        ("cuanto cuesta el envio", "about_shipping_cost"),
        ("el envio es gratis?", "about_shipping_cost"),
        ("cuantos dias tarda el envio", "about_shipping_time"),
        ("como funcionan los cambios", "about_exchanges"),
        ("cual es la politica de devoluciones", "about_returns"),
        ("hasta cuando se puede cancelar", "about_cancelling"),
    ],
)
def test_a_usual_question_is_known(said: str, section: str) -> None:
    question = spanish_question(said)
    assert question is not None and question.section == section


@pytest.mark.parametrize("said", ["donde esta mi pedido", "quiero devolver mis zapatos", "tienen calcetines?"])
def test_a_request_is_no_usual_question(said: str) -> None:
    assert spanish_question(said) is None


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.section)
def test_the_shipped_articles_have_the_figures(question: object) -> None:
    asked = next(one for one in QUESTIONS if one is question)
    passages = [{"text": passage.text} for passage in articles() if passage.heading == asked.query]
    assert spanish_answer(asked, passages, Words(prompts(), "es"))


def test_without_the_figures_there_is_no_answer() -> None:
    assert spanish_answer(QUESTIONS[0], [{"text": "It depends."}], Words(prompts(), "es")) is None


async def test_it_is_answered_in_spanish() -> None:
    (said,) = await thread(ROSA).text("hacen envios a mexico?")
    assert "Estados Unidos" in said


async def test_any_other_question_is_for_a_person() -> None:
    play = thread(ROSA)
    await play.text("los zapatos son veganos?")
    assert "track_order" not in play.turns[-1].basis.tools and play.turns[-1].proposal is None
