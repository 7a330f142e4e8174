"""The JSON of Twilio's REST API over a memory account: create, list, media and errors, with faults on request."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from email.utils import format_datetime
from typing import Any, Literal

from agent.texting import segments
from api.account import Account, Kept
from api.carrier import Arrival, CarrierRefused, Outgoing

VERSION = "2010-04-01"
Fault = Literal["20429", "20500", "20003", "20500_after", "reset_after"]
"""What happens to the next create. With ``_after`` the text was taken, whatever the answer says."""

HTTP_STATUS = {20429: 429, 20500: 500, 20003: 401, 20404: 404, 20009: 409}


class FakeApi:
    """What the routes answer with. ``forms`` keeps what was posted to create, refused calls included.

    ``contents`` are the bytes of inbound files by their SID; ``delete_faults`` are codes that the next deletions get.
    """

    def __init__(self, account: Account) -> None:
        self.account = account
        self.faults: deque[Fault] = deque()
        self.forms: list[dict[str, list[str]]] = []
        self.contents: dict[str, bytes] = {}
        self.delete_faults: deque[Literal[20003, 20429, 20500]] = deque()

    def create(self, form: dict[str, list[str]]) -> tuple[int, dict[str, Any], Kept | None]:
        """Status, JSON and what was taken."""
        self.forms.append(form)
        fault = self.faults.popleft() if self.faults else ""
        if fault in ("20429", "20500", "20003"):
            return *error_json(int(fault)), None
        one = {name: values[0] for name, values in form.items()}
        text = Outgoing(
            to=one.get("To", ""),
            body=one.get("Body", ""),
            text_id=one.get("StatusCallback", ""),
            media=tuple(form.get("MediaUrl", ())),
        )
        try:
            kept = self.account.take(text)
        except CarrierRefused as refused:
            return *error_json(refused.code), None
        if fault == "20500_after":
            return *error_json(20500), kept
        return 201, self.sent_json(kept), kept

    def sent_json(self, kept: Kept) -> dict[str, Any]:
        media = len(kept.text.media)
        return self._message(
            sid=kept.sid,
            body=kept.text.body,
            at=kept.at,
            media=media,
            **{
                "direction": "outbound-api",
                "from": self.account.number,
                "to": kept.text.to,
                "status": kept.status,
                "error_code": kept.error_code,
                "date_sent": None if kept.status == "queued" else _date(kept.at),
            },
        )

    def received_json(self, arrival: Arrival) -> dict[str, Any]:
        more = {"direction": "inbound", "from": arrival.phone, "to": arrival.to, "status": "received"}
        return self._message(
            sid=arrival.sid,
            body=arrival.body,
            at=arrival.at,
            media=len(arrival.media),
            **more,
            date_sent=_date(arrival.at),
        )

    def listed(self, to: str | None, since: datetime | None) -> list[dict[str, Any]]:
        """Newest first, both directions, as the carrier lists; the filter by time looks at the time of sending."""
        sent = [kept for kept in self.account.taken if since is None or kept.status != "queued"]
        rows = [(kept.at, self.sent_json(kept)) for kept in sent]
        rows += [(arrival.at, self.received_json(arrival)) for arrival in self.account.received]
        rows.sort(key=lambda row: row[0], reverse=True)
        return [json for at, json in rows if (to is None or json["to"] == to) and (since is None or at >= since)]

    def fetched(self, sid: str) -> dict[str, Any] | None:
        """One text of either direction."""
        return next((json for json in self.listed(None, None) if json["sid"] == sid), None)

    def delete(self, sid: str) -> int:
        """Delete a text; the HTTP status. What was posted to create it is forgotten as well."""
        if self.delete_faults:
            return HTTP_STATUS[self.delete_faults.popleft()]
        if self.fetched(sid) is None:
            return HTTP_STATUS[20404]
        gone = [kept.text for kept in self.account.taken if kept.sid == sid]
        try:
            self.account.forget(sid)
        except CarrierRefused as refused:
            return HTTP_STATUS[refused.code]
        self.forms[:] = [form for form in self.forms if not any(_made(form, text) for text in gone)]
        return 204

    def delete_media(self, sid: str, media_sid: str) -> int:
        """Delete one file of an inbound text and its bytes; the HTTP status."""
        if self.delete_faults:
            return HTTP_STATUS[self.delete_faults.popleft()]
        if not self.account.forget_file(sid, media_sid):
            return HTTP_STATUS[20404]
        self.contents.pop(media_sid, None)
        return 204

    def content(self, sid: str, media_sid: str) -> tuple[str, bytes] | None:
        """Type and bytes of one file of an inbound text, or None where there is none."""
        files = [file for one in self.account.received if one.sid == sid for file in one.media if file.sid == media_sid]
        if not files or media_sid not in self.contents:
            return None
        return files[0].content_type, self.contents[media_sid]

    def media_json(self, sid: str) -> list[dict[str, Any]]:
        """The files of one inbound text."""
        base = f"/{VERSION}/Accounts/{self.account.sid}/Messages/{sid}/Media"
        return [
            {
                "account_sid": self.account.sid,
                "content_type": file.content_type,
                "date_created": _date(arrival.at),
                "date_updated": _date(arrival.at),
                "parent_sid": sid,
                "sid": file.sid,
                "uri": f"{base}/{file.sid}.json",
            }
            for arrival in self.account.received
            if arrival.sid == sid
            for file in arrival.media
        ]

    def _message(self, sid: str, body: str, at: datetime, media: int, **more: Any) -> dict[str, Any]:
        base = f"/{VERSION}/Accounts/{self.account.sid}/Messages/{sid}"
        return {
            "account_sid": self.account.sid,
            "api_version": VERSION,
            "body": body,
            "date_created": _date(at),
            "date_updated": _date(at),
            "error_code": None,
            "error_message": None,
            "messaging_service_sid": None,
            "num_media": str(media),
            "num_segments": str(max(segments(body).count, 1)),
            "price": None,
            "price_unit": "USD",
            "sid": sid,
            "subresource_uris": {"media": f"{base}/Media.json", "feedback": f"{base}/Feedback.json"},
            "uri": f"{base}.json",
            **more,
        }


def error_json(code: int) -> tuple[int, dict[str, Any]]:
    """Status and body of an error as the carrier answers it."""
    status = HTTP_STATUS.get(code, 400)
    link = f"https://www.twilio.com/docs/errors/{code}"
    return status, {"code": code, "message": f"Error {code}", "more_info": link, "status": status}


def _made(form: dict[str, list[str]], text: Outgoing) -> bool:
    return form.get("StatusCallback") == [text.text_id] and form.get("To") == [text.to]


def _date(at: datetime) -> str:
    return format_datetime(at)
