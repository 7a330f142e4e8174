"""The numbers of one brand over some days: how conversations ended, waits, texts, models, opt-outs, deliveries."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final, Literal, get_args
from zoneinfo import ZoneInfo

from api import conversations
from api.conversations import PAUSE, Conversation, Facts, Outcome
from api.service import Service
from api.store import figures as store

Days = Literal[7, 28, 90]
Rows = Mapping[str, list[dict[str, Any]]]
BUCKETS: Final = (
    ("under 5 min", 5),
    ("5 to 15 min", 15),
    ("15 to 60 min", 60),
    ("1 to 4 h", 240),
    ("4 to 24 h", 1440),
    ("over 24 h", None),
)
BY_AGENT: Final = ("confirmed", "presumed", "recontacted", "wrong")
FAILED: Final = frozenset({"failed", "undelivered", "canceled"})
OUR_OWN: Final = frozenset({"gate", "embedded", "worker", "person", "none"})
MILLION: Final = Decimal(1_000_000)


async def figures(service: Service, brand: str, days: Days) -> dict[str, Any]:
    """As JSON. Days are the brand's own, today included; KeyError for a brand that is not served."""
    zone = ZoneInfo(service.brands[brand].brand.timezone)
    now = service.clock()
    first = now.astimezone(zone).date() - timedelta(days=days - 1)
    since = datetime.combine(first, time.min, tzinfo=zone)
    async with service.database.reading() as session:
        rows = await store.rows_of(session, brand, since - PAUSE)
        turns = await store.turns_of(session, brand, since)
    counted = await asyncio.to_thread(_counted, rows, (since, now, zone))
    window = {
        "brand": brand,
        "days": days,
        "zone": str(zone),
        "since": since.isoformat(),
        "until": now.astimezone(zone).isoformat(),
    }
    return {**window, **counted, "model": _model(turns, counted["threads"], service.settings.token_prices)}


def _counted(rows: Rows, window: tuple[datetime, datetime, ZoneInfo]) -> dict[str, Any]:
    since, now, zone = window
    kept = {name: _since(found, since) for name, found in rows.items() if name != "handoffs"}
    handoffs = _since(rows["handoffs"], since, "handed_over_at")
    talks = [one for one in conversations.cut(rows["texts"]) if one.asked_at >= since]
    facts = Facts(
        handoffs=conversations.times(rows["handoffs"], "handed_over_at"),
        done=conversations.times(rows["done"]),
        wrong=conversations.times(rows["wrong"]),
    )
    ended = [(one, conversations.outcome_of(one, facts, now)) for one in talks]
    days = [since.date() + timedelta(days=n) for n in range((now.astimezone(zone).date() - since.date()).days + 1)]
    sent = [text for text in kept["texts"] if text["direction"] == "out" and text["sent_at"] is not None]
    threads = len({one.thread_id for one in talks})
    return {
        "cut_short": len(rows["texts"]) >= store.MOST_TEXTS,
        "threads": threads,
        "conversations": _conversations(ended),
        "per_day": _per_day(ended, kept["opt_outs"], days, zone),
        "handovers": _handovers(handoffs, len(talks)),
        "waits": waits(handoffs),
        "handling": spread(_seconds(one["claimed_at"], one["resolved_at"]) for one in handoffs),
        "segments": {"sent": sum(text["segments"] for text in sent), "per_thread": _per(sent, threads)},
        "opt_outs": len(kept["opt_outs"]),
        "deliveries": _deliveries(sent),
    }


def _conversations(ended: Sequence[tuple[Conversation, Outcome]]) -> dict[str, Any]:
    """Counts, and shares of those that are over: one that is still open has no outcome yet."""
    counts = Counter(outcome for _, outcome in ended)
    over = len(ended) - counts["open"]
    return {
        "total": len(ended),
        "over": over,
        "counts": {name: counts[name] for name in get_args(Outcome)},
        "shares": {name: share(counts[name], over) for name in get_args(Outcome) if name != "open"},
    }


def _per_day(
    ended: Sequence[tuple[Conversation, Outcome]],
    opt_outs: Sequence[Mapping[str, Any]],
    days: Sequence[date],
    zone: ZoneInfo,
) -> list[dict[str, Any]]:
    found = {day: Counter[str]() for day in days}
    for one, outcome in ended:
        kind = "agent" if outcome in BY_AGENT else "person" if outcome == "handed_over" else "other"
        found[one.asked_at.astimezone(zone).date()][kind] += 1
    for row in opt_outs:
        found[row["at"].astimezone(zone).date()]["opt_outs"] += 1
    kinds = ("agent", "person", "other", "opt_outs")
    return [{"day": day.isoformat(), **{kind: found[day][kind] for kind in kinds}} for day in days]


