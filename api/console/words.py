"""The console's words for reasons, states and outcomes."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

REASONS: Final = {
    "asked_for_person": "Asked for a person",
    "anger": "Angry",
    "legal_threat": "Legal threat",
    "self_harm": "Self-harm",
    "injury": "Injury",
    "harassment": "Harassment",
    "chargeback": "Chargeback",
    "loop": "Going in circles",
    "low_confidence": "Agent unsure",
    "no_answer": "No answer in the articles",
    "ungrounded_draft": "Draft was not grounded",
    "over_cap": "Over the limit for texts",
    "tool_failed": "Shop did not answer",
    "model_failed": "Model did not answer",
    "unknown_outcome": "Outcome unknown: check the shop",
    "delivery_problem": "Problem with the delivery",
    "item_problem": "Problem with the item",
    "photo": "Sent a photo",
    "cancel_keyword": "CANCEL: an order or the texts?",
    "doubtful_opt_out": "May want no more texts",
    "unproven": "Could not prove who has the number",
    "other": "Taken by a person",
    "started": "Begun by a colleague",
}
URGENT: Final = frozenset({"self_harm", "injury", "harassment", "legal_threat", "unknown_outcome"})
OUTCOMES: Final = {
    "solved": "Solved",
    "bought": "Bought",
    "could_not_help": "Could not help",
    "wrong_handover": "Wrong hand-over: the agent could have done it",
    "answered": "Answered",
    "arranged": "Arranged in the shop",
    "declined": "Declined",
    "nothing_to_do": "Nothing to do",
    "spam": "Spam",
}
"""What a colleague may resolve with."""
SAID: Final = {
    "taken": "Somebody else took it first.",
    "meanwhile": "A colleague answered while you typed. Your words are still here: read theirs, then send again.",
    "customer-wrote": "The customer wrote while you typed. Your words are still here: read it, then send again.",
    "not-yours": "You do not have this thread. Take it first.",
    "held": "Somebody looks after this customer already, or they wait for an answer: go on in their thread.",
    "about": "Say what it is about: an order of theirs, or news of ours.",
    "not-theirs": "They have no such order that a text can be about.",
    "length": "A text has 1 to 1600 characters.",
    "answer": "An answer has 1 to 1000 characters.",
    "answered-already": "A colleague answered first: theirs was sent. Yours was not.",
    "question-over": "A person has the thread since: answer there. Nothing was sent.",
    "no-question": "There is no such question.",
    "kept-opted_out": "They opted out meanwhile: your answer is kept, and was not sent.",
    "kept-blocked": "The sender is blocked: your answer is kept, and was not sent.",
    "kept-with_a_person": "A person has the thread now: your answer is a note for them, and was not sent.",
    "draft-there": "It is a draft already.",
    "closed": "It was resolved already.",
    "outcome": "Choose how it ended.",
    "proposal-changed": "It is not as it was on your page: look at it again.",
    "needs-buy": "This charges the customer: only their own BUY does it. Send them the preview.",
    "no-word": "Say in which text the customer asked for it.",
    "still-open": "One option is still to be chosen.",
    "shop-away": "The shop does not answer. Nothing was done.",
    "too-late": "It is on its way already.",
    "note": "A note has 1 to 2000 characters.",
    "note-changed": "Somebody else changed the note first.",
    "photo": "That is no photo that can be sent: JPEG, PNG, GIF or WebP up to 5 MB.",
    "no-label": "There is no such turn to label.",
    "names-left": "Something of the customer would have been left in it, so it was not kept.",
    "too-many-drafts": "That was many drafts in a short time. Wait a minute.",
    "offer": "An offer needs a product, a price above nothing, a word of 3 to 12 letters, and at most 30 days.",
    "offer-taken": "This word is an offer of theirs already. Choose another.",
    "why": "Say why, in up to 500 characters.",
    "wording": "Write down what the customer said, in up to 500 characters, and where.",
    "blocked-already": "This sender is blocked already.",
    "not-blocked": "This sender is not blocked.",
    "opted-out-already": "They want no texts already.",
    "number-typed": "The number that you typed is not theirs. Nothing was erased.",
    "under-way": "A text or an effect of theirs is just on its way. Try again in a minute.",
    "paused-already": "It is paused already.",
    "not-paused": "It is not paused.",
    "no-brand": "There is no such brand.",
    "all-brands": "This is of all brands: somebody who works for all of them must do it.",
    "brands": "Choose at least one brand, of those that you work for.",
    "other-brands": "They are another brand's customer as well: somebody who works for all of them must do it.",
    "password-wrong": "Your present password is another one.",
    "password-length": "A password has 12 to 256 characters.",
    "password-known": "This password is among the first that are tried. Choose another.",
    "password-own": "This password is little more than your name or address. Choose another.",
    "password-twice": "The two new passwords differ.",
    "password-same": "Choose another password than the one you have.",
    "password-demo": "The demo's passwords stand on its log-in page and stay as they are.",
    "email": "That is no e-mail address, or a name is missing.",
    "email-taken": "Somebody has this address already.",
    "no-user": "There is no such colleague.",
    "yourself": "Not to yourself: another admin must do it.",
    "last-admin": "One admin must stay.",
}
"""What is told after something did not work; only the key travels in the address."""
WAITS: Final = {
    "quiet_hours": "their quiet hours",
    "shop_unavailable": "the shop does not answer",
    "broken_page": "a page of the prompts is broken",
    "carrier_busy": "the carrier is busy",
    "carrier_rejects_us": "the carrier refuses our account",
}
"""Why a text waits."""
NOT_SENT: Final = {
    "opted_out": "They want no texts at all.",
    "no_marketing_consent": "They did not agree to marketing: only an order of theirs is a reason to text them.",
    "blocked": "This sender is blocked.",
    "number_suppressed": "This number takes no texts.",
    "daily_cap": "They were texted as often as one may in a day.",
    "weekly_cap": "They were texted as often as one may in a week.",
    "no_open_hours": "There is no hour in the next two weeks at which they may be texted.",
    "stopped": "Marketing is stopped just now.",
    "unknown_brand": "This brand is not served here.",
}
"""Why the gate lets a text not go."""


def reason(code: str) -> str:
    return REASONS.get(code, code.replace("_", " ").capitalize())


def outcome(code: str | None) -> str:
    return "Handed back to the agent" if code == "handed_back" else OUTCOMES.get(code or "", code or "")


def span(waited: timedelta) -> str:
    """``now``, ``4 min``, ``2 h 10 min``, ``3 d``."""
    minutes = int(waited.total_seconds() // 60)
    if minutes < 1:
        return "now"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 60 * 24:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{minutes // (60 * 24)} d"
