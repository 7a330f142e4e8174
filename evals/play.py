"""A conversation is played: texts in, turns taken, effects run, with nothing but memory behind it."""

from __future__ import annotations

from datetime import datetime, timedelta

from agent.asking import answer_text
from agent.deps import Deps
from agent.effect import run
from agent.outcome import EffectOrder, OutText, ProofChange, ProofStep, QuestionOrder, Turn
from agent.transcript import OpenCode, OpenProposal, OpenQuestion, Owner, Proof, Speaker, Text, Transcript
from agent.turn import take_turn
from tools.proposal import Proposal, effect_key

TYPING = timedelta(seconds=1)


class Play:
    """One thread with one phone. ``texts`` is the transcript so far; ``turns`` are the outcomes, oldest first."""

    def __init__(self, deps: Deps, phone: str, introduced: bool = True) -> None:
        self.deps = deps
        self.phone = phone
        self.texts: list[Text] = []
        self.turns: list[Turn] = []
        self.effects: list[str] = []
        self.owner = Owner.AGENT
        self.opted_out = False
        self.proof = Proof()
        self.introduced = introduced
        self._proposals: dict[str, OpenProposal] = {}
        self._asked: list[QuestionOrder] = []
        self._question: OpenQuestion | None = None
        self._last: datetime | None = None

    async def text(self, *bodies: str, media: int = 0, accepted: bool = True) -> tuple[str, ...]:
        """The customer sends these texts as one burst; what comes back is what we would send.

        ``accepted`` False: the carrier does not take our texts, so that a preview arms nothing (W4).
        """
        for body in bodies:
            self._add(Speaker.CUSTOMER, OutText(body=body), media=media, new=True)
        transcript = self.transcript()
        turn = await take_turn(transcript, self.deps)
        sent = list(turn.texts)
        if turn.effect is not None:
            sent += await self._run(turn.effect, transcript, turn)
        self._settle(turn, sent, accepted)
        return tuple(one.body for one in sent)

    def brand_says(self, body: str) -> None:
        """A notice or an opener of the brand."""
        self._add(Speaker.BRAND, OutText(body=body))

    def person_says(self, body: str) -> None:
        """A colleague's text."""
        self._add(Speaker.PERSON, OutText(body=body))

    def colleague_answers(self, answer: str, at_once: bool = True) -> str:
        """A colleague answers what the agent asked; what the customer is sent (S89)."""
        question, self._question = self._asked[-1], None
        sent = answer_text(self.deps, question.said, answer, at_once=at_once)
        self._add(Speaker.PERSON, sent)
        return sent.body

    def transcript(self) -> Transcript:
        return Transcript(
            thread_id=f"thread-{self.phone}",
            brand=self.deps.brand.id,
            phone=self.phone,
            texts=tuple(self.texts),
            owner=self.owner,
            open_proposals=tuple(self._proposals.values()),
            open_question=self._question,
            asked_lately=len(self._asked),
            opted_out=self.opted_out,
            introduced=self.introduced,
            proof=self.proof,
        )

    async def _run(self, order: EffectOrder, transcript: Transcript, turn: Turn) -> list[OutText]:
        key = effect_key(self.deps.brand.id, self.phone, order.proposal, order.command)
        result = await run(order, key, transcript, self.deps)
        self._proposals.pop(order.proposal.id, None)
        if result.state == "done":
            self.effects.append(order.proposal.action)
        if result.proposal is not None:
            self._open(result.proposal)
        if result.handoff is not None:
            self.owner = Owner.PERSON
        return list(result.texts)

    def _settle(self, turn: Turn, sent: list[OutText], accepted: bool) -> None:
        self.turns.append(turn)
        self.texts = [text.model_copy(update={"new": False}) for text in self.texts]
        for proposal_id in turn.void_proposals:
            self._proposals.pop(proposal_id, None)
        if turn.proposal is not None:
            self._proposals.clear()
            self._open(turn.proposal)
        for one in sent:
            self._add(Speaker.AGENT, one, accepted=accepted)
        if turn.handoff is not None:
            self.owner = Owner.PERSON
        if turn.question is not None:
            now = self.deps.clock()
            self._asked.append(turn.question)
            self._question = OpenQuestion(
                ask=turn.question.ask, asked_at=now, promised_by=self.deps.brand.answers_by(now)
            )
        if turn.consent is not None:
            self.opted_out = turn.consent in ("opt_out", "wrong_number")
        if turn.proof is not None:
            self.proof = self._proof_after(turn.proof)
        self.introduced = self.introduced or turn.introduces

    def _proof_after(self, change: ProofChange) -> Proof:
        """What becomes of the proof, as the store keeps it."""
        known, code = self.proof, self.proof.code
        if change.step is ProofStep.ASKED:
            made = OpenCode(id=change.code_id, seal=change.seal, sent_at=self.deps.clock(), waiting=change.waiting)
            return Proof(needed=True, code=made, letters_lately=known.letters_lately + 1)
        if change.step is ProofStep.PROVED or code is None:
            return Proof(needed=change.step is not ProofStep.PROVED, letters_lately=known.letters_lately)
        kept = {
            ProofStep.WAITS: code.model_copy(update={"waiting": change.waiting}),
            ProofStep.WRONG: code.model_copy(update={"tries": code.tries + 1}),
            ProofStep.FAILED: None,
        }
        return known.model_copy(update={"code": kept[change.step]})

    def _open(self, proposal: Proposal) -> None:
        self._proposals[proposal.id] = OpenProposal(proposal=proposal, previewed_at=None)

    def _add(self, speaker: Speaker, one: OutText, media: int = 0, new: bool = False, accepted: bool = True) -> None:
        at = max(self.deps.clock(), self._last + TYPING) if self._last else self.deps.clock()
        self._last = at
        text = Text(
            id=self.deps.new_id(),
            speaker=speaker,
            kind=one.kind if speaker is not Speaker.CUSTOMER else "text",
            body=one.body,
            at=at,
            media_count=media,
            new=new,
            proposal_id=one.proposal_id,
            accepted=accepted,
            ask=one.ask,
        )
        self.texts.append(text)
        waiting = self._proposals.get(one.proposal_id or "")
        if waiting is not None and accepted and waiting.previewed_at is None:
            self._proposals[waiting.proposal.id] = waiting.model_copy(update={"previewed_at": at})
