"""Exports of help desks are read however their columns are called; a fault is named by row and column."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from evals.exports import ImportingError, Reading, read_export

SEMICOLONS = """\ufeffTicket ID;Author Type;Message;Created At
7;end-user;"Hallo,
wo ist; meine ""Bestellung""?";10.06.2026 10:00
7;admin;Kommt morgen.;10.06.2026 10:05
7;admin;;10.06.2026 10:06
"""
INTERCOM = {
    "conversations": [
        {"id": "c1", "messages": [{"author_type": "user", "body": "hi", "created_at": 1781085600}]},
        {"id": "c2", "messages": [{"author_type": "bot", "body": "Hello", "created_at": 1781085600000}]},
    ]
}


def write(folder: Path, name: str, content: str) -> Path:
    (folder / name).write_text(content, encoding="utf-8")
    return folder / name


def test_semicolons_a_mark_many_lines_and_a_zone_are_read(tmp_path: Path) -> None:
    rows = read_export(write(tmp_path, "a.csv", SEMICOLONS), Reading(zone=ZoneInfo("Europe/Berlin")))
    assert [(row.thread, row.speaker, row.text) for row in rows] == [
        ("7", "customer", 'Hallo,\nwo ist; meine "Bestellung"?'),
        ("7", "person", "Kommt morgen."),
    ]
    assert rows[0].at == datetime(2026, 6, 10, 8, tzinfo=UTC)


def test_a_document_of_conversations_gives_its_texts_their_thread_and_reads_unix_seconds(tmp_path: Path) -> None:
    rows = read_export(write(tmp_path, "a.json", json.dumps(INTERCOM)))
    assert [(row.thread, row.speaker) for row in rows] == [("c1", "customer"), ("c2", "agent")]
    assert {row.at for row in rows} == {datetime(2026, 6, 10, 10, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("written", "utc_hour"),
    [
        ("2026-06-10T10:00:00Z", 10),
        ("2026-06-10 10:00:00 UTC", 10),
        ("2026-06-10T10:00:00+02:00", 8),
        ("06/10/2026 10:00 AM", 14),
        ("2026-06-10 10:00:00", 14),
    ],
)
def test_moments_are_read_in_their_own_zone_or_the_one_that_is_given(
    tmp_path: Path, written: str, utc_hour: int
) -> None:
    path = write(tmp_path, "a.csv", f"thread,speaker,text,at\n1,customer,hi,{written}\n")
    (row,) = read_export(path, Reading(zone=ZoneInfo("America/New_York")))
    assert row.at is not None and row.at.astimezone(UTC).hour == utc_hour


def test_a_twilio_export_with_tabs_and_a_column_of_ones_own(tmp_path: Path) -> None:
    path = write(tmp_path, "a.tsv", "Von\tDirection\tBody\tDate Sent\n+1\tinbound\thi\t\n+1\toutbound-api\tyes\t\n")
    rows = read_export(path, Reading({"thread": "Von"}))
    assert [(row.thread, row.speaker, row.at) for row in rows] == [("+1", "customer", None), ("+1", "person", None)]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", "thread,speaker,text\n1,customer,hi\n1,robot,hi\n", "row 2, column speaker: 'robot' is no speaker"),
        (
            "a.csv",
            "id,thread,speaker,text,Sent At\n1,1,customer,hi,soon\n",
            "row 1, column Sent At: 'soon' is no moment",
        ),
        ("a.csv", "thread,speaker,text\n1,customer,hi\n1,customer\n", "row 2: has fewer cells"),
        ("a.csv", "thread,speaker,text\n1,customer,hi, you\n", "row 1: has more cells than the header"),
        ("a.csv", "thread,speaker,text\n,customer,hi\n", "row 1, column thread"),
        ("a.csv", "thread,who,text\n1,customer,hi\n", "row 1: has no column for the speaker"),
        ("a.jsonl", '{"thread":"1","speaker":"customer","text":"hi"}\n{"thread":\n', "row 2: is no JSON"),
        ("a.jsonl", '{"thread":"1","speaker":"customer","text":"hi"}\n[]\n', "row 2: is no object"),
        ("a.json", '{"messages": [{"thread": 1, "role": "user", "text": "x"}, 7]}', "row 1, text 2: is no object"),
    ],
)
def test_a_fault_is_named_by_its_row_and_column(tmp_path: Path, name: str, content: str, says: str) -> None:
    with pytest.raises(ImportingError, match=f"{name}, {says}"):
        read_export(write(tmp_path, name, content))


def test_another_encoding_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("thread,speaker,text\n1,customer,Größe\n".encode("latin-1"))
    with pytest.raises(ImportingError, match="is not UTF-8"):
        read_export(tmp_path / "a.csv")
