"""A key remembers its command, its phone and its outcome."""

from tests.contracts.shops import CANCEL, RETURN
from tools.demo.people import MAYA, YAN
from tools.shop import Outcome
from tools.shopkeeping.change import Change
from tools.shopkeeping.effect import record
from tools.shopkeeping.refusal import Refusal


def test_a_done_effect_is_told_again() -> None:
    effect = record("key-1", MAYA, CANCEL, Change(reference="12347"))
    assert effect.replay(MAYA, CANCEL) == Outcome(status="done", reference="12347")


def test_a_refusal_is_told_again() -> None:
    effect = record("key-1", MAYA, CANCEL, Refusal.ALREADY_SCANNED)
    assert effect.replay(MAYA, CANCEL) == Outcome(status="refused", refusal="already_scanned")


def test_neither_another_command_nor_another_phone_may_use_the_key() -> None:
    effect = record("key-1", MAYA, CANCEL, Change(reference="12347"))
    for phone, command in ((MAYA, RETURN), (YAN, CANCEL)):
        assert effect.replay(phone, command) == Outcome(status="refused", refusal="key_reused")
