"""A page shows a role what it may do, and says only what we have words for."""

from __future__ import annotations

import json
import re
from pathlib import Path

from agent.texting import GSM_BASIC, GSM_EXTENDED, JOINED_UNITS, SINGLE_UNITS, normalise
from api.console.pages import PAGES, what_stands_still
from tests.api.console.desk import desk


async def test_who_may_only_look_is_shown_no_forms(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened:
        thread_id = await opened.waiting()
        for role, acts, audits in (("viewer", False, False), ("agent", True, False), ("admin", True, True)):
            async with opened.as_role(role) as one:
                page = await one.page(f"/console/threads/{thread_id}")
            assert (f'action="/console/threads/{thread_id}/claim"' in page) is acts
            assert ('href="/console/audit"' in page) is audits


def test_what_stands_still_is_named_in_words() -> None:
    said = [
        what_stands_still(one) for one in ("everything", "brand:smear", "marketing:smear", "template:smear:price_drop")
    ]
    assert said == ["everything", "the brand smear", "marketing of smear", "the text price drop of smear"]


async def test_an_address_cannot_put_words_into_a_page(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened:
        thread_id = await opened.waiting()
        async with opened.as_role("agent") as agent:
            page = await agent.page(f"/console/threads/{thread_id}?said=Call+900-555+now")
            assert "900-555" not in page
            assert "Somebody else took it first." in await agent.page(f"/console/threads/{thread_id}?said=taken")


def test_the_page_counts_segments_by_the_same_rules_as_the_carrier() -> None:
    script = PAGES.file("segments.js").decode()
    basic, extended = (json.loads(found) for found in re.findall(r'= new Set\(("(?:[^"\\]|\\.)*")\);', script))
    assert (set(basic), set(extended)) == (set(GSM_BASIC), set(GSM_EXTENDED))
    pairs = re.search(r"gsm \? \[(\d+), (\d+)\] : \[(\d+), (\d+)\]", script)
    assert pairs is not None
    rooms = (SINGLE_UNITS["GSM-7"], JOINED_UNITS["GSM-7"], SINGLE_UNITS["UCS-2"], JOINED_UNITS["UCS-2"])
    assert tuple(map(int, pairs.groups())) == rooms
    plain = re.search(r"PLAIN = (\{.*?\});", script)
    assert plain is not None
    for sign, written in json.loads(plain[1]).items():
        assert normalise(f"a{sign}b") == f"a{written}b", sign
