"""Holds the scripted answers to the shape of chat completions."""

from __future__ import annotations

import json

from tests.fakes.openai_replies import calls, half_json, huge, quota_gone, rate_limited, says


def test_a_text_and_calls_are_whole_completions() -> None:
    for reply in (says("hi"), calls(("f", {"a": 1}), text="hi")):
        body = json.loads(reply.content)
        assert body["choices"][0]["message"]["content"] == "hi"
        assert body["usage"]["total_tokens"] == 57


def test_arguments_given_as_text_stay_as_they_are() -> None:
    body = json.loads(calls(("f", "{oops")).content)
    assert body["choices"][0]["message"]["tool_calls"][0]["function"]["arguments"] == "{oops"


def test_quota_and_rate_differ_only_by_code() -> None:
    assert quota_gone().status == rate_limited().status == 429
    assert json.loads(quota_gone().content)["error"]["code"] == "insufficient_quota"
    assert rate_limited("3").headers == {"Retry-After": "3"}


def test_half_a_body_is_no_json_and_a_huge_one_is_huge() -> None:
    assert not half_json().content.endswith(b"}")
    assert len(huge().content) > 2_000_000