def _handovers(handoffs: Sequence[Mapping[str, Any]], talks: int) -> dict[str, Any]:
    reasons = Counter(one["reason"] for one in handoffs)
    return {
        "count": len(handoffs),
        "rate": share(len(handoffs), talks),
        "by_reason": [
            {"reason": reason, "count": count, "rate": share(count, talks)} for reason, count in reasons.most_common()
        ],
    }


def waits(handoffs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """From the text that led to the hand-over to a person's first answer, around the clock: no hours are taken off.

    ``never_answered`` were resolved without an answer, ``still_waiting`` have none yet; neither is in the median. Who
    was taken over while they waited for nothing is in neither.
    """
    answered = [_seconds(one["handed_over_at"], one["first_answered_at"]) for one in handoffs]
    known = [one for one in answered if one is not None]
    silent = [one for one in handoffs if one["first_answered_at"] is None and one["answered_at"] is None]
    never = sum(one["status"] == "resolved" for one in silent)
    left, buckets = sorted(known), []
    for name, minutes in BUCKETS:
        within = [one for one in left if minutes is None or one < minutes * 60]
        left = left[len(within) :]
        buckets.append({"wait": name, "count": len(within)})
    return {**spread(known), "never_answered": never, "still_waiting": len(silent) - never, "buckets": buckets}


def spread(seconds: Iterable[float | None]) -> dict[str, Any]:
    """How many there are, their median and 90th percentile in seconds (nearest rank), None without any."""
    known = sorted(one for one in seconds if one is not None)
    return {"count": len(known), "median_seconds": _rank(known, 50), "p90_seconds": _rank(known, 90)}


def share(part: int, whole: int) -> float | None:
    """Between 0 and 1, to four digits; None where there is nothing to have a share of."""
    return round(part / whole, 4) if whole else None


def _deliveries(sent: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    failed = [text for text in sent if text["delivery"] in FAILED or text["state"] == "failed"]
    codes = Counter(text["error_code"] for text in failed)
    return {
        "sent": len(sent),
        "failed": len(failed),
        "share": share(len(failed), len(sent)),
        "by_code": [{"code": code, "count": count} for code, count in codes.most_common()],
    }


def _model(turns: Sequence[Mapping[str, Any]], threads: int, prices: tuple[Decimal, ...] | None) -> dict[str, Any]:
    """Turns and tokens by who decided; a cost where prices are set. Tokens read from a cache have their own price."""
    total = sum(row["turns"] for row in turns)
    tokens = sum(_tokens(row) for row in turns)
    cost = sum((_cost(row, prices) for row in turns), Decimal(0)) if prices is not None else None
    return {
        "turns": total,
        "tokens": tokens,
        "tokens_per_thread": round(tokens / threads, 1) if threads else None,
        "cost": f"{cost:.6f}" if cost is not None else None,
        "cost_per_thread": f"{cost / threads:.6f}" if cost is not None and threads else None,
        "by_model": [
            {
                "model": row["decided_by"],
                "turns": row["turns"],
                "share": share(row["turns"], total),
                "tokens": _tokens(row),
            }
            for row in turns
        ],
    }


def _tokens(row: Mapping[str, Any]) -> int:
    return int(row["prompt_tokens"]) + int(row["completion_tokens"])


def _cost(row: Mapping[str, Any], prices: tuple[Decimal, ...]) -> Decimal:
    """In dollars; what runs on our own machine costs nothing a token."""
    if row["decided_by"] in OUR_OWN:
        return Decimal(0)
    cached = int(row["cached_tokens"])
    amounts = (int(row["prompt_tokens"]) - cached, cached, int(row["completion_tokens"]))
    return sum((price * amount for price, amount in zip(prices, amounts, strict=True)), Decimal(0)) / MILLION


def _since(rows: list[dict[str, Any]], since: datetime, at: str = "at") -> list[dict[str, Any]]:
    return [row for row in rows if row[at] >= since]


def _seconds(start: datetime | None, end: datetime | None) -> float | None:
    return max(0.0, (end - start).total_seconds()) if start is not None and end is not None else None


def _rank(known: Sequence[float], percent: int) -> float | None:
    return known[-(-len(known) * percent // 100) - 1] if known else None


def _per(sent: Sequence[Mapping[str, Any]], threads: int) -> float | None:
    return round(sum(text["segments"] for text in sent) / threads, 2) if threads else None
