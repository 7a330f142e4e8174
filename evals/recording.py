"""What was played, as a run stores it: its texts, what each turn rested on, tokens and cost of both sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from agent.model import Usage
from agent.texting import segments
from evals.cost import Cost
from evals.effect import matched, name_of
from evals.played import Answered, Played
from evals.prices import Price
from evals.record import CaseResult, CustomerRecord, Line, TurnRecord, Violation
from evals.score import Score
from evals.simulated import Conversation, Ended


class Told(NamedTuple):
    """Which try was played, which model answered, and what tokens cost by the name of a model."""

    suite: str
    repeat: int
    model: str
    prices: Mapping[str, Price]


def recorded(played: Played, told: Told, scores: tuple[Score, ...], broken: tuple[Violation, ...]) -> CaseResult:
    """One result. It passed where every score that the case asks for is perfect and no rule was broken.

    A conversation that the simulated customer spoiled is no pass, and counts neither way.
    """
    usage = sum((answer.turn.basis.usage for answer in played.answers), Usage())
    spared = sum((answer.turn.basis.spared for answer in played.answers), Usage())
    wanted = played.case.end.effects if played.case.end else None
    price, talk = told.prices.get(told.model), played.conversation
    spoiled = talk is not None and (talk.fault is not None or talk.error is not None)
    return CaseResult(
        suite=told.suite,
        case=played.case.id,
        shows=played.case.shows,
        tags=played.case.tags,
        repeat=told.repeat,
        passed=not broken and not spoiled and all(score.perfect for score in scores),
        scores=_told(scores),
        policy_violations=broken,
        customer_fault=talk.fault if talk else None,
        customer=_customer(talk, told.prices) if talk else None,
        error=talk.error if talk else None,
        lines=_lines(played),
        turns=tuple(_turn(answer) for answer in played.answers),
        tokens_in=usage.prompt_tokens,
        tokens_out=usage.completion_tokens,
        cost=_cost(price, usage),
        spared_cost=_cost(price, spared) if spared != Usage() else None,
        latency_seconds=sum(answer.seconds for answer in played.answers),
        segments=sum(segments(body).count for answer in played.answers for body in answer.bodies),
        handoff_expected=played.case.end.handoff_reasons if played.case.end else None,
        handoff_got=next(iter(played.handoffs), None),
        effects_expected=None if wanted is None else tuple(name_of(one) for one in wanted),
        effects_got=played.effects,
        effects_right=tuple(matched(wanted or (), played.commands)),
    )


def _customer(talk: Conversation, prices: Mapping[str, Price]) -> CustomerRecord:
    return CustomerRecord(
        model=talk.model,
        seed=talk.seed,
        ended=talk.ended.value,
        failed=talk.ended is Ended.ERROR,
        tokens_in=talk.usage.prompt_tokens,
        tokens_out=talk.usage.completion_tokens,
        cost=_cost(prices.get(talk.model), talk.usage),
    )


def _told(scores: tuple[Score, ...]) -> tuple[Score, ...]:
    """Those that abstained say nothing."""
    return tuple(score for score in scores if score.scored)


def _lines(played: Played) -> tuple[Line, ...]:
    return tuple(
        Line(speaker=text.speaker.value, body=text.body, at=text.at, kind=text.kind, media=text.media_count)
        for text in played.texts
    )


def _turn(answer: Answered) -> TurnRecord:
    turn, basis = answer.turn, answer.turn.basis
    return TurnRecord(
        step=answer.step,
        decided_by=basis.decided_by,
        confidence=basis.confidence,
        reasons=basis.reasons,
        tools=basis.tools,
        passages=basis.passages,
        prompt_version=basis.prompt_version,
        handoff=turn.handoff.reason.value if turn.handoff else None,
        proposed=turn.proposal.action if turn.proposal else None,
        effect=answer.effect,
        segments=sum(segments(body).count for body in answer.bodies),
        tokens_in=basis.usage.prompt_tokens,
        tokens_out=basis.usage.completion_tokens,
        spared=basis.spared,
        seconds=answer.seconds,
    )


def _cost(price: Price | None, usage: Usage) -> Cost | None:
    return price.of(usage) if price else None
