"""A webhook's form: read within bounds, decoded strictly, one value a name (I23, S46)."""

from __future__ import annotations

from email.message import Message
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from api.errors import Forbidden, TooLarge, UnsupportedType

FORM = "application/x-www-form-urlencoded"
LARGEST_BODY_BYTES = 64 * 1024
MOST_FIELDS = 200


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form body.

    Raises UnsupportedType for another content type, charset or encoding, TooLarge over 64 KB, and Forbidden for
    what the carrier would never send: bytes that are not UTF-8, a field twice, or a body that is no form.
    """
    _check_type(request)
    return parse_form(await _read_body(request))


def parse_form(body: bytes) -> dict[str, str]:
    """The fields, strictly. Raises Forbidden."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError as error:
        raise Forbidden("The body is not a form in UTF-8.") from error
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Forbidden("A field appears twice.")
    return fields


def _check_type(request: Request) -> None:
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    charset = header.get_param("charset", "utf-8")
    known = isinstance(charset, str) and charset.lower() in ("utf-8", "utf8")
    if header.get_content_type() != FORM or not known:
        raise UnsupportedType(f"This route takes {FORM} in UTF-8 only.")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedType("This route takes no compressed body.")


async def _read_body(request: Request) -> bytes:
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length[:12]) > LARGEST_BODY_BYTES:
        raise TooLarge(f"The body is larger than {LARGEST_BODY_BYTES} bytes.")
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_BODY_BYTES:
                raise TooLarge(f"The body is larger than {LARGEST_BODY_BYTES} bytes.")
    except ClientDisconnect as error:
        raise Forbidden("The body ended early.") from error
    return bytes(body)
