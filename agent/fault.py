"""Owns what can go wrong with one request to a model provider, told apart by status, code and wording (F1-F13).

ProviderFault carries the kind of the fault; `ProviderFault.leaf` turns it into the leaf of `agent.errors` that says who
must act. Nothing but the retry loop and the preflight sees a ProviderFault.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Final

from agent.errors import (
    ContextTooLong,
    ModelError,
    ModelExhausted,
    ModelRefused,
    ModelRejected,
    ModelUnavailable,
)


class FaultKind(StrEnum):
    """What happened to one request."""

    UNREACHABLE = "unreachable"  # no connection, reset, cut in the middle (F3, F5)
    TIMED_OUT = "timed_out"  # no connection, no first byte or no next byte in time (F4)
    SERVER = "server"  # 5xx, or "try again" (F3)
    RATE_LIMITED = "rate_limited"  # F1
    EXHAUSTED = "exhausted"  # quota or credit (F2)
    KEY = "key"  # F12
    MODEL = "model"  # unknown or retired (F12)
    ADDRESS = "address"  # F12
    REQUEST = "request"  # the server does not take the request as we write it
    STRICT = "strict"  # the server does not take strict schemas
    TOO_LONG = "too_long"  # F13
    REFUSED = "refused"  # content filter (F9)
    UNREADABLE = "unreadable"  # success, and yet no JSON object: a web page, half a body, too large a body (F5)


LEAVES: Final[Mapping[FaultKind, type[ModelError]]] = {
    FaultKind.UNREACHABLE: ModelUnavailable,
    FaultKind.TIMED_OUT: ModelUnavailable,
    FaultKind.SERVER: ModelUnavailable,
    FaultKind.RATE_LIMITED: ModelUnavailable,
    FaultKind.UNREADABLE: ModelUnavailable,
    FaultKind.EXHAUSTED: ModelExhausted,
    FaultKind.KEY: ModelRejected,
    FaultKind.MODEL: ModelRejected,
    FaultKind.ADDRESS: ModelRejected,
    FaultKind.REQUEST: ModelRejected,
    FaultKind.STRICT: ModelRejected,
    FaultKind.TOO_LONG: ContextTooLong,
    FaultKind.REFUSED: ModelRefused,
}

_BY_CODE: Final[Mapping[str, FaultKind]] = {
    "insufficient_quota": FaultKind.EXHAUSTED,
    "billing_hard_limit_reached": FaultKind.EXHAUSTED,
    "billing_not_active": FaultKind.EXHAUSTED,
    "insufficient_balance": FaultKind.EXHAUSTED,
    "insufficient_credits": FaultKind.EXHAUSTED,
    "invalid_api_key": FaultKind.KEY,
    "model_not_found": FaultKind.MODEL,
    "context_length_exceeded": FaultKind.TOO_LONG,
    "string_above_max_length": FaultKind.TOO_LONG,
    "content_filter": FaultKind.REFUSED,
    "content_policy_violation": FaultKind.REFUSED,
    "invalid_function_parameters": FaultKind.STRICT,
}
_BY_STATUS: Final[Mapping[int, FaultKind]] = {
    401: FaultKind.KEY,
    402: FaultKind.EXHAUSTED,
    403: FaultKind.KEY,
    408: FaultKind.SERVER,
    409: FaultKind.SERVER,
    413: FaultKind.TOO_LONG,
    425: FaultKind.SERVER,
    429: FaultKind.RATE_LIMITED,
}
_TOO_LONG: Final = re.compile(
    r"context (length|window|size)|maximum context|prompt is too long|too many (input )?tokens|reduce the length", re.I
)
_UNKNOWN_MODEL: Final = re.compile(
    r"\bmodel\b.*\b(not (exist|found)|unknown|invalid)|\b(unknown|invalid) model\b", re.I
)
_STRICT: Final = re.compile(r"\bstrict\b|additionalProperties", re.I)
_KEY: Final = re.compile(r"\b(sk|pk|gsk|key)[-_][\w*.-]{6,}|\bBearer \S+")
_WORDS_LENGTH: Final = 200


class ProviderFault(Exception):
    """One request that failed. ``words`` are the provider's own, shortened and without keys (I20)."""

    def __init__(
        self,
        kind: FaultKind,
        words: str = "",
        *,
        status: int | None = None,
        retry_after_seconds: float | None = None,
    ) -> None:
        self.kind = kind
        self.words = _KEY.sub("***", words)[:_WORDS_LENGTH]
        self.status = status
        self.retry_after_seconds = retry_after_seconds
        super().__init__(f"{kind} {status or ''}: {self.words}")

    def leaf(self) -> ModelError:
        """The error that says who must act."""
        return LEAVES[self.kind](str(self))


def fault_of(status: int, error: object, headers: Mapping[str, str] | None = None, secret: str = "") -> ProviderFault:
    """Read an answer that is not a success. ``error`` is the ``error`` of its body, or the body, whatever it holds.

    ``secret`` is our own key, masked whatever it looks like, should the server repeat it.
    """
    fields = error if isinstance(error, Mapping) else {}
    told = [fields.get("message"), fields.get("detail"), None if fields else error]
    words = next((str(one) for one in told if one), "")
    codes = [str(fields.get(name) or "") for name in ("code", "type")]
    kind = next((_BY_CODE[code] for code in codes if code in _BY_CODE), None)
    return ProviderFault(
        kind or _by_wording(status, words, str(fields.get("param") or "")) or _by_status(status),
        words.replace(secret, "***") if secret else words,
        status=status,
        retry_after_seconds=retry_after_seconds(headers or {}),
    )


def _by_wording(status: int, words: str, param: str) -> FaultKind | None:
    """Servers that only speak the language of the API have no codes; then the words must do."""
    if status == 404:
        return FaultKind.MODEL if _UNKNOWN_MODEL.search(words) else None
    if status not in (400, 413, 422):
        return None
    if _TOO_LONG.search(words):
        return FaultKind.TOO_LONG
    if _STRICT.search(words) or _STRICT.search(param):
        return FaultKind.STRICT
    return FaultKind.MODEL if _UNKNOWN_MODEL.search(words) else None


def _by_status(status: int) -> FaultKind:
    if status >= 500:
        return FaultKind.SERVER
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    return FaultKind.REQUEST if status in (400, 422) else FaultKind.ADDRESS


def retry_after_seconds(headers: Mapping[str, str]) -> float | None:
    """How long the server asks us to wait; None where it says nothing that can be read.

    A date is measured against the answer's own ``Date``, so that our clock need not agree with theirs.
    """
    exact = _seconds(headers.get("retry-after-ms", ""))
    if exact is not None:
        return exact / 1000
    asked = headers.get("retry-after", "")
    return _seconds(asked) if _seconds(asked) is not None else _until(asked, headers.get("date", ""))


def _seconds(text: str) -> float | None:
    try:
        figure = float(text)
    except ValueError:
        return None
    return figure if math.isfinite(figure) and figure >= 0 else None


def _until(then: str, now: str) -> float | None:
    try:
        return max(0.0, (parsedate_to_datetime(then) - parsedate_to_datetime(now)).total_seconds())
    except (ValueError, TypeError):
        return None
