"""Facts: what each answer had to say, must not say, and whether it had to be silent."""

from __future__ import annotations

import re
from datetime import date, datetime

from agent.texting import normalise
from evals.case import Fact, Saying, is_pattern
from evals.played import Answered, Played
from evals.score import Score, share
from evals.snapshot import GONE, at_path
from tools.demo.days import Days

NAME = "facts"


def facts(played: Played) -> Score:
    """The share of sayings that came out right. Abstains where neither a step nor the end names any."""
    verdicts = [
        (fits, line)
        for number, step in enumerate(played.case.steps)
        if step.expect is not None and (answer := played.answer_to(number)) is not None
        for fits, line in _of_step(answer, step.expect.says, step.expect.says_not, bool(step.expect.silence))
    ]
    verdicts += _of_the_whole(played)
    wrong = [line for fits, line in verdicts if not fits]
    return share(NAME, len(verdicts) - len(wrong), len(verdicts), "; ".join(wrong) or "all said, nothing else said")


def _of_the_whole(played: Played) -> list[tuple[bool, str]]:
    """What some answer had to say, whichever, and what none may say."""
    end = played.case.end
    if end is None:
        return []
    told = [(any(said(one, answer) for answer in played.answers), f"no answer says {_name(one)}") for one in end.says]
    return told + [
        (not said(one, answer), f"step {answer.step} says {_name(one)}")
        for one in end.says_not
        for answer in played.answers
    ]


def _of_step(
    answer: Answered, says: tuple[Saying, ...], says_not: tuple[Saying, ...], silence: bool
) -> list[tuple[bool, str]]:
    place = f"step {answer.step}"
    verdicts = [(said(one, answer), f"{place} does not say {_name(one)}") for one in says]
    verdicts += [(not said(one, answer), f"{place} says {_name(one)}") for one in says_not]
    if silence:
        verdicts.append((not answer.bodies, f"{place} is answered with {answer.reply[:80]!r}, silence was expected"))
    return verdicts


def said(saying: Saying, answer: Answered) -> bool:
    """Whether an answer says it, without regard to case. A fact that the shop does not have is not said."""
    reply = normalise(answer.reply).casefold()
    if isinstance(saying, str):
        if is_pattern(saying):
            return re.search(saying[1:-1], reply, re.IGNORECASE) is not None
        return normalise(saying).casefold() in reply
    return any(re.search(form, reply) for form in _forms(saying, answer))


def _forms(fact: Fact, answer: Answered) -> list[str]:
    """The patterns that would say this fact, in lower case."""
    if fact.tracking:
        found = [at_path(answer.shop, f"orders.{fact.tracking}.tracking.{key}") for key in ("number", "url")]
        return [re.escape(str(one).casefold()) for one in found if one != GONE]
    value = at_path(answer.shop, fact.money or fact.date or fact.value or "")
    if value == GONE or value is None:
        return []
    if fact.money:
        whole = str(value).removesuffix(".00")
        return [rf"(?<![\d.]){re.escape(str(value))}(?!\d)", rf"(?<![\d.]){re.escape(whole)}(?![\d.]\d|\d)"]
    if fact.date and isinstance(value, date):
        return _days(value, answer)
    return [re.escape(str(value).casefold())]


def _days(value: date, answer: Answered) -> list[str]:
    """Thursday, June 11, 11 June, 6/11, 11 de junio; today and tomorrow as of the answer."""
    day = Days(value).today if isinstance(value, datetime) else value
    month, today = day.month - 1, Days(answer.at).today
    english, spanish = MONTHS[month], MESES[month]
    forms = [
        rf"\b(?:{english}|{english[:3]})\.? {day.day}\b",
        rf"\b{day.day}(?:st|nd|rd|th)? (?:de )?(?:{english}|{english[:3]}|{spanish}|{spanish[:3]})\b",
        rf"\b{day.month}/{day.day}\b",
    ]
    near = {0: ("today", "hoy"), 1: ("tomorrow", "mañana"), -1: ("yesterday", "ayer")}
    return forms + [rf"\b{word}\b" for word in near.get((day - today).days, ())]


def _name(saying: Saying) -> str:
    if isinstance(saying, str):
        return repr(saying)
    return ", ".join(f"the {kind} of {path}" for kind, path in saying.model_dump(exclude_unset=True).items())


MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MESES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
