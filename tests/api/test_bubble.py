"""A text is shown as it is: its links by our own rules, its delivery as the carrier says, its tricks spelled out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from api.bubble import clock_time, day_and_time, gaps, parts_of, tick_of, visible
from tests.scene import NOW

ZONE = "America/Los_Angeles"


def outbound(state: str, delivery: str | None = None) -> dict[str, Any]:
    return {"direction": "out", "state": state, "delivery": delivery}


@pytest.mark.parametrize(
    ("state", "delivery", "shown"),
    [
        ("new", None, "queued"),
        ("sending", None, "queued"),
        ("sent", None, "sent"),
        ("sent", "queued", "queued"),
        ("sent", "delivered", "delivered"),
        ("failed", "undelivered", "failed"),
        ("failed", None, "failed"),
        ("unknown", None, "unknown"),
        ("dropped", None, "not sent"),
    ],
)
def test_the_carriers_last_word_is_shown(state: str, delivery: str | None, shown: str) -> None:
    assert tick_of(outbound(state, delivery)) == shown


def test_a_customers_text_has_no_tick() -> None:
    assert tick_of({"direction": "in", "state": "new", "delivery": None}) == ""


def test_links_are_made_by_us_and_lead_to_the_web_only() -> None:
    parts = parts_of("See https://shop.test.com/a?b=1, or www.test.com. Not javascript:alert(1)")
    assert [part for part in parts if part["href"]] == [
        {"text": "https://shop.test.com/a?b=1", "href": "https://shop.test.com/a?b=1"},
        {"text": "www.test.com", "href": "https://www.test.com"},
    ]
    assert "".join(part["text"] for part in parts) == (
        "See https://shop.test.com/a?b=1, or www.test.com. Not javascript:alert(1)"
    )


def test_an_address_that_exists_only_in_examples_leads_nowhere() -> None:
    assert all(not part["href"] for part in parts_of("Track: https://smearshoes.example/track/1"))


@pytest.mark.parametrize("body", ["", "\n", "http://", "a https://x.test.com https://x.test.com", "<b>www.x.com</b>"])
def test_no_letter_is_lost(body: str) -> None:
    assert "".join(part["text"] for part in parts_of(body)) == body


def test_nothing_hides_in_a_text() -> None:
    assert visible("pay \u202eevil\u200b now") == "pay ⟨U+202E⟩evil⟨U+200B⟩ now"
    assert visible("née 👨\u200d👩\u200d👧 ❤\ufe0f\nnext") == "née 👨\u200d👩\u200d👧 ❤\ufe0f\nnext"


def test_times_are_the_brands_and_stand_only_after_a_pause() -> None:
    assert clock_time(NOW, ZONE) == "10:00 AM"
    assert day_and_time(NOW, ZONE) == "Wed, Jun 10 · 10:00 AM"
    rows = [{"at": NOW}, {"at": NOW + timedelta(minutes=3)}, {"at": NOW + timedelta(minutes=40)}]
    assert gaps(rows, ZONE) == ["Wed, Jun 10 · 10:00 AM", "", "Wed, Jun 10 · 10:40 AM"]
