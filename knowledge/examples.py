"""Owns example questions: how customers ask for what an article answers, and what they ask that no article does.

They stand in `questions.txt` beside a brand's articles, one a line, and a marketer extends them. What is answered is
then found by more wordings than its heading; and search learns from the rest what to be silent about.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge.front_matter import ArticleError
from knowledge.passage import INVISIBLE

EXAMPLES_FILE = "questions.txt"
MAX_EXAMPLES = 2000
MAX_EXAMPLE_CHARS = 300
UNANSWERED = "-"
BAR = " | "


@dataclass(frozen=True)
class Asked:
    """A question that the passage with the id `passage` answers; `line` is where it stands."""

    passage: str
    text: str
    line: int = 0


@dataclass(frozen=True)
class Examples:
    """`answered` are questions with the passage that answers them, `unanswered` those that no passage does."""

    answered: tuple[Asked, ...] = ()
    unanswered: tuple[str, ...] = ()


NO_EXAMPLES = Examples()


def read_examples(path: Path) -> Examples:
    """Lines `article#heading | text` and `- | text`; `#` at the start is a remark. Raises `ArticleError`."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ArticleError(path, 1, f"The file cannot be read: {error.strerror}.", "Check its permissions.") from error
    except UnicodeDecodeError as error:
        raise ArticleError(path, 1, "The file is not saved as UTF-8.", 'Save it again as "UTF-8" text.') from error
    answered: dict[str, Asked] = {}
    unanswered: dict[str, None] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        asked = _asked(path, number, line)
        if asked.passage == UNANSWERED:
            unanswered[asked.text] = None
        else:
            answered[asked.text] = asked
        if len(answered) + len(unanswered) > MAX_EXAMPLES:
            raise ArticleError(path, number, f"There are more than {MAX_EXAMPLES} questions.", "Keep the telling ones.")
    return Examples(tuple(answered.values()), tuple(unanswered))


def _asked(path: Path, number: int, line: str) -> Asked:
    passage, bar, text = line.partition(BAR)
    if not bar or not passage.strip() or not text.strip():
        raise ArticleError(
            path, number, "This is no question.", "Write `article#heading | text`, or `- | text` where none answers."
        )
    if len(text) > MAX_EXAMPLE_CHARS or INVISIBLE.search(text):
        what = "The question is too long, or holds an invisible character."
        raise ArticleError(path, number, what, "Type it again by hand, as a customer would text it.")
    return Asked(passage.strip(), text.strip(), number)
