"""Talk about nothing in particular, and calls for a person."""

from __future__ import annotations

import pytest

from agent.embedded.scene import Scene
from agent.embedded.small_talk import beyond_us, legal, repeat
from agent.model import ChatLine
from agent.transcript import Ask
from tests.agent.embedded.thread import ALL_TOOLS, talk, thread
from tests.scene import ROSA, YAN

ASK = Ask(intent="cancel_order", missing="order")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hi there", "What can I do for you"),
        ("thank you so much", "welcome"),
        ("what can you do", "track"),
        ("what's the weather tomorrow", "orders and our products"),
        ("tell me a joke", "AI assistant"),
    ],
)
async def test_small_talk_is_short_and_looks_nothing_up(text: str, words: str) -> None:
    play = thread(YAN)
    (said,) = await play.text(text)
    assert words in said and len(said) <= 160
    assert play.turns[-1].proposal is None


async def test_thanks_are_answered_in_spanish() -> None:
    (said,) = await thread(ROSA).text("muchas gracias")
    assert said.startswith("Con gusto")


def test_staying_out_of_scope_is_offered_a_person() -> None:
    first = beyond_us(talk("sing me a song"))
    assert first.ask is not None and first.ask.missing == "in_scope"
    before = (ChatLine(role="assistant", content=first.text, ask=first.ask),)
    scene = Scene(("book me a flight",), before, (), None, redraft=False, tools=ALL_TOOLS)
    second = beyond_us(talk("book me a flight", scene=scene))
    assert second.ask is not None and second.ask.missing == "person"


def test_our_last_question_is_asked_again_when_it_was_not_understood() -> None:
    before = (ChatLine(role="assistant", content="Which order?", ask=ASK),)
    scene = Scene(("what?",), before, (), None, redraft=False, tools=ALL_TOOLS)
    move = repeat(talk("what?", scene=scene))
    assert (move.text, move.ask) == ("Which order?", ASK)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("my lawyer will write to you", "legal_threat"),
        ("I'm doing a chargeback", "chargeback"),
        ("this is illegal", "legal_threat"),
    ],
)
def test_grave_topics_have_their_own_reason(text: str, reason: str) -> None:
    assert legal(talk(text)).calls[0].arguments["reason"] == reason
