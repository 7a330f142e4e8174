"""Webhooks under fire: bodies of every kind, some under a valid signature, and what they are answered with (H1, H2).

By hand: ``python -m tests.faults.webhook_fuzz --bodies 1000000 --seed 1``. Exits with 1 on any other answer.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from fastapi import FastAPI

from api.carrier import Arrival
from api.errors import answer_errors
from api.inbox import Inbox
from api.signature import HEADER, Signature
from api.testing import MemoryInbox
from api.webhooks import MESSAGES, STATUS, Line, router
from tests.api.texts import ACCOUNT, BRAND_NUMBER, NOW, TOKEN, text_form

PUBLIC: Final = "https://shop.example"
ALLOWED: Final = frozenset({200, 403, 413, 415})
SIGNATURE: Final = Signature([TOKEN])
FORM: Final = b"application/x-www-form-urlencoded"
TYPES: Final = (
    *(FORM + b"; charset=utf-8", FORM + b"; charset=utf-16", FORM + b"; charset*=x''%ff", b"application/json", b""),
    *(b"multipart/form-data; boundary=x", b"text/plain", b"\xff\xfe", b"a/b; " * 200),
)
VALUES: Final = (
    *("", " ", "\x00", "\ufffd", "\u202eabc", "💥" * 400, "a" * 70_000, "STOP", "{{7*7}}", "<script>", "' OR 1=1 --"),
    *("-1", "1e9", "9" * 40, "٣", "0x10", "nan", "SM" + "g" * 32, "AC", "+", "+0", "4242 4242 4242 4242", "\r\n\r\n"),
    *("https://evil.example/Media/ME" + "a" * 32, "../../../etc/passwd", "image/svg+xml", "a=b&c=d", "%", "%zz"),
)
GENUINE: Final = text_form("where is my order?", FromCity="OAKLAND")
NAMES: Final = (
    *("MessageSid", "AccountSid", "From", "To", "Body", "NumMedia", "MediaUrl0", "MediaContentType0", "OptOutType"),
    *("MessageStatus", "ErrorCode", "MessagingServiceSid", "", "a" * 300, "Body\x00", "bodySHA256", "From[]"),
)

Send = tuple[str, bytes, list[tuple[bytes, bytes]], bytes]
"""Path, query, headers and body of one request."""


@dataclass
class Salvo:
    """What was answered; ``wrong`` are answers that are not allowed, each in words."""

    answers: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Gun:
    """Makes requests; ``dice`` decides everything, so that a seed repeats them."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._kinds: tuple[Callable[[], tuple[Send, bool]], ...] = (
            *(self._bytes, self._bent, self._bent, self._signed, self._signed, self._signed, self._odd_header),
        )

    def shot(self) -> tuple[Send, bool]:
        """One request, and whether it may be answered with 200."""
        return self._dice.choice(self._kinds)()

    def hostile(self) -> dict[str, str]:
        """A text or status as the carrier posts it, with fields that it never would."""
        sid = f"SM{self._dice.getrandbits(128):032x}"
        form = text_form("hi", phone=f"+1415555{self._dice.randrange(10_000):04}", sid=sid)
        if self._dice.random() < 0.3:
            form |= {"MessageStatus": self._dice.choice(("delivered", "sent", "new-word")), "ErrorCode": "30003"}
        for _ in range(self._dice.randrange(4)):
            form[self._dice.choice(NAMES)] = self._value()
        if self._dice.random() < 0.1:
            form.pop(self._dice.choice(sorted(form)))
        return form

    def _value(self) -> str:
        if self._dice.random() < 0.6:
            return self._dice.choice(VALUES)
        letters = (chr(self._dice.choice((self._dice.randrange(0xD800), self._dice.randrange(128)))) for _ in range(9))
        return "".join(letters)

    def _bytes(self) -> tuple[Send, bool]:
        body = self._dice.randbytes(self._dice.choice((0, 1, 20, 300, 5_000)))
        return self._request(MESSAGES, body, "AAAA"), False

    def _bent(self) -> tuple[Send, bool]:
        """A valid text whose bytes are changed under its signature."""
        form = GENUINE
        body = bytearray(urlencode(form).encode())
        for _ in range(self._dice.randint(1, 3)):
            place = self._dice.randrange(len(body))
            match self._dice.randrange(3):
                case 0:
                    body[place] = self._dice.randrange(256)
                case 1:
                    del body[place]
                case _:
                    body[place:place] = self._dice.choice((b"&", b"=", b"%", b"%00", b"+", b"&Body=x"))
        bent = bytes(body)
        same = _signed_as(dict(parse_qsl(bent.decode("latin-1"), keep_blank_values=True))) == _signed_as(form)
        return self._request(MESSAGES, bent, SIGNATURE.sign(PUBLIC + MESSAGES, form)), same

    def _signed(self) -> tuple[Send, bool]:
        """Whatever it says, the carrier's secret has signed it."""
        form, path = self.hostile(), self._dice.choice((MESSAGES, STATUS))
        query = self._dice.choice(("", "", "text=abc_1", "text=..%2f", "a=1")) if path == STATUS else ""
        url = f"{PUBLIC}{path}{'?' + query if query else ''}"
        return self._request(path, urlencode(form).encode(), SIGNATURE.sign(url, form), query), True

    def _odd_header(self) -> tuple[Send, bool]:
        path, query, headers, body = self._signed()[0]
        odd = self._dice.choice(
            (
                (b"content-type", self._dice.choice(TYPES)),
                (b"content-length", self._dice.choice((b"-1", b"99999999999999999999", b"x", b"70000", b""))),
                (b"content-encoding", b"gzip"),
                (HEADER.lower().encode(), self._dice.choice((b"", b"caf\xe9", b"A" * 9_000))),
                (b"x-twilio-webhooks-signature-settings", self._dice.randbytes(20)),
            )
        )
        return (path, query, [*(one for one in headers if one[0] != odd[0]), odd], body), True

    def _request(self, path: str, body: bytes, signature: str, query: str = "") -> Send:
        headers = [(b"content-type", FORM), (b"content-length", str(len(body)).encode()), (b"host", b"inside:8000")]
        return path, query.encode(), [*headers, (HEADER.lower().encode(), signature.encode())], body


