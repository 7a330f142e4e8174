"""Owns one question and its answer as an article: what people write stays the plain words that they see.

Every mark of Markdown is escaped, and the article is read back before it is given out: what would come out differently
is refused, so that no answer can hide a heading, a link or HTML.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from knowledge.front_matter import FENCE, ArticleError
from knowledge.passage import INVISIBLE, MAX_HEADING_CHARS, MAX_TEXT_CHARS, cut_article

TITLE = "Answers of our people"
MARKS = re.compile(r"[\\`*_{}\[\]<>#|!&~^]")
# What only means something where a line begins.
LINE_MARKS = re.compile(r"^(\s*)([-+=])|^(\s*\d+)([.)])", re.MULTILINE)


def entry(name: str, question: str, answer: str, updated: date) -> str:
    """The article in Markdown; `name` is its file's. Raises `ArticleError` with the way to mend it."""
    path, heading, text = Path(name), one_line(question), plain_lines(answer)
    for what, length, most in (("question", len(heading), MAX_HEADING_CHARS), ("answer", len(text), MAX_TEXT_CHARS)):
        if not length:
            raise ArticleError(path, 1, f"The {what} is empty.", "Write it as a customer would text it.")
        if length > most:
            raise ArticleError(path, 1, f"The {what} has {length} characters.", f"Shorten it to {most}.")
    body = "\n\n".join(_escaped(line) for line in text.split("\n"))
    source = f"{FENCE}\ntitle: {TITLE}\nupdated: {updated.isoformat()}\n{FENCE}\n\n## {_escaped(heading)}\n\n{body}\n"
    _read_back(path, source, heading, text)
    return source


def one_line(words: str) -> str:
    """Words without invisible characters, in one line."""
    return " ".join(INVISIBLE.sub("", words.replace("\t", " ")).split())


def plain_lines(words: str) -> str:
    """Words without invisible characters, each line trimmed, empty ones left out."""
    lines = (one_line(line) for line in words.replace("\r\n", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def _escaped(line: str) -> str:
    line = MARKS.sub(lambda found: f"\\{found[0]}", line)
    return LINE_MARKS.sub(lambda found: f"{found[1] or found[3] or ''}\\{found[2] or found[4]}", line)


def _read_back(path: Path, source: str, heading: str, text: str) -> None:
    passages = cut_article(path, source)
    if [(one.heading, one.text) for one in passages] != [(heading, text)]:
        raise ArticleError(path, 1, "This would not read as it is written.", "Use plain words and sentences.")
