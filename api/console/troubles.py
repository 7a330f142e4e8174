"""Errors of the console as pages: what happened and what to do, for people; scripts and streams still get JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final, NamedTuple

from fastapi import FastAPI, Request, Response
from fastapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.console.pages import PAGES
from api.errors import ServiceError, answer_errors
from api.store.database import StorageUnavailable

Answer = Callable[[Request, Exception], Awaitable[Response]]
INVALID: Final = 422


class Trouble(NamedTuple):
    """What a page says: what it is, and what to do."""

    title: str
    advice: str


TROUBLES: Final = {
    400: Trouble("That cannot be", "Go back and look at what was filled in."),
    401: Trouble("You are logged out", "Log in again."),
    403: Trouble("This is not for you to do", "Load the page again. If it stays so, ask an admin for the role."),
    404: Trouble("Not here", "It may have been erased, or the address is wrong."),
    405: Trouble("Not here", "It may have been erased, or the address is wrong."),
    409: Trouble("Somebody was first", "Load the page again to see how it is now."),
    413: Trouble("Too large", "Send less at once."),
    INVALID: Trouble("That was not understood", "Go back and look at what was filled in."),
    429: Trouble("Too often", "Wait a minute, then try again."),
    503: Trouble("It cannot be stored now", "Nothing was changed. Try again in a minute."),
}


def answer_in_pages(app: FastAPI) -> None:
    """Answer every error below ``/console`` with a page, and all others as before."""
    answer_errors(app)
    plain: dict[Any, Answer] = {
        HTTPException: http_exception_handler,  # type: ignore[dict-item]
        RequestValidationError: request_validation_exception_handler,  # type: ignore[dict-item]
    }
    for kind in (ServiceError, StorageUnavailable, HTTPException, RequestValidationError):
        otherwise = plain.get(kind) or app.exception_handlers[kind]
        app.add_exception_handler(kind, _paged(otherwise))


def _paged(otherwise: Any) -> Any:
    async def answer(request: Request, error: Exception) -> Response:
        status = _status(error)
        if status < 400 or not _is_for_eyes(request):
            answered: Response = await otherwise(request, error)
            return answered
        trouble = TROUBLES.get(status, TROUBLES[400])
        said = error.words if isinstance(error, ServiceError) else ""
        login = getattr(request.state, "login", None)
        return PAGES.render("trouble.html", status, trouble=trouble, said=said, code=status, known=login is not None)

    return answer


def _status(error: Exception) -> int:
    if isinstance(error, StorageUnavailable):
        return 503
    if isinstance(error, RequestValidationError):
        return INVALID
    return int(getattr(error, "status_code", 0) or getattr(error, "status", 500))


def _is_for_eyes(request: Request) -> bool:
    path = request.url.path
    if path != "/console" and not path.startswith("/console/"):
        return False
    return not path.endswith("/live") and "application/json" not in request.headers.get("accept", "")
