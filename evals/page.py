"""A page: a Markdown file with front matter between two lines of three dashes, as personas and rubrics are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import yaml

_FENCE: Final = "---"


class PageError(ValueError):
    """A page that cannot be read; the message names the file."""


def read_page(path: Path) -> tuple[dict[str, Any], str]:
    """The front matter and the text below it. Raises PageError for a file that is missing or not written like that."""
    try:
        head, front, body = path.read_text(encoding="utf-8").split(f"{_FENCE}\n", 2)
    except OSError as error:
        raise PageError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise PageError(f"{path}: front matter between two lines of --- is missing") from error
    try:
        matter = yaml.safe_load(front)
    except yaml.YAMLError as error:
        raise PageError(f"{path}: the front matter is no YAML: {error}") from error
    if head.strip() or not isinstance(matter, dict):
        raise PageError(f"{path}: front matter is a list of keys, at the top of the page")
    if not body.strip():
        raise PageError(f"{path}: there is no text below the front matter")
    return matter, body.strip()
