"""Logs: one JSON object a line, without bodies of texts, and with phone numbers cut to their last two digits."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, Final, TextIO

import orjson
import structlog
from structlog.typing import Processor

PHONE: Final = re.compile(r"(?:(?<![\w.:])(?:\+|%2B)[0-9]{8,15}|(?<=/)[0-9]{10,15})(?![\w])")
"""With its plus anywhere, without it as a part of an address that was called."""

PRIVATE: Final = frozenset({"body", "text", "form", "wording", "token", "password", "authorization", "signature"})
OURS: Final = ("agent", "api", "knowledge", "prompts", "tools", "uvicorn")
"""Who may say something at level info; libraries have a reason to speak from warning on."""

SERVED_BY: Final = ("uvicorn", "uvicorn.access", "uvicorn.error")
"""The web server's loggers, which any server in this process may have turned away from the root."""

LEFT_OUT: Final = "[left out]"

Event = MutableMapping[str, Any]


def configure(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Send our own log lines and those of the libraries to ``stream`` (standard error) as JSON."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        without_private,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(serializer=_dump),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    for name in SERVED_BY:
        server = logging.getLogger(name)
        server.handlers, server.propagate = [], True
        server.setLevel(level)


def without_private(_logger: Any, _method: str, event: Event) -> Event:
    """Leave out what customers wrote and who they are, wherever a line carries it."""
    for name, value in event.items():
        if name in PRIVATE:
            event[name] = LEFT_OUT
        elif isinstance(value, str):
            event[name] = masked(value)
    return event


def masked(words: str) -> str:
    """Phone numbers keep their last two digits: enough to tell two apart, not enough to call."""
    return PHONE.sub(lambda found: f"+...{found[0][-2:]}", words)


def _dump(event: Any, **_: Any) -> str:
    return orjson.dumps(event, default=repr).decode()
