"""Holds the reading of failures to who must act on them (F1-F13)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.errors import ContextTooLong, ModelError, ModelExhausted, ModelRefused, ModelRejected, ModelUnavailable
from agent.fault import LEAVES, FaultKind, ProviderFault, fault_of, retry_after_seconds


def worded(message: str, code: str | None = None) -> dict[str, Any]:
    return {"message": message, "type": "invalid_request_error", "param": None, "code": code}


@pytest.mark.parametrize(
    ("status", "error", "kind"),
    [
        (429, worded("slow down", "rate_limit_exceeded"), FaultKind.RATE_LIMITED),
        (429, worded("quota", "insufficient_quota"), FaultKind.EXHAUSTED),
        (429, {"message": "quota", "type": "insufficient_quota"}, FaultKind.EXHAUSTED),
        (402, worded("Insufficient Balance"), FaultKind.EXHAUSTED),
        (500, None, FaultKind.SERVER),
        (503, "upstream busy", FaultKind.SERVER),
        (408, None, FaultKind.SERVER),
        (401, worded("bad key", "invalid_api_key"), FaultKind.KEY),
        (403, worded("forbidden"), FaultKind.KEY),
        (404, worded("The model `x` does not exist", "model_not_found"), FaultKind.MODEL),
        (404, "model 'x' not found, try pulling it first", FaultKind.MODEL),
        (400, worded("gpt-x is not a valid model: unknown model"), FaultKind.MODEL),
        (404, {"detail": "Not Found"}, FaultKind.ADDRESS),
        (405, None, FaultKind.ADDRESS),
        (301, None, FaultKind.ADDRESS),
        (400, worded("too long", "context_length_exceeded"), FaultKind.TOO_LONG),
        (400, worded("This model's maximum context length is 4096 tokens"), FaultKind.TOO_LONG),
        (413, None, FaultKind.TOO_LONG),
        (400, worded("filtered", "content_filter"), FaultKind.REFUSED),
        (400, worded("Unknown field: strict"), FaultKind.STRICT),
        (422, {"message": "extra fields", "param": "tools.0.function.strict"}, FaultKind.STRICT),
        (400, worded("Invalid schema for function", "invalid_function_parameters"), FaultKind.STRICT),
        (400, worded("tools are not supported"), FaultKind.REQUEST),
    ],
)
def test_a_failure_is_told_apart(status: int, error: object, kind: FaultKind) -> None:
    assert fault_of(status, error).kind is kind


def test_every_kind_has_someone_who_acts() -> None:
    assert set(LEAVES) == set(FaultKind)
    leaves = {kind: type(ProviderFault(kind).leaf()) for kind in FaultKind}
    assert leaves[FaultKind.RATE_LIMITED] is ModelUnavailable
    assert leaves[FaultKind.EXHAUSTED] is ModelExhausted
    assert leaves[FaultKind.KEY] is ModelRejected
    assert leaves[FaultKind.REFUSED] is ModelRefused
    assert leaves[FaultKind.TOO_LONG] is ContextTooLong


def test_keys_that_a_server_repeats_are_masked() -> None:
    fault = fault_of(401, worded("Incorrect key sk-proj-abcdefgh12345 sent as Bearer abc.def"))
    assert "abcdefgh" not in str(fault)
    assert "abc.def" not in str(fault.leaf())


def test_our_own_key_is_masked_whatever_it_looks_like_and_wherever_words_are_cut() -> None:
    ours = "opaque0123456789"
    for before in ("", "x" * 190):
        fault = fault_of(400, worded(f"{before} {ours} is odd"), secret=ours)
        assert "opaque" not in fault.words


def test_long_words_are_shortened() -> None:
    assert len(fault_of(500, "x" * 100_000).words) == 200


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Wed, 10 Jun 2026 16:00:07 GMT", "date": "Wed, 10 Jun 2026 16:00:00 GMT"}, 7.0),
        ({"retry-after": "Wed, 10 Jun 2026 15:00:00 GMT", "date": "Wed, 10 Jun 2026 16:00:00 GMT"}, 0.0),
        ({"retry-after": "Wed, 10 Jun 2026 16:00:07 GMT"}, None),
    ],
)
def test_the_time_to_wait_is_read_in_every_form(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after_seconds(headers) == seconds


nested = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["message", "code", "x"]), inner),
    max_leaves=5,
)


@given(st.integers(300, 599), nested, st.dictionaries(st.sampled_from(["retry-after", "date"]), st.text(max_size=30)))
def test_no_answer_however_odd_escapes_the_tree(status: int, error: object, headers: dict[str, str]) -> None:
    assert isinstance(fault_of(status, error, headers).leaf(), ModelError)
