"""Records written by hand: what `parley threads` would write of a short conversation in the demo world."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from evals.production.recorded import Recorded
from tests.scene import NOW, YAN
from tools.demo.world import demo_world

MINUTE = timedelta(minutes=1)


def customer(body: str, **more: Any) -> dict[str, Any]:
    return {"speaker": "customer", "body": body, **more}


def agent(body: str, **more: Any) -> dict[str, Any]:
    return {"speaker": "agent", "body": body, **more}


def raw(*said: dict[str, Any], phone: str = YAN, **keys: Any) -> dict[str, Any]:
    """A record of texts a minute apart; each run of the customer's texts is one turn that sent what follows."""
    texts = [{"id": f"text-{n}", "at": (NOW + n * MINUTE).isoformat(), **one} for n, one in enumerate(said)]
    own = [one for one in demo_world(NOW).orders if one.customer_phone == phone]
    shop = demo_world(NOW).model_copy(update={"orders": tuple(own)}).model_dump(mode="json")
    start = {"at": NOW.isoformat(), "shop": shop, "introduced": True, **keys.pop("start", {})}
    turns = keys.pop("turns", None)
    return {
        "format": 2,
        "id": "abc123",
        "brand": "smear",
        "transcript": {"thread_id": "case", "brand": "smear", "phone": phone, "texts": texts},
        "start": start,
        "turns": _turns(texts) if turns is None else turns,
        **keys,
    }


def record(*said: dict[str, Any], **keys: Any) -> Recorded:
    return Recorded.model_validate(raw(*said, **keys))


def _turns(texts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    last = ""
    for text in texts:
        if text["speaker"] == "customer":
            if last != "customer":
                found.append({"id": f"turn-{len(found)}", "saw": [], "said": [], "at": text["at"]})
            found[-1]["saw"].append(text["id"])
        elif text["speaker"] == "agent" and found:
            found[-1]["said"].append(text["id"])
        last = text["speaker"]
    return found
