"""Talk about how the shop works: answers from its articles, and an honest "I don't know"."""

from __future__ import annotations

import re
from typing import Any, Final

from agent.embedded.scene import Result
from agent.embedded.slots_item import item_mentions
from agent.embedded.speak_products import whole_sentences
from agent.embedded.talk import Talk
from agent.embedded.words import LONGEST_CHARS
from agent.model import Move

_MARKDOWN: Final = re.compile(r"\*\*|__|`|^[#>]+\s*|^\s*[-*]\s+|\[([^\]]+)\]\([^)]*\)", re.M)
_GREETING: Final = re.compile(r"^\W*(?:hi|hello|hey|hola|ok|okay|thanks|thank you|help)\b[\s,.!-]*", re.I)


def answer(talk: Talk) -> Move:
    """The passage that answers; none, and a person is offered."""
    found = look_up(talk)
    if isinstance(found, Move):
        return found
    text = answer_from_articles(talk, found)
    return Move(text=text) if text else talk.ask_person(talk.words.reply("not_found"))


def look_up(talk: Talk) -> Result | Move:
    """`search_knowledge` with the question; what it is about is added when the question only says "it"."""
    return talk.once("search_knowledge", query=_question(talk))


def answer_from_articles(talk: Talk, found: Result, least_score: float = 0.0) -> str | None:
    """The words of the best passage, whole sentences, two segments at most (S59)."""
    passages: list[dict[str, Any]] = found.facts.get("passages", []) if found.ok else []
    if not passages or float(passages[0].get("score", 0.0)) < least_score:
        return None
    plain = _MARKDOWN.sub(lambda match: match.group(1) or "", passages[0]["text"])
    return whole_sentences(plain, LONGEST_CHARS) or None


def _question(talk: Talk) -> str:
    bare = _GREETING.sub("", " ".join(talk.text.split())) or talk.text
    if re.search(r"\b(?:it|they|them|these|those|that one)\b", bare, re.I):
        titles = [line["item"] for order in talk.orders for line in order["lines"]]
        spoken = item_mentions(talk.scene.last_words, titles)
        if spoken:
            return f"{bare} {spoken[0].name}"
    return bare
