"""The pages that tools render with: every code has its section, every section its facts, letters and length."""

from __future__ import annotations

import re
from typing import Any

import pytest

from agent.texting import GSM_BASIC, GSM_EXTENDED, segments
from prompts.library import ROOT
from prompts.page import parse_page
from tests.tools.desk import SHIPPED_PROMPTS, desk, preview, words
from tools.demo.people import DANAI, MAYA, PRIYA, ROSA, SAM, STEPHANIE, YAN
from tools.drafts.draft import FAMILIES
from tools.drafts.refusal import NO_OTHER_OPTION, OVER_CAP
from tools.shopkeeping.refusal import Refusal

LANGUAGES = ("en", "es")
RESERVED = ("STOP", "YES", "CANCEL", "HELP", "START", "END", "QUIT", "UNSUBSCRIBE", "INFO")
QUESTIONS = (
    *("which_order", "which_item", "which_size", "which_color", "which_product", "which_subscription", "which_date"),
    *("which_option", "which_payment", "unknown_option", "unknown_payment"),
    *("which_quantity", "which_address", "unknown_order", "unknown_item", "unknown_size", "unknown_color"),
    *("unknown_product", "no_orders", "no_subscriptions", "no_offer", "bad_address", "bad_date", "bad_quantity"),
)
REFUSALS = (*(str(code) for code in Refusal), NO_OTHER_OPTION, OVER_CAP)
PRICED = ("change_item", "change_items", "change_quantity", "exchange_item", "exchange_items")
RECEIPTS = (*FAMILIES, *(f"{one}_{way}" for one in PRICED for way in ("more", "less")), "accepted")
PREVIEWS = (*(one for one in RECEIPTS if one != "accepted"), "exchange_choice")
LINK = "https://smearshoes.example/track/1ZS4E2030000012346"
SIZES = "6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5, 10, 10.5, 11, 11.5, 12"
FACTS: dict[str, Any] = {
    **{"order": "12346", "item": "La Sportiva Solution", "items": "Scarpa Drago 9, Crag Socks M"},
    **{"from": "10.5", "to": "11.5", "option": "size", "values": SIZES, "example": "9", "quantity": "1"},
    **{"to_item": "Rope Bag", "changes": "Scarpa Drago 9 to 9.5, Crag Socks M to L", "old_card": "Visa 1111"},
    **{"amount": "$199.00", "refund": "$217.00", "unit_price": "$199.00", "shipping": "$15.00", "tax": "$0.00"},
    **{"total": "$214.00", "price": "$16.00", "old_price": "$14.00", "days": "3-5", "card": "Mastercard 4242"},
    **{"street": "2150 Coral Way", "address": "2150 Coral Way, Apt 6, Miami, FL 33145", "word": "CONFIRM"},
    **{"date": "Wed, Nov 25", "next_date": "Wed, Dec 30", "expected_by": "Wed, Dec 30", "last_day": "Wed, Nov 25"},
    **{"tracking_url": LINK, "label_url": LINK, "instead": "wait", "wanted": "15", "options": SIZES.split(", ")},
}
ORDERS = ["#12350 (Scarpa Instinct VS 8, Loose Chalk 300 g)", "#12349 (Trailhead Runner 8 Slate)"]


def sections(page: str, language: str) -> set[str]:
    name = f"{page}.md" if language == "en" else f"{page}.{language}.md"
    file = ROOT / ("fixed" if page == "preview" else "base") / name
    return set(parse_page(page, file.read_text()).sections)


def rendered(page: str, section: str, language: str, **update: Any) -> str:
    return words(page, section, {**FACTS, **update}, language)


