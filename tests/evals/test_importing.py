"""Exports become drafts: scrubbed, with bursts and pauses kept, and a bad row named by its number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from evals.case import Step
from evals.importing import ImportingError, Row, drafts, read_rows, scrubbed
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
    text = drafts(read_rows(path), "imported")
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


def test_a_case_of_the_console_is_a_whole_thread(tmp_path: Path) -> None:
    texts = [{"speaker": "customer", "body": "hi", "at": "2026-06-10T10:00:00Z"}, {"speaker": "agent", "body": "Hello"}]
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps({"id": "c1", "label": "bad", "transcript": {"texts": texts}}) + "\n")
    assert [(row.thread, row.speaker, row.text) for row in read_rows(path)] == [
        ("c1", "customer", "hi"),
        ("c1", "agent", "Hello"),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "thread,speaker,text\n1,customer,hi\n1,robot,hi\n"),
        ("a.csv", "thread,speaker,text,at\n1,customer,hi,\n1,customer,hi,yesterday\n"),
        ("a.csv", "thread,speaker,text\n1,customer,hi\n1,customer\n"),
        ("a.jsonl", '{"thread":"1","speaker":"customer","text":"hi"}\n{"thread":\n'),
        ("a.jsonl", '{"thread":"1","speaker":"customer","text":"hi"}\n[]\n'),
        (
            "a.jsonl",
            '{"thread":"1","speaker":"customer","text":"hi"}\n{"id":"c","transcript":{"texts":[{"body":"x"}]}}',
        ),
    ],
)
def test_a_bad_row_is_named_by_its_number(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(ImportingError, match=rf"{name}, row 2"):
        read_rows(path)


def test_cards_phones_and_addresses_go_and_order_numbers_stay() -> None:
    text = scrubbed("card 4111 1111 1111 1111, +44 20 7946 0958, 415-555-0104, 4155550104, a.b@c.example, order 12345")
    assert not any(one in text for one in ("4111", "7946", "0104", "a.b"))
    assert "order 12345" in text
