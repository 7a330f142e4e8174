"""The oracle: what must be true in the end, by the carrier's ledger, the shop's ledger and what customers saw."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from api.account import Account
from api.store.database import Database
from api.store.tables import CONSENTS, EFFECTS, PROPOSALS, TEXTS, THREADS, TURNS
from tests.api.store.line import rows_of
from tools.payment import Payment

ENDS = {"handled", "human", "suppressed"}
AT_REST = {"sent", "failed", "dropped"}


async def faults_of_line(database: Database, account: Account) -> list[str]:
    """Every way in which texts were lost, answered twice, or left in silence; empty when all is well."""
    texts, threads = await rows_of(database, TEXTS), await rows_of(database, THREADS)
    turns = await rows_of(database, TURNS)
    stopped = {row["phone"] for row in await rows_of(database, CONSENTS) if row["event"] == "opt_out"}
    return [
        *_lost(texts, account),
        *_answered_twice(turns),
        *_sent_twice(account),
        *_unsent(texts),
        *_in_silence(texts, [row for row in threads if row["phone"] not in stopped], account),
        *(f"{row['phone']} is still due" for row in threads if row["due_at"]),
        *_unfinished(await rows_of(database, EFFECTS), await rows_of(database, PROPOSALS)),
    ]


def faults_of_shop(asked: Iterable[tuple[str, str, str]]) -> list[str]:
    """Calls for one thing under more than one key: each might have been done."""
    keys: dict[tuple[str, str], set[str]] = defaultdict(set)
    for phone, command, key in asked:
        keys[phone, command].add(key)
    return [f"{command} was asked under {len(known)} keys" for (_, command), known in keys.items() if len(known) > 1]


def moved(payments: Iterable[Payment], kind: str, since: int) -> tuple[str, ...]:
    """The amounts of one kind, without the first ``since`` payments of the opening."""
    return tuple(f"{one.amount.amount:.2f}" for one in tuple(payments)[since:] if one.kind == kind)


def _lost(texts: list[dict[str, Any]], account: Account) -> list[str]:
    states = {row["sid"]: row["state"] for row in texts if row["direction"] == "in"}
    return [
        f"lost: {arrival.body!r} of {arrival.phone} is {states.get(arrival.sid, 'nowhere')}"
        for arrival in account.received
        if states.get(arrival.sid) not in ENDS
    ]


def _answered_twice(turns: list[dict[str, Any]]) -> list[str]:
    seen = Counter(sid for turn in turns for sid in turn["saw"])
    return [f"{sid} was read by {many} turns that settled" for sid, many in seen.items() if many > 1]


def _sent_twice(account: Account) -> list[str]:
    taken = Counter((kept.text.to, kept.text.text_id.rpartition("=")[2]) for kept in account.taken)
    return [f"the carrier took {text_id} for {to} {many} times" for (to, text_id), many in taken.items() if many > 1]


def _unsent(texts: list[dict[str, Any]]) -> list[str]:
    rest = [row for row in texts if row["direction"] == "out" and row["state"] not in AT_REST]
    return [f"{row['body'][:40]!r} is still {row['state']}" for row in rest]


def _in_silence(texts: list[dict[str, Any]], threads: list[dict[str, Any]], account: Account) -> list[str]:
    """Threads whose last text has neither an answer that the carrier took after it, nor a person.

    Who said STOP may be left in silence: where the carrier confirms it, we say nothing.
    """
    answered = {kept.text.to: kept.at for kept in account.taken}
    asked: dict[str, Any] = {row["thread_id"]: row for row in texts if row["direction"] == "in"}
    return [
        f"{thread['phone']} was left in silence"
        for thread in threads
        if (last := asked.get(str(thread["id"])))
        and last["state"] == "handled"
        and thread["owner"] != "person"
        and not (answered.get(thread["phone"]) and answered[thread["phone"]] > last["at"])
    ]


def _unfinished(effects: list[dict[str, Any]], proposals: list[dict[str, Any]]) -> list[str]:
    return [f"effect {row['action']} is executing" for row in effects if row["state"] == "executing"] + [
        f"proposal {row['action']} is executing" for row in proposals if row["state"] == "executing"
    ]
