"""Log lines are JSON and hold neither bodies nor whole phone numbers."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
import uvicorn

from api import logs


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    stream = io.StringIO()
    logs.configure(stream)
    yield stream
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def test_what_customers_wrote_and_who_they_are_is_left_out(lines: io.StringIO) -> None:
    structlog.get_logger("api.t").info("text_sent", body="my secret", phone="+14155550101", sid="SM1")
    line = json.loads(lines.getvalue())
    assert (line["event"], line["body"], line["phone"], line["sid"]) == ("text_sent", "[left out]", "+...01", "SM1")


def test_lines_of_libraries_are_json_and_masked_too(lines: io.StringIO) -> None:
    logging.getLogger("library").warning("could not call %s", "+14155550101")
    line = json.loads(lines.getvalue())
    assert line["event"] == "could not call +...01"
    assert line["level"] == "warning"


def test_phones_are_masked_in_an_exception(lines: io.StringIO) -> None:
    try:
        raise ValueError("no thread with +14155550101")
    except ValueError:
        structlog.get_logger("api.t").error("broke", exc_info=True)
    assert "4155550101" not in lines.getvalue()
    assert "ValueError" in lines.getvalue()


def test_libraries_are_heard_from_warning_on(lines: io.StringIO) -> None:
    logging.getLogger().info("Quantization parameters not specified")
    logging.getLogger("library").info("POST https://api.example/+14155550101")
    assert lines.getvalue() == ""


def test_a_server_that_was_told_to_be_quiet_is_heard_again(lines: io.StringIO) -> None:
    uvicorn.Config("api.receiver:receiver", access_log=False, log_level="error")
    assert not logging.getLogger("uvicorn.access").propagate
    logs.configure(lines)
    logging.getLogger("uvicorn.access").info("GET /health")
    assert json.loads(lines.getvalue())["event"] == "GET /health"


def test_times_and_ids_are_not_taken_for_phones() -> None:
    assert logs.masked("2026-11-25T07:53:25+0000") == "2026-11-25T07:53:25+0000"
    assert logs.masked("SM" + "1" * 32) == "SM" + "1" * 32


def test_a_phone_in_an_address_is_masked_with_and_without_its_plus() -> None:
    for path in ("/api/customers/14155550101/export", "/phone/+14155550101", "/api/threads/%2B14155550101"):
        assert "4155550101" not in logs.masked(f'127.0.0.1:5000 - "GET {path} HTTP/1.1" 200')
    assert logs.masked("GET /api/orders/12345") == "GET /api/orders/12345"
