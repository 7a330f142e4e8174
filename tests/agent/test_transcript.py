"""A transcript knows what is new, what was said, and what we said last."""

from __future__ import annotations

from datetime import timedelta

from agent.transcript import Speaker, Text, Transcript
from tests.scene import DANAI, NOW


def text(number: int, body: str, speaker: Speaker = Speaker.CUSTOMER, **fields: object) -> Text:
    at = NOW + timedelta(seconds=number)
    return Text.model_validate({"id": str(number), "speaker": speaker, "body": body, "at": at, **fields})


TEXTS = (
    text(1, "hi"),
    text(2, "Hello!", Speaker.AGENT),
    text(3, "Not taken by the carrier", Speaker.AGENT, accepted=False),
    text(4, "my order", new=True),
    text(5, "is late", new=True),
)


def test_a_burst_is_one_thing_said() -> None:
    transcript = Transcript(thread_id="t", brand="smear", phone=DANAI, texts=TEXTS)
    assert [one.id for one in transcript.new] == ["4", "5"]
    assert transcript.said == "my order\nis late"


def test_the_last_thing_we_said_is_one_that_the_carrier_took() -> None:
    transcript = Transcript(thread_id="t", brand="smear", phone=DANAI, texts=TEXTS)
    assert transcript.last_outbound is not None and transcript.last_outbound.body == "Hello!"


def test_it_survives_json() -> None:
    transcript = Transcript(thread_id="t", brand="smear", phone=DANAI, texts=TEXTS)
    assert Transcript.model_validate_json(transcript.model_dump_json()) == transcript


def test_what_was_said_fits_into_one_line_of_the_queue() -> None:
    transcript = Transcript(thread_id="t", brand="smear", phone=DANAI, texts=(*TEXTS, text(6, "x" * 500, new=True)))
    assert transcript.in_one_line.startswith("my order is late xxx")
    assert len(transcript.in_one_line) == 160
