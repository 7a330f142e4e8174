"""What to do about each of the carrier's error codes (S47), as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Remedy = Literal["later", "suppress", "give_up", "mend"]
"""later: it may go again after a wait; suppress: nothing goes to this number any more; give_up: this text is over;
mend: our settings or the brand's are wrong, an admin acts."""


@dataclass(frozen=True)
class CodePolicy:
    """One code: what it means, for colleagues to read, and what to do.

    For a text that the carrier took and did not deliver: it is tried ``tries`` times more, ``after_seconds`` later
    each; the failure ``counts`` against the number (S20), which is out of use after ``number_lasts`` in a row (0: is
    never); ``stops`` says what else must not leave; with ``replan`` the customer's text is answered anew.
    """

    code: int
    meaning: str
    remedy: Remedy
    tries: int = 0
    after_seconds: float = 0.0
    number_lasts: int = 0
    counts: bool = False
    stops: Literal["", "template", "marketing"] = ""
    replan: bool = False


POLICIES = {
    policy.code: policy
    for policy in (
        CodePolicy(21211, "not a phone number", "give_up", counts=True, number_lasts=1),
        CodePolicy(21606, "our sender cannot text this number", "mend"),
        CodePolicy(21608, "a trial account may not text an unverified number", "mend"),
        CodePolicy(21610, "the recipient has opted out at the carrier", "suppress"),
        CodePolicy(21611, "the carrier's queue for our sender is full", "later"),
        CodePolicy(21614, "not a mobile number", "give_up", counts=True, number_lasts=1),
        CodePolicy(21617, "the text is longer than 1,600 characters", "give_up"),
        CodePolicy(30001, "the carrier's queue overflowed", "later"),
        CodePolicy(30003, "the phone cannot be reached", "give_up", tries=2, after_seconds=600.0, counts=True),
        CodePolicy(30004, "the text was blocked", "give_up"),
        CodePolicy(30005, "the number is unknown or not in service", "give_up", counts=True, number_lasts=2),
        CodePolicy(30006, "a landline, or a carrier that cannot be reached", "give_up", counts=True, number_lasts=1),
        CodePolicy(30007, "the text was filtered", "mend", stops="template"),
        CodePolicy(30008, "failed for an unknown reason", "give_up", tries=1, after_seconds=300.0),
        CodePolicy(30034, "our sender is not registered", "mend", stops="marketing"),
        CodePolicy(30036, "the text waited longer than it was valid", "give_up", replan=True),
        CodePolicy(30610, "blocked by quiet hours", "mend", stops="marketing"),
    )
}


def policy(code: int) -> CodePolicy:
    """The policy of a code; one that we do not know is final for its text."""
    return POLICIES.get(code, CodePolicy(code, "a code that is not in our table", "give_up"))