def _signed_as(form: dict[str, str]) -> str:
    """What the carrier's signature sees: names and values without a boundary, so that some cuts are no change (S46)."""
    return "".join(name + form[name] for name in sorted(form))


def is_genuine(arrival: Arrival) -> bool:
    """Whether what was taken in is the text that was signed, wherever its bytes were cut."""
    seen = (arrival.body, arrival.phone, arrival.to, arrival.account_sid, arrival.media, arrival.opt_out)
    return seen == (GENUINE["Body"], GENUINE["From"], GENUINE["To"], GENUINE["AccountSid"], (), None)


def app_over(inbox: Inbox) -> FastAPI:
    """The two webhooks, and nothing else."""
    app = FastAPI()
    answer_errors(app)
    line = Line(PUBLIC, SIGNATURE, inbox, lambda: NOW, frozenset({BRAND_NUMBER}), ACCOUNT, "MG" + "5" * 32)
    app.include_router(router(line))
    return app


async def fire(app: FastAPI, request: Send) -> int:
    """The status of one request, made without a socket. What the app raises comes through."""
    path, query, headers, body = request
    scope = {
        **{"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http"},
        **{"path": path, "raw_path": path.encode(), "query_string": query, "headers": headers, "root_path": ""},
        **{"client": ("127.0.0.1", 1), "server": ("inside", 8000)},
    }
    answered: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            answered.append(message["status"])

    await app(scope, receive, send)
    return answered[0]


async def fuzz(bodies: int, seed: int, inbox: Inbox | None = None) -> Salvo:
    """So many requests against the webhooks, over an inbox in memory unless another one is given."""
    gun, salvo, kept = Gun(random.Random(seed)), Salvo(), MemoryInbox()
    app = app_over(inbox or kept)
    for number in range(bodies):
        request, may_pass = gun.shot()
        (answer,) = await asyncio.gather(fire(app, request), return_exceptions=True)
        if isinstance(answer, BaseException):
            salvo.wrong.append(f"{number}: {type(answer).__name__} {answer!s:.100} at {request!r:.300}")
            continue
        salvo.answers[answer] += 1
        if answer not in ALLOWED or (answer == 200 and not may_pass):
            salvo.wrong.append(f"{number}: {answer} at {request!r:.300}")
        taken = kept.arrivals.pop(GENUINE["MessageSid"], None)
        if taken is not None and not is_genuine(taken):
            salvo.wrong.append(f"{number}: {taken} was taken in for another text at {request!r:.300}")
        if number % 1_000 == 0:
            kept.arrivals.clear()
            kept.notes.clear()
    return salvo


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Fire bodies of every kind at the webhooks, and count the answers.")
    parser.add_argument("--bodies", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    salvo = asyncio.run(fuzz(asked.bodies, asked.seed))
    title = f"bodies {asked.bodies}, seed {asked.seed}, answers {dict(sorted(salvo.answers.items()))}"
    sys.stdout.write("\n".join([title, f"not allowed {len(salvo.wrong)}", *salvo.wrong[:20], ""]))
    sys.exit(bool(salvo.wrong))


if __name__ == "__main__":
    main()
