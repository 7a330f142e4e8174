"""Talk about how the shop works: answers from its articles, and an honest "I don't know"."""

from __future__ import annotations

import re
from typing import Any, Final

from agent.embedded.scene import Result
from agent.embedded.slots_item import NOT_ALONE, item_mentions, without_items
from agent.embedded.spanish_questions import spanish_answer, spanish_question
from agent.embedded.speak_products import whole_sentences
from agent.embedded.talk import Talk
from agent.embedded.words import LONGEST_CHARS
from agent.escalation import plain
from agent.model import Move
from knowledge.spanish import in_english
from knowledge.wording import content_words

NEAR: Final = 0.5
"""The score of an article that is near enough where nobody surely asked for one."""
_STEM_LETTERS: Final = 5
_OPEN: Final = frozenset(
    "what whats which how about tell more know info information detail describe description like good kind sort type "
    "product item shoe shoes pair one thing look anything something see show explain difference need want say".split()
)
"""Words of questions that any description answers."""
_MARKDOWN: Final = re.compile(r"\*\*|__|`|^[#>]+\s*|^\s*[-*]\s+|\[([^\]]+)\]\([^)]*\)", re.M)
_GREETING: Final = re.compile(r"^\W*(?:hi|hello|hey|hola|ok|okay|thanks|thank you|help)\b[\s,.!-]*", re.I)


def answer(talk: Talk) -> Move:
    """The passage that answers; none, and a person is offered."""
    found = look_up(talk)
    if isinstance(found, Move):
        return found
    text = answer_from_articles(talk, found)
    return Move(text=text) if text else talk.ask_colleague(talk.words.reply("not_found"), _question(talk))


def answer_or_offer(talk: Talk, wanted: str) -> Move:
    """For what the shop does not sell: an article that is near and speaks of it, else the offer of a person."""
    found = look_up(talk)
    if isinstance(found, Move):
        return found
    text = answer_from_articles(talk, found, NEAR)
    return Move(text=text) if text and _speaks_of(text, wanted) else talk.ask_person(talk.words.reply("no_products"))


def look_up(talk: Talk) -> Result | Move:
    """`search_knowledge` with the question; what it is about is added when the question only says "it"."""
    return talk.once("search_knowledge", query=_question(talk))


def answer_from_articles(talk: Talk, found: Result, least_score: float = 0.0) -> str | None:
    """The words of the best passage, whole sentences, two segments at most (S59).

    The articles are in English: in Spanish only the usual questions are answered, the rest is for a person.
    """
    passages: list[dict[str, Any]] = found.facts.get("passages", []) if found.ok else []
    if talk.words.language == "es":
        question = spanish_question(talk.text)
        return spanish_answer(question, passages, talk.words) if question else None
    if not passages or float(passages[0].get("score", 0.0)) < least_score:
        return None
    bare = _MARKDOWN.sub(lambda match: match.group(1) or "", passages[0]["text"])
    return whole_sentences(bare, LONGEST_CHARS) or None


def tells_of(text: str, question: str, item: str) -> bool:
    """Whether what is said of an item holds half of what the question asks of it; all is told of an open question."""
    asked = without_items(question, item_mentions(question, [item]))
    named = set(content_words(item))
    there = {word[:_STEM_LETTERS] for word in content_words(text)}
    telling = [word for word in content_words(in_english(asked)) if word not in _OPEN and word not in named]
    return 2 * sum(word[:_STEM_LETTERS] in there for word in telling) >= len(telling)


def _speaks_of(text: str, wanted: str) -> bool:
    """Whether a telling word of what is wanted stands in the text, inflected or not."""
    there = plain(text)
    telling = [word for word in re.findall(r"[a-z]{4,}", plain(wanted)) if word not in NOT_ALONE]
    return not telling or any(word[:_STEM_LETTERS] in there for word in telling)


def _question(talk: Talk) -> str:
    if talk.words.language == "es" and (question := spanish_question(talk.text)):
        return question.query
    bare = _GREETING.sub("", " ".join(talk.text.split())) or talk.text
    if re.search(r"\b(?:it|they|them|these|those|that one)\b", bare, re.I):
        titles = [line["item"] for order in talk.orders for line in order["lines"]]
        spoken = item_mentions(talk.scene.last_words, titles)
        if spoken:
            return f"{bare} {spoken[0].name}"
    return bare
