"""Owns the questions that search is measured with: what customers text, and the articles that answer it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

QUESTIONS = Path(__file__).with_suffix(".txt")


@dataclass(frozen=True)
class Question:
    """One text; `articles` are those that answer it, none if no article does."""

    text: str
    articles: frozenset[str]


def read_questions() -> tuple[Question, ...]:
    """All questions of the file beside this module."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" | ", 1) for line in lines if line and not line.startswith("#"))
    return tuple(Question(text, frozenset(articles.split(",")) - {"-"}) for articles, text in pairs)


ANSWERABLE = tuple(question for question in read_questions() if question.articles)
UNANSWERABLE = tuple(question for question in read_questions() if not question.articles)
