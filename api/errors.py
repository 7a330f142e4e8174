"""The service's errors, each with the status it is answered with, and the two handlers that answer them.

ServiceError
+-- Invalid            400  the request says something that cannot be
+-- Unauthorized       401  no token, or a wrong one
+-- Forbidden          403  closed to this caller; a webhook that is not the carrier's
+-- NotFound           404  no such thing, or not for this caller
+-- Conflict           409  somebody else was first
+-- TooLarge           413  more than we read
+-- UnsupportedType    415  not the content type of this route
+-- TooMany            429  too often, or too many at once
+-- Unavailable        503  cannot be stored now; nothing was (I23)
"""

from __future__ import annotations

from typing import ClassVar

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from api.store.database import StorageUnavailable


class ServiceError(Exception):
    """Answered with ``status`` and ``words``; words never hold what the caller sent."""

    status: ClassVar[int] = 500

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class Invalid(ServiceError):
    status = 400


class Unauthorized(ServiceError):
    status = 401


class Forbidden(ServiceError):
    status = 403


class NotFound(ServiceError):
    status = 404


class Conflict(ServiceError):
    status = 409


class TooLarge(ServiceError):
    status = 413


class UnsupportedType(ServiceError):
    status = 415


class TooMany(ServiceError):
    status = 429


class Unavailable(ServiceError):
    status = 503


def answer_errors(app: FastAPI) -> None:
    """Answer every ServiceError, and storage trouble as 503 so that the carrier tries again (S39)."""
    app.add_exception_handler(ServiceError, _service_error)
    app.add_exception_handler(StorageUnavailable, _storage_unavailable)


async def _service_error(_request: Request, error: Exception) -> JSONResponse:
    status = error.status if isinstance(error, ServiceError) else 500
    headers = {"WWW-Authenticate": "Bearer"} if status == Unauthorized.status else None
    return JSONResponse({"detail": str(error)}, status_code=status, headers=headers)


async def _storage_unavailable(_request: Request, _error: Exception) -> JSONResponse:
    return JSONResponse({"detail": "The store cannot be written at the moment."}, status_code=Unavailable.status)
