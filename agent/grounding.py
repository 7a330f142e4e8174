"""Whether a reply rests on this turn's facts: every number, price, date, link and promise in it (F16, I14)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from agent.texting import plain_links

ORDER = re.compile(r"(?<![\w$.,/-])#?(\d{4,})(?![\w%-])")
MONEY = re.compile(r"\$\s?(\d{1,6}(?:,\d{3})*(?:\.\d{1,2})?)")
SPAN = re.compile(r"\b(\d{1,3})(?:\s?(?:-|to|a)\s?(\d{1,3}))? (business day|day|week|month|hour|minute|dia|semana|mes)")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAY = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?\b", re.I)
WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(tomorrow|today|tonight)\b", re.I)
WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
DONE = re.compile(
    r"\b(?:i|we)(?:'ve| have| just|'ve just| have just)? (?:gone ahead and )?"
    r"(?:cancel?led|refunded|changed|updated|swapped|exchanged|returned|placed|processed|issued|skipped|shipped|"
    r"charged|sent out|arranged|scheduled|removed|added)\b|\byou(?:'re| are) all set\b|"
    r"\b(?:your|the) (?:order|refund|return|exchange|change|subscription) (?:has been|is now|was just) \w+ed\b|"
    r"\bhe (?:cancelado|cambiado|devuelto|reembolsado)\b",
    re.I,
)
PROMISE = re.compile(
    r"\b(?:i|we)(?:'ll| will| can) (?:refund|credit|compensate|waive|give you|call you|replace it|"
    r"send (?:you )?a (?:free|new))|"
    r"\b(?:free of charge|on the house|guarantee[ds]?|discount code|promo code)\b",
    re.I,
)
TRANSFER = re.compile(
    r"\b(?:transferr?ing|connecting|passing|forwarding|escalating) (?:you|this|it)\b|"
    r"\b(?:i|we)(?:'ll| will) (?:transfer|connect|escalate|forward|pass)\b|"
    r"\bsomeone will (?:call|reach|contact|get back)\b",
    re.I,
)
RESERVED = re.compile(
    r"\b(?i:reply|text|send|type|responde|escribe)(?: with| back)? [\"']?(?:STOP|YES|CANCEL|HELP|START|END|QUIT)\b"
)
ASKS_WORD = re.compile(
    r"\b(?:reply|text|send|type|responde|escribe)(?: with| back| con)? [\"']?(?:CONFIRM(?:AR)?|BUY|COMPRAR)\b", re.I
)


def problems_with(reply: str, facts: Iterable[str], said: str, today: date, hosts: Iterable[str]) -> tuple[str, ...]:
    """What in the reply rests on nothing, in words that a model can mend; empty when all is grounded.

    ``facts`` are the tool results and passages of this turn; ``said`` is what the customer wrote, whose numbers may
    be repeated; ``hosts`` are the link hosts that the brand allows.
    """
    ground = "\n".join((*facts, said))
    found = [
        *_orders(reply, ground),
        *_prices(reply, ground),
        *_spans(reply, ground),
        *_days(reply, ground, today),
        *_links(reply, ground, frozenset(hosts)),
        *_claims(reply, ground),
    ]
    return tuple(dict.fromkeys(found))


def _orders(reply: str, ground: str) -> list[str]:
    known = set(re.findall(r"\d{4,}", ground))
    unlinked = _without_links(reply)
    return [f"the number {number} is in no tool result" for number in ORDER.findall(unlinked) if number not in known]


def _prices(reply: str, ground: str) -> list[str]:
    known = {_amount(one) for one in MONEY.findall(ground)}
    return [f"the price ${one} is in no tool result" for one in MONEY.findall(reply) if _amount(one) not in known]


def _amount(text: str) -> Decimal:
    return Decimal(text.replace(",", "")).quantize(Decimal("0.01"))


def _spans(reply: str, ground: str) -> list[str]:
    known = {number for match in SPAN.finditer(ground) for number in match.groups()[:2] if number}
    known |= set(re.findall(r"(?<![\d.])\d{1,3}(?![\d.])", ground))
    missing = []
    for match in SPAN.finditer(reply):
        if any(number and number not in known for number in match.groups()[:2]):
            missing.append(f'"{match[0]}" is in no tool result or passage')
    return missing


def _days(reply: str, ground: str, today: date) -> list[str]:
    dates = {date(int(y), int(m), int(d)) for y, m, d in ISO.findall(ground) if _is_date(y, m, d)}
    named = {(m.casefold()[:3], int(d)) for m, d in DAY.findall(ground)}
    named |= {(MONTHS[one.month - 1], one.day) for one in dates}
    missing = [
        f'the date "{m} {d}" is in no tool result'
        for m, d in DAY.findall(reply)
        if (m.casefold()[:3], int(d)) not in named
    ]
    for match in WEEKDAY.finditer(_without_links(reply)):
        word = match[0].casefold()
        if word not in ground.casefold() and not any(_falls_on(one, word, today) for one in dates):
            missing.append(f'"{word}" is in no tool result')
    return missing


def _falls_on(one: date, word: str, today: date) -> bool:
    if word in ("today", "tonight"):
        return one == today
    if word == "tomorrow":
        return one == today + timedelta(days=1)
    return f"{WEEKDAYS[one.weekday()]}day" == word


def _is_date(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _links(reply: str, ground: str, hosts: frozenset[str]) -> list[str]:
    bad = []
    for link in plain_links(reply):
        host = re.sub(r"^https?://", "", link).split("/")[0].casefold()
        if host not in hosts:
            bad.append(f"the link {link} is not on the brand's own site")
        elif "/" in re.sub(r"^https?://", "", link).rstrip("/") and link.rstrip(".,") not in ground:
            bad.append(f"the link {link} is in no tool result")
    return bad


def _claims(reply: str, ground: str) -> list[str]:
    bad = []
    text = reply.replace("’", "'")
    if match := DONE.search(text):
        bad.append(f'"{match[0]}" claims something that you cannot do yourself')
    if (match := PROMISE.search(text)) and match[0].casefold() not in ground.casefold():
        bad.append(f'"{match[0]}" promises something that no tool result or passage says')
    if match := TRANSFER.search(text):
        bad.append(f'"{match[0]}" needs a call of hand_over')
    if match := RESERVED.search(text):
        bad.append(f'"{match[0]}" asks for a reserved word')
    if match := ASKS_WORD.search(text):
        bad.append(f'"{match[0]}": only the system asks for that word')
    return bad


def _without_links(text: str) -> str:
    for link in plain_links(text):
        text = text.replace(link, " ")
    return text
