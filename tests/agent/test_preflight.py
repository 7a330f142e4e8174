"""Holds the words to admins to what they need: what is wrong, where, and no key."""

from __future__ import annotations

import json

from agent.fault import FaultKind, ProviderFault
from agent.preflight import ADVICE, HELLO, advice
from agent.wire import request_body
from tests.fakes.openai_shape import objections


def test_every_fault_has_its_advice() -> None:
    assert set(ADVICE) == set(FaultKind)
    for kind in FaultKind:
        told = advice(ProviderFault(kind), "http://127.0.0.1:1/v1", "gpt-x")
        assert not told.ok
        assert "{" not in told.words
        assert "http://127.0.0.1:1/v1" in told.words or "gpt-x" in told.words


def test_the_words_of_the_server_follow_without_its_keys() -> None:
    told = advice(ProviderFault(FaultKind.KEY, "no such key: sk-abcdefgh1234"), "http://x/v1", "gpt-x")
    assert told.words.endswith('It said: "no such key: ***"')
    assert "OPENAI_API_KEY" in told.words


def test_the_question_is_one_that_a_strict_server_takes() -> None:
    asked = request_body("gpt-x", HELLO)
    assert objections(json.loads(asked)) == []