def checked(text: str) -> str:
    """Plain letters, nothing left open, and no reserved word asked for."""
    odd = {char for char in text if char not in GSM_BASIC and char not in GSM_EXTENDED}
    assert not odd, (odd, text)
    assert not re.search(r"[{}]|None|  | [.,?]|\[\]", text), text
    assert not [word for word in RESERVED if re.search(rf"\b{word}\b", text)], text
    return text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "codes"),
    [("preview", PREVIEWS), ("receipts", RECEIPTS), ("refusals", REFUSALS), ("questions", QUESTIONS)],
)
def test_every_code_has_its_section_and_there_are_no_others(page: str, codes: tuple[str, ...], language: str) -> None:
    assert sections(page, language) == set(codes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", PREVIEWS)
def test_a_preview_asks_for_its_word_and_names_what_it_is_about(section: str, language: str) -> None:
    text = checked(rendered("preview", section, language))
    assert "CONFIRM" in text and segments(text).count <= 2
    assert ("12346" in text) == ("order" in SHIPPED_PROMPTS.template("preview", section, language).variables)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", RECEIPTS)
def test_a_receipt_fits_into_two_segments(section: str, language: str) -> None:
    assert segments(checked(rendered("receipts", section, language))).count <= 2
    assert segments(checked(rendered("receipts", section, language, tracking_url="", order=""))).count <= 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", REFUSALS)
@pytest.mark.parametrize("instead", ["", "change", "cancel", "wait", "exchange", "return"])
def test_a_refusal_fits_into_one_segment(section: str, language: str, instead: str) -> None:
    text = checked(rendered("refusals", section, language, instead=instead, days="30"))
    assert segments(text).count == 1, len(text)
    checked(rendered("refusals", section, language, instead=instead, order="", item="", options=[]))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", QUESTIONS)
def test_a_question_fits_into_one_segment(section: str, language: str) -> None:
    options = {"which_order": ORDERS, "which_address": ["city", "postcode"], "bad_address": ["state"]}
    named = ["Scarpa Drago", "Scarpa Instinct VS"]
    shown = FACTS["options"] if "size" in section else options.get(section, named)
    text = checked(rendered("questions", section, language, options=shown))
    assert segments(text).count == 1, len(text)
    checked(rendered("questions", section, language, options=[], order="", item="", wanted=""))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["preview", "receipts", "refusals", "questions"])
def test_both_languages_say_the_same_things(page: str, language: str) -> None:
    for section in sections(page, language):
        ours = SHIPPED_PROMPTS.template(page, section, language).variables
        theirs = SHIPPED_PROMPTS.template(page, section, "en").variables
        missing = theirs - ours
        assert missing <= {"option", "order"}, (section, missing)


async def test_the_size_change_reads_as_in_the_founding_article() -> None:
    here = await desk(STEPHANIE)
    told = await here.done(await here.proposal("change_item", item="Scarpa Drago", size="8.5"))
    assert words("receipts", told.section, told.facts).startswith(
        "Happy to make the change! We swapped out the size for you, and you'll be getting the Scarpa Drago in an 8.5. "
        "Track your package here: https://smearshoes.example/track/"
    )


async def test_the_cancellation_reads_as_in_the_founding_article() -> None:
    here = await desk(MAYA)
    told = await here.done(await here.proposal("cancel_order"))
    text = words("receipts", told.section, told.facts)
    assert text.startswith("No problem! We've canceled order #12347.") and "within 3 business days" in text


async def test_the_return_reads_as_in_the_founding_article() -> None:
    here = await desk(YAN)
    proposal = await here.proposal("return_items")
    shown = preview(proposal)
    assert shown.startswith("No problem, happy to help. Can you please confirm you'd like to return order #12348")
    assert shown.endswith("Text CONFIRM")
    told = await here.done(proposal)
    text = words("receipts", told.section, told.facts)
    assert text.startswith("Okay, great. Here is your shipping label for order #12348: https://")
    assert text.endswith("within 3-5 business days of your order arriving at our warehouse.")


async def test_the_exchange_reads_as_in_the_founding_article() -> None:
    here = await desk(YAN)
    shown = preview(await here.proposal("exchange_item"))
    assert shown.startswith("No problem, happy to help. Can you please confirm you'd like to exchange order #12348")
    assert "Let us know what size you need" in shown
    told = await here.done(await here.proposal("exchange_item", size="9"))
    text = words("receipts", told.section, told.facts)
    assert text.startswith("Okay, great. Here is your shipping label for order #12348: https://")
    assert text.endswith("in 3-5 business days after we receive your package.")


@pytest.mark.parametrize(
    ("phone", "name", "said"),
    [
        (SAM, "return_items", {}),
        (SAM, "return_items", {"items": ["trail runners"]}),
        (DANAI, "cancel_order", {}),
        (YAN, "exchange_item", {"size": "11.5"}),
        (ROSA, "cancel_order", {}),
    ],
)
async def test_refusals_of_the_demo_world_render(phone: str, name: str, said: dict[str, Any]) -> None:
    refused = await (await desk(phone)).refused(name, **said)
    for language in LANGUAGES:
        assert segments(checked(words("refusals", refused.code, refused.facts, language))).count == 1


async def test_questions_of_the_demo_world_render() -> None:
    asked = await (await desk(PRIYA)).asked("cancel_order")
    assert checked(words("questions", asked.code, asked.facts)) == (
        "Happy to help! Which order do you mean: #12350 (Scarpa Instinct VS 8, Loose Chalk 300 g) or "
        "#12349 (Trailhead Runner 8 Slate)?"
    )
