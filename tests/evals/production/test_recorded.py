"""Records are read as they were written, of this version and the last; a broken line is named."""

from __future__ import annotations

import json
from typing import Any

import pytest

from evals.production.recorded import RecordError, records_of
from tests.evals.production.talks import agent, customer, raw
from tests.scene import NOW


def line(**keys: Any) -> bytes:
    return json.dumps({**raw(customer("hi"), agent("Hello.")), **keys}).encode()


def test_a_record_is_read_with_what_a_later_version_adds_left_out() -> None:
    first, second = records_of(line(label="bad", later=1) + b"\n\n" + line(id="other"), "stdin")
    assert (first.label, second.id, first.start.at) == ("bad", "other", NOW)
    assert [one.body for one in first.texts(["text-1", "text-0"])] == ["hi", "Hello."]


@pytest.mark.parametrize(("touched", "known"), [((), True), (("cancel_order 90001",), False)])
def test_a_case_of_an_earlier_console_starts_with_the_shop_it_kept_unless_something_was_done(
    touched: tuple[str, ...], known: bool
) -> None:
    old = raw(customer("hi"), agent("Hello."))
    shop = old.pop("start")["shop"]
    old |= {"format": 1, "shop": shop, "turns": [{"saw": ["text-0"], "decided_by": "embedded"}]}
    old["transcript"]["effects_done"] = list(touched)
    (found,) = records_of(json.dumps(old).encode(), "cases.jsonl")
    assert (found.start.shop is not None) is known
    assert ("earlier version" in found.start.unknown) is not known


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "line 1: is no JSON"),
        (line() + b"\n" + line(format=9), "line 2: is no recorded conversation: format"),
        (b'"words"', "line 1: is no recorded conversation"),
    ],
)
def test_what_is_no_record_is_named_by_its_line(content: bytes, says: str) -> None:
    with pytest.raises(RecordError, match=says):
        records_of(content, "records.jsonl")
