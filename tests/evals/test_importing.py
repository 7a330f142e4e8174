"""Exports become drafts: scrubbed, with bursts and pauses kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from evals.case import Step
from evals.exports import Row, read_export
from evals.importing import drafts, scrubbed
from evals.suite import SuiteError, load_suite

CSV = """thread,speaker,text,at
7,customer,"where is my order,
please?",2026-06-10T10:00:00Z
7,customer,it is 12345,2026-06-10T10:00:05Z
7,agent,"It comes ""tomorrow"".",2026-06-10T10:00:09Z
7,person,I looked: yes.,2026-06-10T10:30:09Z
7,customer,call (415) 555-0104 or yan@example.com,2026-06-10T12:30:09Z
8,agent,Hello?,
"""


def test_a_csv_becomes_steps_with_bursts_pauses_and_without_personal_traces(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(CSV)
    text = drafts(read_export(path), "imported")
    (case,) = yaml.safe_load(text)["cases"]
    assert case["steps"] == [
        {"text": ["where is my order,\nplease?", "it is 12345"]},
        {"person": "I looked: yes.", "wait": "30m"},
        {"text": "call [phone removed] or [e-mail removed]", "wait": "120m"},
    ]
    assert [Step.model_validate(step).bodies for step in case["steps"]][0][1] == "it is 12345"
    assert '# answered: "It comes \\"tomorrow\\"."' in text


def test_a_draft_is_a_case_once_somebody_says_what_it_expects(tmp_path: Path) -> None:
    text = drafts([Row(thread="a", speaker="customer", text="- hi: #1 \u2028 'there'")], "imported")
    path = tmp_path / "imported.yaml"
    path.write_text(text)
    with pytest.raises(SuiteError, match="expects nothing"):
        load_suite(path)
    path.write_text(text + "    end: {handoff: none}\n")
    (case,) = load_suite(path).cases
    assert case.steps[0].bodies == ("- hi: #1 \u2028 'there'",)


def test_cards_phones_and_addresses_go_and_order_numbers_stay() -> None:
    text = scrubbed("card 4111 1111 1111 1111, +44 20 7946 0958, 415-555-0104, 4155550104, a.b@c.example, order 12345")
    assert not any(one in text for one in ("4111", "7946", "0104", "a.b"))
    assert "order 12345" in text


def test_an_export_that_begins_with_the_newest_is_read_from_its_oldest() -> None:
    moment = datetime(2026, 6, 10, tzinfo=UTC)
    rows = [Row(thread="a", speaker="customer", text=f"{n}", at=moment + timedelta(hours=n)) for n in (2, 1, 0)]
    (case,) = yaml.safe_load(drafts(rows, "s"))["cases"]
    assert case["steps"] == [{"text": ["0", "1", "2"]}]
