"""Holds the reading of requests to what our own tools and the API agree on."""

from __future__ import annotations

from tests.fakes.openai_shape import objections

NESTED = {
    "type": "object",
    "properties": {"lines": {"type": "array", "items": {"type": "object", "properties": {"id": {}}, "required": []}}},
    "required": ["lines"],
    "additionalProperties": False,
}


def test_a_request_that_is_no_object_is_refused() -> None:
    assert objections([]) == ["the body is no object"]
    assert "no model" in objections({"messages": [{"role": "user", "content": "hi"}]})


def test_a_loose_object_deep_in_a_strict_schema_is_found() -> None:
    tool = {"type": "function", "function": {"name": "f", "parameters": NESTED, "strict": True}}
    found = objections({"model": "m", "messages": [{"role": "user", "content": "hi"}], "tools": [tool]})
    assert found == [
        "f: 'required' is required to name every property",
        "f: 'additionalProperties' is required to be false",
    ]
