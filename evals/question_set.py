"""A question set is texts as customers write them, each with the passages that answer it, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

QUESTIONS = Path(__file__).parent / "questions"
NONE = "-"


class BadQuestions(ValueError):
    """A set that cannot be used; the message names the file, the line and what to write."""


@dataclass(frozen=True)
class Question:
    """``passages`` are the ids of those that answer the text; empty where the shop has no answer."""

    text: str
    passages: frozenset[str]

    @property
    def answerable(self) -> bool:
        return bool(self.passages)


def read_questions(path: Path) -> tuple[Question, ...]:
    """One question a line, ``article#heading[,article#heading] | text``, ``- | text`` for none; ``#`` is a remark.

    Raises BadQuestions.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestions(f"{path} cannot be read: {error}") from error
    found = tuple(
        _question(path, number, line)
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.startswith("#")
    )
    if not found:
        raise BadQuestions(f"{path} has no question. Write lines such as: contact#what-are-your-hours | when r u open")
    return found


def unknown_passages(questions: Iterable[Question], known: Iterable[str]) -> tuple[str, ...]:
    """The ids in a set that no passage has: a heading was reworded, and the set was not."""
    wanted = {passage for question in questions for passage in question.passages}
    return tuple(sorted(wanted - set(known)))


def _question(path: Path, number: int, line: str) -> Question:
    passages, bar, text = line.partition(" | ")
    named = frozenset(one.strip() for one in passages.split(",")) - {NONE}
    if not bar or not text.strip() or "" in named:
        raise BadQuestions(f"{path}, line {number}: write `article#heading | text`, or `- | text` for no answer.")
    return Question(text.strip(), named)
