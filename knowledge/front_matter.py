"""Owns the head of an article: its title, its date, whether its answers are pinned, and what is said when it is broken.

The head is a few `key: value` lines between two `---`. It is read line by line rather than as YAML: a colon in a title
is no mistake to a marketer, each error can name its line, and no head can ask for more than it shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

FENCE = "---"
MAX_TITLE_CHARS = 80


class ArticleError(Exception):
    """An article cannot be used as it stands: where (`path`, `line`), `what` is wrong, and how to `mend` it."""

    def __init__(self, path: Path, line: int, what: str, mend: str) -> None:
        super().__init__(f"{path.name}, line {line}: {what} {mend}")
        self.path = path
        self.line = line
        self.what = what
        self.mend = mend


@dataclass(frozen=True)
class FrontMatter:
    """What the head of an article says of all its answers."""

    title: str
    updated: date
    pinned: bool


def read_front_matter(path: Path, source: str) -> tuple[FrontMatter, int]:
    """The head of `source`, and how many lines it takes up; raises `ArticleError`."""
    lines = source.split("\n")
    if lines[0].rstrip() != FENCE:
        raise ArticleError(
            path, 1, "The article does not begin with ---.", "Begin with ---, title:, updated:, and ---."
        )
    values: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == FENCE:
            return _checked(path, values, number), number
        if line.strip():
            key, value = _entry(path, number, line)
            values[key] = (number, value)
    raise ArticleError(path, len(lines), "The head of the article has no end.", "Put --- on a line below updated:.")


def _entry(path: Path, number: int, line: str) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    key, value = key.strip(), value.strip()
    if not colon or key not in ("title", "updated", "pinned"):
        raise ArticleError(
            path,
            number,
            f'"{line.strip()[:40]}" is not known here.',
            "The head has title:, updated:, and perhaps pinned:.",
        )
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return key, value


def _checked(path: Path, values: dict[str, tuple[int, str]], end: int) -> FrontMatter:
    title_line, title = values.get("title", (end, ""))
    if not title or len(title) > MAX_TITLE_CHARS:
        mend = f"Add a line such as title: Returns, of at most {MAX_TITLE_CHARS} characters."
        raise ArticleError(path, title_line, "The article has no usable title.", mend)
    pinned_line, pinned = values.get("pinned", (end, "false"))
    if pinned not in ("true", "false"):
        raise ArticleError(
            path, pinned_line, f'pinned is "{pinned[:20]}".', "Write pinned: true or leave the line out."
        )
    return FrontMatter(title, _date(path, *values.get("updated", (end, ""))), pinned == "true")


def _date(path: Path, number: int, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        what = f'updated is "{value[:20]}", which is not a date.' if value else "The article has no date."
        raise ArticleError(path, number, what, "Write it as updated: 2026-03-31.") from error
