"""A thread from its first text to its last: texts with their fate and reasons, photos, reactions, and what happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from agent.inbound import Reaction, tapback
from agent.transcript import Speaker
from api.bubble import clock_time, day_and_time, gaps, parts_of, tick_of, visible
from api.console import words
from api.store.second_thoughts import TAKEN_BACK, UNDO, is_waiting

Row = Mapping[str, Any]
SPEAKERS: Final = {
    Speaker.CUSTOMER.value: "customer",
    Speaker.AGENT.value: "Agent",
    Speaker.PERSON.value: "Person",
    Speaker.BRAND.value: "Notice",
}
SIDES: Final = {"in": "in", "out": "out", "note": "note"}
INTERNAL: Final = "internal"
"""The kind of a note that colleagues write to each other; nothing of it ever leaves."""
REACTIONS: Final = {
    Reaction.LOVED: "❤️ Loved",
    Reaction.LIKED: "👍 Liked",
    Reaction.DISLIKED: "👎 Disliked",
    Reaction.LAUGHED: "😂 Laughed at",
    Reaction.EMPHASIZED: "‼️ Emphasized",
    Reaction.QUESTIONED: "❓ Questioned",
    Reaction.OTHER: "Reacted to",
}
CONSENTS: Final = {
    "opt_out": "Opted out: no texts at all",
    "opt_in": "Opted in again",
    "wrong_number": "Wrong number: no texts at all",
    "hold_marketing": "No marketing for now",
    "release_hold": "Marketing may go on",
    "marketing_opt_in": "Agreed to marketing",
    "marketing_opt_out": "Wants no marketing",
}
EMPTY: Final = ("side", "speaker", "who", "reaction", "tick", "trouble", "undo", "why", "turn", "verdict", "label")
NO_PHOTO: Final = {"waiting": "Photo, not fetched yet", "refused": "A file that is no photo"}


@dataclass(frozen=True)
class Scene:
    """What the timeline is drawn from, and for whom: ``me`` may take back their own texts, and has ``mine`` labels."""

    thread_id: str
    texts: Sequence[Row]
    turns: Mapping[str, Row]
    labels: Sequence[Row]
    files: Sequence[Row]
    consents: Sequence[Row]
    effects: Sequence[Row]
    zone: str
    now: datetime
    me: str = ""


def timeline(scene: Scene) -> list[dict[str, Any]]:
    """Oldest first; events stand where they happened."""
    drawn = [(row["at"], 1, row, _text) for row in scene.texts]
    since = scene.texts[0]["at"] if scene.texts else scene.now
    drawn += [(row["at"], 0, row, _consent) for row in scene.consents if row["at"] >= since]
    drawn += [(row["at"], 2, row, _effect) for row in scene.effects]
    drawn.sort(key=lambda one: (one[0], one[1]))
    above = gaps([{"at": at} for at, _, _, _ in drawn], scene.zone)
    return [draw(row, gap, scene) for (_, _, row, draw), gap in zip(drawn, above, strict=True)]


def why(turn: Row) -> list[dict[str, str]]:
    """What a turn rests on, as names and values."""
    rows = {
        "Decided by": turn["decided_by"],
        "Sure": f"{round(float(turn['confidence']) * 100)}%",
        "Because": ", ".join(turn["reasons"]),
        "Looked up": ", ".join(turn["tools"]),
        "Articles": ", ".join(turn["passages"]),
        "Prompts": turn["prompt_version"],
        "Took": f"{turn['took_ms']} ms" if turn["took_ms"] else "",
    }
    return [{"name": name, "value": visible(value)} for name, value in rows.items() if value]


def _text(row: Row, gap: str, scene: Scene) -> dict[str, Any]:
    note = row["direction"] == "note"
    said = visible(row["body"])
    reacted = _reaction(row)
    turn = scene.turns.get(row["turn_id"] or "") if row["direction"] == "out" else None
    who = SPEAKERS.get(row["speaker"], row["speaker"])
    undo = bool(scene.me) and row["author"] == scene.me and is_waiting(dict(row), scene.now)
    return {
        **_blank(row["id"], gap, clock_time(row["at"], scene.zone)),
        "side": _side(row),
        "speaker": row["speaker"],
        "who": row["author"] or ("" if who == "customer" else who),
        "parts": parts_of(words.outcome(said) if note else reacted or said) or [{"text": "", "href": ""}],
        "reaction": "reaction" if reacted else "",
        "photos": _photos(row, scene),
        "tick": "waiting" if undo else tick_of(row),
        "trouble": _held(row, scene) or _trouble(row),
        "undo": row["id"] if undo else "",
        **_grounds(turn, scene),
    }


def _blank(of: str, gap: str, time: str) -> dict[str, Any]:
    """Every field that the page and its script look at."""
    return {"id": of, "gap": gap, "time": time, "parts": [], "photos": [], "grounds": [], **dict.fromkeys(EMPTY, "")}


def _side(row: Row) -> str:
    return INTERNAL if row["kind"] == INTERNAL else SIDES.get(row["direction"], "note")


def _grounds(turn: Row | None, scene: Scene) -> dict[str, Any]:
    if turn is None:
        return {}
    said = [row for row in scene.labels if row["turn_id"] == turn["id"]]
    mine = next((row for row in reversed(said) if row["mine"]), None)
    label = "; ".join(f"{row['author']}: {row['verdict']}{', ' + row['why'] if row['why'] else ''}" for row in said)
    sure = f"{round(float(turn['confidence']) * 100)}% sure"
    return {
        "why": f"Why? {turn['decided_by']}, {sure}",
        "grounds": why(turn),
        "turn": turn["id"],
        "label": visible(label),
        "verdict": mine["verdict"] if mine else "",
    }


def _reaction(row: Row) -> str:
    """A tapback in plain words, or nothing for every other text (S61)."""
    found = tapback(row["body"]) if row["direction"] == "in" else None
    if found is None:
        return ""
    taken = "Took back: " if found.removed else ""
    quoted = f" “{visible(found.quoted)}”" if found.quoted else " a picture"
    return f"{taken}{REACTIONS[found.reaction]}{quoted}"


def _photos(row: Row, scene: Scene) -> list[dict[str, str]]:
    files = [file for file in scene.files if file["text_id"] == row["id"]]
    shown = [_photo(file, scene.thread_id) for file in files]
    missing = len(row["media"] or ()) - len(files)
    return shown + [{"id": f"{row['id']}-{number}", "href": "", "words": "Photo"} for number in range(max(missing, 0))]


def _photo(file: Row, thread_id: str) -> dict[str, str]:
    if file["state"] == "kept":
        return {"id": file["id"], "href": f"/console/threads/{thread_id}/photo?file={file['id']}", "words": "Photo"}
    return {"id": file["id"], "href": "", "words": NO_PHOTO.get(file["state"], "Photo")}


def _held(row: Row, scene: Scene) -> str:
    """When a text leaves that waits for its hour, and why it waits (S34)."""
    until: datetime | None = row["next_try_at"]
    waits = row["direction"] == "out" and row["state"] == "new" and row["reason"] != UNDO
    if not waits or until is None or until <= scene.now:
        return ""
    why = words.WAITS.get(row["reason"] or "", (row["reason"] or "").replace("_", " "))
    return f"(leaves {day_and_time(until, scene.zone)}{': ' + why if why else ''})"


def _trouble(row: Row) -> str:
    if row["reason"] == TAKEN_BACK:
        return "(taken back)"
    if tick_of(row) not in ("failed", "not sent", "unknown"):
        return ""
    cause = f"code {row['error_code']}" if row["error_code"] else (row["reason"] or "").replace("_", " ")
    return f"({cause})" if cause else ""


def _consent(row: Row, gap: str, scene: Scene) -> dict[str, Any]:
    told = CONSENTS.get(row["event"], row["event"].replace("_", " "))
    how = "by text" if row["channel"] == "sms" else f"by {row['channel']}, {visible(row['actor'])}"
    return _event(f"consent-{row['id']}", f"{told} ({how})", row["event"], gap, clock_time(row["at"], scene.zone))


def _effect(row: Row, gap: str, scene: Scene) -> dict[str, Any]:
    what = f"{row['action'].replace('_', ' ').capitalize()} {row['reference'] or ''}".strip()
    state = {"done": "done", "executing": "under way", "refused": "refused by the shop"}.get(row["state"], row["state"])
    by = "on the customer's word" if row["actor"] == "customer" else f"by {visible(row['actor'].partition(' <')[0])}"
    key = f"effect-{row['key'][:16]}-{row['state']}"
    return _event(key, f"{what}: {state}, {by}", f"effect-{row['state']}", gap, clock_time(row["at"], scene.zone))


def _event(of: str, told: str, what: str, gap: str, time: str) -> dict[str, Any]:
    return {**_blank(of, gap, time), "side": "event", "speaker": what, "parts": [{"text": told, "href": ""}]}


def asked(texts: Iterable[Row], most: int = 6) -> list[dict[str, str]]:
    """The customer's last texts, the newest first: in one of them they asked for what a colleague approves."""
    own = [row for row in texts if row["direction"] == "in" and not _reaction(row)]
    lines = [(row["id"], visible(" ".join(row["body"].split()))[:90]) for row in own[: -most - 1 : -1]]
    return [{"id": text_id, "words": line or "(photo)"} for text_id, line in lines]
