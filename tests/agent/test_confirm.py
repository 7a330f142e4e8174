"""Only the customer's own, unmistakable word confirms, and only what was shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from agent.confirm import Reading, read_confirmation
from tools.command import Buy, CancelSubscription, Command, ExchangeItem, ReturnItems
from tools.money import ZERO, dollars
from tools.order import Address
from tools.proposal import ActionClass, Choice, Proposal

NOW = datetime(2026, 6, 10, 17, tzinfo=UTC)
RETURN = ReturnItems(order="12348", line_ids=("12348-1",), refund=dollars("199.00"))
ADDRESS = Address(street="1 Main St", city="Oakland", state="CA", postcode="94607")
BUY = Buy(
    variant_id="resole-kit",
    quantity=1,
    unit_price=dollars("39.00"),
    shipping=dollars("6.00"),
    tax=ZERO,
    total=dollars("45.00"),
    card_id="card",
    address=ADDRESS,
)


def exchange(size: str) -> Command:
    return ExchangeItem(order="12348", line_id="12348-1", to_variant_id=f"scarpa-drago-{size}", difference=ZERO)


def proposal(command: Command | None, word: str = "CONFIRM", **fields: object) -> Proposal:
    content = {
        "id": "p1",
        "action": command.action if command else "exchange_item",
        "action_class": ActionClass.EXTERNALLY_REVERSIBLE,
        "word": word,
        "command": command,
        "preview": "return_items",
        "facts": {"order": "12348", "items": "Scarpa Drago 8.5", "refund": "$199.00"},
        "policy_version": "1",
        "created_at": NOW,
        "expires_at": NOW + timedelta(minutes=30),
    }
    return Proposal.model_validate({**content, **fields})


RETURNING = proposal(RETURN)
BUYING = proposal(BUY, "BUY", action_class=ActionClass.IRREVERSIBLE)
SIZES = Choice(option="size", current="8.5", values={size: exchange(size) for size in ("8", "9", "9.5", "10")})
CHOOSING = proposal(None, choice=SIZES, facts={"order": "12348", "item": "Scarpa Drago", "from": "8.5"})


@pytest.mark.parametrize(
    "body",
    [
        "CONFIRM",
        "confirm",
        " Confirm! ",
        "confirmed",
        "Yes",
        "yes please return it",
        "Yep, return order #12348",
        "“CONFIRM”",
    ],
)
def test_the_word_or_an_unmistakable_yes_confirms(body: str) -> None:
    assert read_confirmation(body, RETURNING).command == RETURN


@pytest.mark.parametrize(
    "body",
    [
        "yes but keep the socks",
        "yes, and also cancel 12349",
        "CONFIRM 12349",
        "confirm?",
        "yes to order 99999",
        "how do I confirm",
        "I'd like to return my order",
        "yes if it is free",
        "yes tomorrow",
        "don't confirm",
        "Liked “... Text CONFIRM”",
        "Loved “CONFIRM”",
        "A “CONFIRM” tapback",
        "not yes",
        "CONFIRM 4821",
        "",
    ],
)
def test_anything_that_changes_or_quotes_is_no_confirmation(body: str) -> None:
    assert read_confirmation(body, RETURNING).reading is not Reading.CONFIRMS


@pytest.mark.parametrize("body", ["ok", "okay", "right"])
def test_a_weak_yes_is_asked_for_the_word(body: str) -> None:
    assert read_confirmation(body, RETURNING).reading is Reading.NEEDS_WORD


@pytest.mark.parametrize("body", ["yes", "CONFIRM", "yes please", "sure do it", "👍"])
def test_a_yes_never_charges(body: str) -> None:
    assert read_confirmation(body, BUYING).reading is Reading.NEEDS_WORD


@pytest.mark.parametrize("body", ["BUY", "buy", "Buy!", "yes buy it please"])
def test_buy_charges(body: str) -> None:
    assert read_confirmation(body, BUYING).command == BUY


@pytest.mark.parametrize(
    "body", ["no", "no thanks", "nvm", "never mind", "Nope", "don't", "I changed my mind", "keep it"]
)
def test_a_no_declines(body: str) -> None:
    assert read_confirmation(body, RETURNING).reading is Reading.DECLINES


def test_a_thumb_confirms_only_what_can_be_turned_back() -> None:
    skip = proposal(CancelSubscription(subscription_id="s1"), action_class=ActionClass.REVERSIBLE)
    assert read_confirmation("👍🏽", skip).reading is Reading.CONFIRMS
    assert read_confirmation("ok", skip).reading is Reading.CONFIRMS


def test_the_founding_article_s_words_choose_and_confirm() -> None:
    body = "Confirmed. I’d like to exchange the Scarpa Drago shoe size 8.5 with a size 9"
    read = read_confirmation(body, CHOOSING)
    assert (read.reading, read.command) == (Reading.CONFIRMS, exchange("9"))


def test_a_size_alone_chooses_without_confirming() -> None:
    assert read_confirmation("a 9 please", CHOOSING).reading is Reading.CHOOSES
    assert read_confirmation("9.5", CHOOSING).command == exchange("9.5")


def test_a_word_alone_leaves_the_size_open() -> None:
    assert read_confirmation("CONFIRM", CHOOSING).reading is Reading.NEEDS_CHOICE


@pytest.mark.parametrize("body", ["CONFIRM 9 or 10", "CONFIRM 11", "confirm 8.5", "is a 9 in stock?"])
def test_two_sizes_a_missing_size_or_a_question_confirm_nothing(body: str) -> None:
    assert read_confirmation(body, CHOOSING).reading not in (Reading.CONFIRMS, Reading.CHOOSES)


@pytest.mark.parametrize("body", ["Yes, size 8.5", "confirm 8.5", "yes the 8.5"])
def test_the_old_value_is_not_what_was_agreed_to(body: str) -> None:
    swap = proposal(exchange("9"), facts={"order": "12348", "item": "Scarpa Drago", "from": "8.5", "to": "9"})
    assert read_confirmation(body, swap).reading is Reading.OTHER
    assert read_confirmation("yes size 9", swap).reading is Reading.CONFIRMS


@pytest.mark.parametrize("body", ["BUY 2", "buy 10", "BUY 45"])
def test_another_number_beside_buy_buys_nothing(body: str) -> None:
    facts = {"item": "Scarpa Drago 10", "quantity": "1", "total": "$179.00"}
    drago = proposal(BUY, "BUY", action_class=ActionClass.IRREVERSIBLE, facts=facts)
    assert read_confirmation(body, drago).reading is Reading.OTHER
    assert read_confirmation("BUY 1", drago).reading is Reading.CONFIRMS
    assert read_confirmation("buy size 10", drago).reading is Reading.CONFIRMS


@pytest.mark.parametrize(
    "body", ["CONFIRMAR", "confirmar", "s\u00ed, confirmar", "si por favor", "claro que si", "Confirmo"]
)
def test_spanish_words_confirm(body: str) -> None:
    shown = "\u00bfNos confirmas que quieres devolver el pedido #12348 (Scarpa Drago 8.5)? Responde CONFIRMAR"
    assert read_confirmation(body, RETURNING, shown).command == RETURN


def test_comprar_charges_only_where_it_was_asked_for() -> None:
    assert read_confirmation("comprar", BUYING, "Responde COMPRAR para comprar.").reading is Reading.CONFIRMS
    assert read_confirmation("comprar", BUYING, "Text BUY to order.").reading is not Reading.CONFIRMS
    assert read_confirmation("si", BUYING, "Responde COMPRAR para comprar.").reading is Reading.NEEDS_WORD


@pytest.mark.parametrize("body", ["yes cancel it", "confirm exchange", "si, cancelalo", "si cambiar"])
def test_an_agreement_to_another_act_confirms_nothing(body: str) -> None:
    assert read_confirmation(body, RETURNING).reading is Reading.OTHER


@pytest.mark.parametrize("body", ["no, mejor no", "no mejor no", "no gracias", "no todavia no"])
def test_a_spanish_no_declines(body: str) -> None:
    assert read_confirmation(body, RETURNING).reading is Reading.DECLINES
