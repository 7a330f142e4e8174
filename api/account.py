"""A carrier's account in memory: what it took, what it received, and whom it blocks. The simulator's other half."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from api.carrier import Arrival, CarrierRefused, Media, Outgoing, Sent

# The carrier's own words; it blocks by them whatever we think of the text (S44).
STOP_WORDS = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"})
START_WORDS = frozenset({"start", "yes", "unstop"})

PHONE = re.compile(r"\+[1-9][0-9]{7,14}")
INVALID = "+15005550001"
NOT_MOBILE = "+15005550009"
LONGEST_BODY = 1_600
UNDER_WAY = frozenset({"accepted", "scheduled", "queued", "sending"})
ON_ITS_WAY = 20009


@dataclass
class Kept:
    """A text that the account took. Its status moves on; everything else stays."""

    sid: str
    text: Outgoing
    at: datetime
    status: str = "queued"
    error_code: int | None = None

    def listed(self) -> Sent:
        return Sent(
            sid=self.sid,
            to=self.text.to,
            body=self.text.body,
            at=self.at,
            status=self.status,
            error_code=self.error_code,
        )


@dataclass
class Account:
    """One account with one number.

    After a STOP one more text passes, because our own confirmation takes the place of the carrier's; then the number
    is blocked until START.
    """

    sid: str
    number: str
    clock: Callable[[], datetime]
    taken: list[Kept] = field(default_factory=list)
    received: list[Arrival] = field(default_factory=list)
    blocked: set[str] = field(default_factory=set)
    last_word: set[str] = field(default_factory=set)

    def take(self, text: Outgoing) -> Kept:
        """Accept an outbound text. Raises CarrierRefused as the carrier would (S47)."""
        if not PHONE.fullmatch(text.to) or text.to == INVALID:
            raise CarrierRefused(21211)
        if text.to == NOT_MOBILE:
            raise CarrierRefused(21614)
        if len(text.body) > LONGEST_BODY:
            raise CarrierRefused(21617)
        if text.to in self.blocked:
            raise CarrierRefused(21610)
        if text.to in self.last_word:
            self.last_word.remove(text.to)
            self.blocked.add(text.to)
        kept = Kept(sid=new_sid("MM" if text.media else "SM"), text=text, at=self.clock())
        self.taken.append(kept)
        return kept

    def receive(self, phone: str, body: str, media: tuple[Media, ...] = ()) -> Arrival:
        """A customer's text reaches the carrier, which notes opt-outs before anybody else does."""
        word = body.strip().strip(".!").lower()
        if word in STOP_WORDS and phone not in self.blocked:
            self.last_word.add(phone)
        if word in START_WORDS:
            self.blocked.discard(phone)
            self.last_word.discard(phone)
        arrival = Arrival(
            account_sid=self.sid,
            sid=new_sid("MM" if media else "SM"),
            phone=phone,
            to=self.number,
            body=body,
            media=media,
            at=self.clock(),
        )
        self.received.append(arrival)
        return arrival

    def forget(self, sid: str) -> None:
        """Delete a text of either direction. Raises CarrierRefused while it is on its way."""
        if any(kept.sid == sid and kept.status in UNDER_WAY for kept in self.taken):
            raise CarrierRefused(ON_ITS_WAY)
        self.taken[:] = [kept for kept in self.taken if kept.sid != sid]
        self.received[:] = [arrival for arrival in self.received if arrival.sid != sid]

    def forget_file(self, sid: str, media_sid: str) -> bool:
        """Delete one file of an inbound text; whether it was there."""
        for at, arrival in enumerate(self.received):
            left = tuple(file for file in arrival.media if file.sid != media_sid)
            if arrival.sid == sid and left != arrival.media:
                self.received[at] = arrival.model_copy(update={"media": left})
                return True
        return False

    def sent_to(self, to: str, since: datetime) -> tuple[Sent, ...]:
        return tuple(kept.listed() for kept in self.taken if kept.text.to == to and kept.at >= since)

    def inbound(self, since: datetime) -> tuple[Arrival, ...]:
        return tuple(arrival for arrival in self.received if arrival.at >= since)


def new_sid(kind: str) -> str:
    """A SID as the carrier makes them: two letters and 32 hexadecimal digits."""
    return kind + secrets.token_hex(16)
