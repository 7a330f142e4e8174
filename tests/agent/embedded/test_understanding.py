"""What a text means: intents with confidence, second requests, act, language, and edited examples at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from agent.embedded.acts import Act
from agent.embedded.understanding import Understanding
from prompts.library import ROOT, Prompts
from tests.agent.embedded.thread import read


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("any idea when my parcel is turning up", "order_status"),
        ("please call off what I ordered this morning", "cancel_order"),
        ("these pinch my toes, I need the next size", "exchange_order"),
        ("how would I go about sending these back to you", "return_order"),
        ("put me through to somebody real", "human"),
        ("the heel came unglued", "item_issue"),
        ("cheers, much appreciated", "thanks"),
        ("what is the capital of peru", "out_of_scope"),
        ("quisiera cancelar lo que pedi", "cancel_order"),
        ("where is my reufnd", "refund_status"),
    ],
)
def test_texts_that_no_example_holds_are_understood(text: str, intent: str) -> None:
    assert read(text).intent == intent


def test_named_items_do_not_decide_the_intent() -> None:
    assert read("I'd like to return the Wobbly Flange", "Wobbly Flange").intent == "return_order"


def test_a_second_request_is_heard_with_its_clause() -> None:
    found = dict(read("cancel order 12345 and where is my refund?").also)
    assert found["refund_status"] == "where is my refund?"


def test_what_is_only_told_is_no_second_request() -> None:
    assert read("Can I cancel my order? My friend gave me shoes and they are great.").also == ()


def test_act_language_and_temper_come_along() -> None:
    reading = read("s\u00ed, por favor")
    assert (reading.act, reading.language, reading.anger) == (Act.YES, "es", 0)
    assert read("this is ridiculous, worst shop ever").anger == 2


def test_confidence_is_a_share() -> None:
    reading = read("where is my order")
    assert 0.9 < reading.confidence <= 1
    assert reading.sureness_of("order_status", "shipping_info") >= reading.confidence


def test_an_edited_example_file_takes_effect_on_the_next_text(tmp_path: Path) -> None:
    root = tmp_path / "prompts"
    shutil.copytree(ROOT / "base", root / "base")
    (root / "examples").mkdir()
    (root / "examples" / "track.txt").write_text("where is it\nwhen does it come\n")
    (root / "examples" / "thanks.txt").write_text("thank you\nthanks\n")
    prompts = Prompts("nobody", root)
    understanding = Understanding(prompts, None, tmp_path / "heads")
    assert understanding.read("zebra stripes please").intent in ("thanks", "track")
    (root / "examples" / "zebra.txt").write_text("zebra stripes\na zebra please\n")
    prompts.refresh()
    assert understanding.read("zebra stripes please").intent == "zebra"


def test_words_alone_decide_where_there_is_no_encoder(tmp_path: Path) -> None:
    understanding = Understanding(Prompts("smear"), None, tmp_path)
    assert understanding.read("where is my order").intent == "order_status"
    assert understanding.read("cancel my order please").intent == "cancel_order"
