"""The AI says that it is one, once, and never inside a legal text."""

from __future__ import annotations

from agent.introduction import introduced, with_introduction
from agent.outcome import OutText, TextKind, Turn
from agent.transcript import Transcript
from tests.scene import DANAI, scene


def transcript(known: bool) -> Transcript:
    return Transcript(thread_id="t", brand="smear", phone=DANAI, texts=(), introduced=known)


def test_the_first_reply_is_opened_and_marked() -> None:
    deps, _ = scene()
    turn = introduced(Turn(saw=("1",), texts=(OutText(body="Hi."),)), transcript(False), deps)
    assert "AI assistant" in turn.texts[0].body and turn.texts[0].body.endswith("Hi.") and turn.introduces


def test_a_known_thread_and_a_silent_turn_stay_as_they_are() -> None:
    deps, _ = scene()
    turn = Turn(saw=("1",), texts=(OutText(body="Hi."),))
    assert introduced(turn, transcript(True), deps) == turn
    assert introduced(Turn(saw=("1",)), transcript(False), deps) == Turn(saw=("1",))


def test_legal_texts_are_left_alone() -> None:
    deps, _ = scene()
    stop = (OutText(body="you are unsubscribed", kind=TextKind.OPT_OUT),)
    assert with_introduction(stop, transcript(False), deps) == stop
