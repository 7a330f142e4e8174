"""Words come from the pages: in the customer's language where there is one, never cut."""

from __future__ import annotations

from agent.embedded.families import FAMILIES, NAMES
from agent.embedded.words import LONGEST_CHARS, Words
from agent.texting import fits, normalise
from tests.agent.embedded.thread import prompts

ENGLISH, SPANISH = Words(prompts(), "en"), Words(prompts(), "es")


def test_a_section_that_a_language_lacks_is_said_in_english() -> None:
    assert SPANISH.reply("thanks") != ENGLISH.reply("thanks")
    assert SPANISH.reply("start_texts") == ENGLISH.reply("start_texts")


def test_refusals_and_questions_are_found_by_their_code() -> None:
    assert ENGLISH.trouble("no_orders", {})
    assert "12345" in (ENGLISH.trouble("already_cancelled", {"order": "12345"}) or "")


def test_an_unknown_code_or_missing_facts_give_no_words() -> None:
    assert ENGLISH.trouble("no_such_code", {}) is None
    assert ENGLISH.trouble("already_cancelled", {}) is None


def test_texts_are_joined_whole_or_not_at_all() -> None:
    long = "x" * 200
    assert Words.join(["a.", "", "b.", "a."]) == "a. b."
    assert Words.join([long, long + "y"]) == long
    assert len(Words.join([long, "z" * (LONGEST_CHARS - 201)])) == LONGEST_CHARS


def test_every_fixed_reply_fits_one_segment_and_asks_for_no_reserved_word() -> None:
    for name in ("greeting", "thanks", "help", "bot", "kept", "clarify", "not_found", "out_of_scope", "stop_texts"):
        for words in (ENGLISH, SPANISH):
            assert fits(normalise(words.reply(name)), 1), name


def test_every_name_of_an_intent_has_words() -> None:
    assert all(ENGLISH.reply(section) for section in NAMES.values())
    assert set(NAMES) <= set(FAMILIES)
