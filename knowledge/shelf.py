"""Owns one brand's articles and example questions as they are on disk, read when they change.

Of a broken file, the last good version stays in force.
They may lie in several folders: those that are shipped, and those that the shop's people added while it ran.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

from knowledge.examples import EXAMPLES_FILE, NO_EXAMPLES, Examples, read_examples
from knowledge.front_matter import ArticleError
from knowledge.passage import Passage, read_article

log = logging.getLogger(__name__)

# What changes when a file is saved, even within one tick of the clock or with its old time put back.
Stamp = tuple[int, int, int, int]


class Shelf:
    """The folder of one brand; `passages` and `problems` are as of the last `refresh`.

    `added` is a second folder, which need not be there; an article in it with the name of another takes its place.
    """

    def __init__(self, directory: Path, added: Path | None = None) -> None:
        self.directory = directory
        self._added = added
        self._paths: dict[str, Path] = {}
        self._stamps: dict[str, Stamp] = {}
        self._articles: dict[str, tuple[Passage, ...]] = {}
        self._problems: dict[str, ArticleError] = {}
        self.examples: Examples = NO_EXAMPLES

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every answer of every article, in the order of their names."""
        return tuple(passage for name in sorted(self._articles) for passage in self._articles[name])

    @property
    def problems(self) -> tuple[ArticleError, ...]:
        """Why articles were refused; those that were good before still stand in their last good version."""
        return tuple(self._problems[name] for name in sorted(self._problems))

    def refresh(self) -> bool:
        """Reads what was saved since the last call, at the cost of one look at the folder; True if anything changed."""
        try:
            found = _stamps(self.directory)
            if self._added is not None and self._added.is_dir():
                found |= _stamps(self._added)
        except OSError as error:
            self._report(
                ArticleError(self.directory, 1, f"The folder cannot be read: {error.strerror}.", "Put it back.")
            )
            return False
        self._problems.pop(self.directory.name, None)
        stamps = {name: stamp for name, (_, stamp) in found.items()}
        if stamps == self._stamps:
            return False
        self._paths = {name: path for name, (path, _) in found.items()}
        before = self.passages, self.examples
        for name in self._stamps.keys() - stamps.keys():
            self._articles.pop(name, None)
            self._problems.pop(name, None)
            self.examples = NO_EXAMPLES if name == EXAMPLES_FILE else self.examples
        for name in sorted(name for name, stamp in stamps.items() if self._stamps.get(name) != stamp):
            self._read(name)
        self._stamps = stamps
        return (self.passages, self.examples) != before

    def _read(self, name: str) -> None:
        try:
            if name == EXAMPLES_FILE:
                self.examples = read_examples(self._paths[name])
            else:
                self._articles[name] = read_article(self._paths[name])
        except ArticleError as error:
            self._report(error)
        else:
            self._problems.pop(name, None)

    def _report(self, error: ArticleError) -> None:
        known = self._problems.get(error.path.name)
        self._problems[error.path.name] = error
        if known is None or str(known) != str(error):
            log.warning("article refused: %s", error)


def _stamps(directory: Path) -> dict[str, tuple[Path, Stamp]]:
    stamps: dict[str, tuple[Path, Stamp]] = {}
    with os.scandir(directory) as entries:
        for entry in entries:
            # Hidden files are drafts of editors; anything but a file (a pipe, a folder) would never end or never open.
            wanted = entry.name.endswith(".md") or entry.name == EXAMPLES_FILE
            if wanted and not entry.name.startswith(".") and entry.is_file():
                status = entry.stat()
                stamp = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
                stamps[entry.name] = (directory / entry.name, stamp)
    return stamps
