"""Segments as the carrier counts them (S57), plain punctuation (S58), the room of a reply (S59), links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.texting import Segments, fits, normalise, plain_links, segments

ODD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "’“…–•™`\u200b\u200d\ufe0f\u0301\u0338\u0303👍🏽❤€^[\u00a0\uff21*#1\u20e3\U000e0067\U000e007f🏴"
        ),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", Segments("GSM-7", 0, 0)),
        ("a" * 160, Segments("GSM-7", 160, 1)),
        ("a" * 161, Segments("GSM-7", 161, 2)),
        ("a" * 306, Segments("GSM-7", 306, 2)),
        ("a" * 307, Segments("GSM-7", 307, 3)),
        ("a" * 158 + "€", Segments("GSM-7", 160, 1)),
        ("a" * 159 + "€", Segments("GSM-7", 161, 2)),
        ("á", Segments("UCS-2", 1, 1)),
        ("é" * 160, Segments("GSM-7", 160, 1)),
        ("漢" * 70, Segments("UCS-2", 70, 1)),
        ("漢" * 71, Segments("UCS-2", 71, 2)),
        ("a" * 68 + "👍", Segments("UCS-2", 70, 1)),
        ("a" * 69 + "👍", Segments("UCS-2", 71, 2)),
        ("’" + "a" * 69, Segments("UCS-2", 70, 1)),
    ],
)
def test_a_body_travels_in_as_many_segments_as_the_carrier_bills(body: str, expected: Segments) -> None:
    assert segments(body) == expected


def test_an_escape_does_not_straddle_a_segment_border() -> None:
    assert segments("a" * 152 + "[" + "a" * 151) == Segments("GSM-7", 305, 2)
    assert segments("a" * 152 + "[" + "a" * 152) == Segments("GSM-7", 306, 3)
    assert segments("a" * 151 + "[" + "a" * 153) == Segments("GSM-7", 306, 2)


def test_a_surrogate_pair_is_not_split_over_a_segment_border() -> None:
    assert segments("漢" * 66 + "👍" + "漢" * 65) == Segments("UCS-2", 133, 2)
    assert segments("漢" * 66 + "👍" + "漢" * 66) == Segments("UCS-2", 134, 3)
    assert segments("漢" * 65 + "👍" + "漢" * 67) == Segments("UCS-2", 134, 2)


@given(ODD)
def test_counting_never_fails_and_a_text_that_is_not_empty_costs_something(body: str) -> None:
    counted = segments(body)
    assert counted.units >= len(body)
    assert (counted.count >= 1) == bool(body)


@given(ODD, ODD)
def test_a_longer_text_never_costs_less(body: str, more: str) -> None:
    assert segments(body + more).count >= segments(body).count


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("We’ve got “it” – yours…", 'We\'ve got "it" - yours...'),
        ("a\u00a0b\u2009c\td", "a b c d"),
        ("st\u200bo\u2060p\ufeff", "stop"),
        ("Jalapeño Crème ó Ångström", "Jalapeño Crème ó Ångström"),
        ("Acme™ ©️ ®", "Acme(TM) (C) (R)"),
        ("❤️ 👩‍👩‍👧 👍🏽 🏳️‍🌈 1️⃣", "❤️ 👩‍👩‍👧 👍🏽 🏳️‍🌈 1️⃣"),
        (
            "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        ),
        ("a\u200db", "ab"),
        ("👍\u200d a\U000e0067", "👍 a"),
        ("e\u0301", "é"),
        ("line\r\nline", "line\r\nline"),
    ],
)
def test_typographic_characters_are_written_plainly_and_names_keep_their_letters(body: str, written: str) -> None:
    assert normalise(body) == written


def test_one_curly_apostrophe_no_longer_doubles_the_price() -> None:
    body = "It’s " + "a" * 100
    assert segments(body).count == 2
    assert segments(normalise(body)).count == 1


@given(ODD)
def test_writing_plainly_twice_changes_nothing_more(body: str) -> None:
    once = normalise(body)
    assert normalise(once) == once


@given(st.text(st.sampled_from("abc XYZ 09 ,.!?'\"-\n@$_"), max_size=80))
def test_a_plain_text_is_left_alone(body: str) -> None:
    assert normalise(body) == body


def test_a_reply_fits_up_to_both_limits() -> None:
    assert fits("a" * 306)
    assert not fits("a" * 307)
    assert fits("a" * 307, max_segments=3)
    assert fits("a" * 320, max_segments=3)
    assert not fits("a" * 321, max_segments=3)
    assert not fits("漢" * 135)
    assert fits("")


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Track it: https://acme.com/t/1?x=2.", ("https://acme.com/t/1?x=2",)),
        ("HTTP://ACME.COM/a, then (https://acme.com/b)", ("HTTP://ACME.COM/a", "https://acme.com/b")),
        ("https://en.acme.com/wiki/A_(b)", ("https://en.acme.com/wiki/A_(b)",)),
        ("acme.com and bit.ly/abc! www.acme.xyzzy", ("acme.com", "bit.ly/abc", "www.acme.xyzzy")),
        ("odd.anything/path", ("odd.anything/path",)),
        ("<https://a.co>", ("https://a.co",)),
        ("http://127.0.0.1:8000/x", ("http://127.0.0.1:8000/x",)),
        ("write to help@acme.com", ()),
        ("It shipped.It is v1.2, $5.99, e.g. 8 a.m. in the U.S.", ()),
        ("", ()),
    ],
)
def test_every_link_is_found_and_nothing_else(text: str, links: tuple[str, ...]) -> None:
    assert plain_links(text) == links


@given(ODD)
def test_looking_for_links_never_fails_and_finds_parts_of_the_text(text: str) -> None:
    assert all(link in text for link in plain_links(text))
