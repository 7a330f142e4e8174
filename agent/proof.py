"""The proof that whoever texts is still the customer: a code by e-mail, asked for and read by code alone (S20, S80).

Needed where the link between phone and customer has gone stale: texts in a row that did not arrive, somebody who said
that the number is theirs now, or a long silence. Until then the shop is veiled for the turn, and no effect is ordered.
The model takes no part: it cannot ask for a code, see one, or say that one was right.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from agent.deps import Deps
from agent.one_time_code import codes_in, opens, seal
from agent.outcome import Basis, HandoffOrder, ProofChange, ProofStep, Turn
from agent.transcript import OpenCode, Owner, Text, Transcript
from agent.voice import handoff_text, say
from tools.base import HandoffReason
from tools.customer import Customer
from tools.shop import Mailing

VALID_MINUTES: Final = 10
MOST_TRIES: Final = 3
MOST_LETTERS: Final = 3
"""Letters within a day; then a person looks at it."""
SILENT: Final = timedelta(days=45)
"""A number may be given to somebody else after so long (S19)."""

_AGAIN: Final = re.compile(
    r"\b(?:re ?send|send (?:it |one |me one )?again|(?:new|another|no|didnt get (?:a|the|any)) (?:code|e ?mail|mail)"
    r"|otro codigo|codigo nuevo|no (?:me )?lleg\w+|reenvi\w+)\b"
)


async def is_needed(transcript: Transcript, deps: Deps) -> bool:
    """Whether this thread's customer has to prove who they are first. A person who has the thread judges themselves.

    A long silence counts for nothing where the shop has taken an order under this number meanwhile.
    """
    if transcript.owner is Owner.PERSON:
        return False
    if transcript.proof.needed:
        return True
    if not _silent_for_long(transcript) or transcript.proof.just_given:
        return False
    since = deps.clock() - SILENT
    return not any(order.placed_at > since for order in await deps.shop.orders(transcript.phone))


def _silent_for_long(transcript: Transcript) -> bool:
    before = [text.at for text in transcript.texts if text.inbound and not text.new]
    return bool(before and transcript.new) and transcript.new[0].at - before[-1] > SILENT


async def ask(transcript: Transcript, deps: Deps, language: str, *, again: bool = False) -> Turn:
    """A letter with a code, and a text that says so; what the customer wants waits for it. Raises ShopError."""
    saw = tuple(text.id for text in transcript.new)
    code = transcript.proof.code
    if code is not None and not again and not _has_run_out(code, deps):
        waits = ProofChange(step=ProofStep.WAITS, code_id=code.id, waiting=(*code.waiting, *saw))
        return Turn(saw=saw, texts=(say(deps, "proof_waiting", language=language),), proof=waits, basis=_BASIS)
    if transcript.proof.letters_lately >= MOST_LETTERS:
        return _failed(transcript, deps, language)
    code_id, digits = deps.new_id(), deps.new_code()
    address = await _mailed(digits, transcript.phone, deps, language)
    if address is None:
        return _failed(transcript, deps, language)
    return Turn(
        saw=saw,
        texts=(say(deps, "proof_again" if again else "proof_asked", language=language, minutes=VALID_MINUTES),),
        void_proposals=tuple(one.proposal.id for one in transcript.open_proposals),
        proof=ProofChange(
            step=ProofStep.ASKED,
            code_id=code_id,
            seal=seal(digits, transcript.thread_id, code_id, address),
            waiting=(*(code.waiting if code else ()), *(() if again else saw)),
        ),
        basis=_BASIS,
    )


async def read(transcript: Transcript, texts: tuple[Text, ...], deps: Deps, language: str) -> Turn | None:
    """What the customer's texts are to the code that was mailed; None where they are about something else."""
    code = transcript.proof.code
    if code is None:
        return None
    said = " ".join(text.body for text in texts)
    given = codes_in(said)
    if not given:
        wants_another = _AGAIN.search(re.sub(r"[^\w ]", "", said.casefold())) is not None
        return await ask(transcript, deps, language, again=True) if wants_another and len(said) <= 80 else None
    if _has_run_out(code, deps):
        return await ask(transcript, deps, language, again=True)
    saw = tuple(text.id for text in transcript.new)
    customer = await deps.shop.customer(transcript.phone)
    if len(given) == 1 and _is_right(given[0], code, transcript, customer):
        done = ProofChange(step=ProofStep.PROVED, code_id=code.id, waiting=code.waiting)
        return Turn(saw=saw, texts=(say(deps, "proof_done", language=language),), proof=done, basis=_BASIS)
    left = MOST_TRIES - code.tries - 1
    if left <= 0:
        return _failed(transcript, deps, language)
    wrong = ProofChange(step=ProofStep.WRONG, code_id=code.id)
    return Turn(saw=saw, texts=(say(deps, "proof_wrong", language=language, left=left),), proof=wrong, basis=_BASIS)


def proven(transcript: Transcript, waiting: tuple[str, ...]) -> Transcript | None:
    """The thread as it is after the proof, with what waited for it new again; None where nothing is left of that.

    What was asked for before the proof is never done at once: whoever has proved it sees a preview first (I11).
    """
    texts = tuple(
        text.model_copy(update={"new": text.id in waiting and text.inbound})
        for text in transcript.texts
        if not text.new
    )
    if not any(text.new for text in texts):
        return None
    fresh = transcript.proof.model_copy(update={"needed": False, "code": None, "just_given": True})
    return transcript.model_copy(update={"texts": texts, "open_proposals": (), "proof": fresh})


async def _mailed(digits: str, phone: str, deps: Deps, language: str) -> str | None:
    """Write to the address on file as it is now; that address, or None where there is no other channel."""
    customer = await deps.shop.customer(phone)
    if customer is None or not customer.email or not isinstance(deps.shop, Mailing):
        return None
    values = {"brand": deps.brand.name, "code": digits, "minutes": VALID_MINUTES}
    subject = deps.prompts.template("letters", "proof_subject", language).render(**values)
    letter = deps.prompts.template("letters", "proof", language).render(**values)
    return customer.email if await deps.shop.mail(phone, subject, letter) else None


def _is_right(given: str, code: OpenCode, transcript: Transcript, customer: Customer | None) -> bool:
    return customer is not None and opens(given, code.seal, transcript.thread_id, code.id, customer.email)


def _has_run_out(code: OpenCode, deps: Deps) -> bool:
    return deps.clock() >= code.sent_at + timedelta(minutes=VALID_MINUTES)


def _failed(transcript: Transcript, deps: Deps, language: str) -> Turn:
    """Too many tries or letters, or nowhere to write to: a person (I11)."""
    code = transcript.proof.code
    return Turn(
        saw=tuple(text.id for text in transcript.new),
        texts=(handoff_text(deps, HandoffReason.UNPROVEN, language),),
        handoff=HandoffOrder(reason=HandoffReason.UNPROVEN, ask=transcript.in_one_line),
        void_proposals=tuple(one.proposal.id for one in transcript.open_proposals),
        proof=ProofChange(step=ProofStep.FAILED, code_id=code.id if code else ""),
        status="human",
        basis=_BASIS,
    )


_BASIS: Final = Basis(reasons=("proof",))
