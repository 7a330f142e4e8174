"""The prompts in force: shipped pages, then the brand's, re-read when edited; the last good version stays."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from prompts.page import Page, decode_page, parse_page
from prompts.template import MissingPrompt, PromptError, Template
from prompts.thresholds import FILE, Thresholds, parse_thresholds

ROOT = Path(__file__).parent
Stamp = tuple[tuple[str, int, int], ...]


class Prompts:
    """Pages by name. ``base`` pages may be overlaid by ``brands/<brand>``; ``fixed`` pages (previews) never.

    Languages other than English are pages named ``replies.es``; a section that is missing there falls back to English.
    """

    def __init__(self, brand: str, root: Path = ROOT) -> None:
        self._root = root
        self._brand = brand
        self._stamp: Stamp = ()
        self._pages: dict[str, Page] = {}
        self._examples: dict[str, tuple[str, ...]] = {}
        self._thresholds = Thresholds()
        self._problems: tuple[PromptError, ...] = ()
        self._version = ""
        self.refresh()
        if self._problems:
            raise self._problems[0]

    @property
    def version(self) -> str:
        """A content hash over everything in force."""
        return self._version

    @property
    def problems(self) -> tuple[PromptError, ...]:
        """What was refused at the last refresh."""
        return self._problems

    @property
    def examples(self) -> dict[str, tuple[str, ...]]:
        """Example texts by intent, for the embedded model."""
        return self._examples

    @property
    def thresholds(self) -> Thresholds:
        """How sure is sure enough: the shipped numbers, with the brand's in place of them."""
        return self._thresholds

    def refresh(self) -> bool:
        """Take in edited files. True when something changed. A broken file is refused; its last good version stays."""
        stamp = self._stat()
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        problems: list[PromptError] = []
        pages = self._read_pages(problems)
        examples = self._read_examples(problems)
        self._thresholds = self._read_thresholds(problems)
        self._pages, self._examples, self._problems = pages, examples, tuple(problems)
        self._version = self._hash()
        return True

    def render(self, page: str, section: str = "text", language: str = "en", **values: object) -> str:
        """The words of one section. Raises MissingPrompt or PromptError."""
        return self.template(page, section, language).render(**values)

    def has(self, page: str, section: str) -> bool:
        return page in self._pages and section in self._pages[page].sections

    def sections(self, page: str) -> tuple[str, ...]:
        """The names of a page's sections, none for a page that does not exist."""
        return tuple(self._pages[page].sections) if page in self._pages else ()

    def template(self, page: str, section: str, language: str = "en") -> Template:
        for name in (f"{page}.{language}", page):
            found = self._pages.get(name)
            if found and section in found.sections:
                return found.sections[section]
        raise MissingPrompt(f"{page}.md, section {section}", "does not exist.", "Restore the shipped file.")

    def _stat(self) -> Stamp:
        """Every turn looks, so it is done with as little as it takes: one walk of four flat folders."""
        folders = ("base", "fixed", "examples", f"brands/{self._brand}")
        return tuple(sorted(stamp for folder in folders for stamp in _stamps(f"{self._root}/{folder}")))

    def _read_pages(self, problems: list[PromptError]) -> dict[str, Page]:
        pages: dict[str, Page] = {}
        for folder in ("base", "fixed"):
            for file in sorted((self._root / folder).glob("*.md")):
                self._take(pages, file, None, problems)
        shipped = dict(pages)
        for file in sorted((self._root / "brands" / self._brand).glob("*.md")):
            contract = shipped.get(file.stem)
            if contract is None or (self._root / "fixed" / file.name).exists():
                mend = "Name it like a page of prompts/base; previews cannot be changed."
                problems.append(
                    PromptError(f"{self._brand}/{file.name}", "is not a page that a brand may change.", mend)
                )
                continue
            self._take(pages, file, contract, problems)
        return pages

    def _take(self, pages: dict[str, Page], file: Path, contract: Page | None, problems: list[PromptError]) -> None:
        try:
            page = parse_page(file.stem, decode_page(file.name, file.read_bytes()), contract)
        except PromptError as error:
            problems.append(error)
            if last_good := self._pages.get(file.stem):
                pages[file.stem] = last_good
            return
        except FileNotFoundError:
            return
        merged = {**contract.sections, **page.sections} if contract else page.sections
        pages[file.stem] = Page(file.stem, merged)

    def _read_examples(self, problems: list[PromptError]) -> dict[str, tuple[str, ...]]:
        examples: dict[str, tuple[str, ...]] = {}
        for file in sorted((self._root / "examples").glob("*.txt")):
            try:
                text = decode_page(f"examples/{file.name}", file.read_bytes())
            except PromptError as error:
                problems.append(error)
                examples[file.stem] = self._examples.get(file.stem, ())
                continue
            lines = (line.strip() for line in text.splitlines())
            examples[file.stem] = tuple(line for line in lines if line and not line.startswith("#"))
        return examples

    def _read_thresholds(self, problems: list[PromptError]) -> Thresholds:
        """Both files or neither: half of a change may be worse than none."""
        found = Thresholds()
        for folder in ("base", f"brands/{self._brand}"):
            file = self._root / folder / FILE
            try:
                found = parse_thresholds(f"{folder}/{FILE}", decode_page(file.name, file.read_bytes()), found)
            except FileNotFoundError:
                continue
            except PromptError as error:
                problems.append(error)
                return self._thresholds
        return found

    def _hash(self) -> str:
        digest = hashlib.sha256(self._thresholds.model_dump_json().encode())
        for name in sorted(self._pages):
            for section, template in sorted(self._pages[name].sections.items()):
                digest.update(f"{name}\x1f{section}\x1f{template.source}\x1e".encode())
        for intent, texts in sorted(self._examples.items()):
            digest.update(f"{intent}\x1f{texts!r}\x1e".encode())
        return digest.hexdigest()[:16]


def _stamps(folder: str) -> list[tuple[str, int, int]]:
    """Each page, example and threshold file, when it was changed and how long it is; none where no folder is."""
    stamps = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith((".md", ".txt", ".toml")):
                    status = entry.stat()
                    stamps.append((entry.path, status.st_mtime_ns, status.st_size))
    except FileNotFoundError:  # No such folder, or a file that went away meanwhile: the next look sees the rest.
        return stamps
    return stamps
