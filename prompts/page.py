"""One prompt page: a Markdown file of sections, each a template under its ``## name``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from prompts.template import PromptError, Template, parse_template

SECTION = re.compile(r"^## +([a-z0-9_]+) *$")
VARIABLES = re.compile(r"^variables: *(.*)$")
MAX_PAGE_BYTES = 200_000


@dataclass(frozen=True)
class Page:
    """The sections of one file. Text above the first section is for the reader and is not used."""

    name: str
    sections: Mapping[str, Template]


def decode_page(place: str, raw: bytes) -> str:
    """The file as text. Raises PromptError when it is too large or not UTF-8."""
    if len(raw) > MAX_PAGE_BYTES:
        raise PromptError(place, f"is larger than {MAX_PAGE_BYTES} bytes.", "Split it into several pages.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise PromptError(f"{place}, line {line}", "is not UTF-8 text.", "Save the file as UTF-8.") from error


def parse_page(name: str, text: str, contract: Page | None = None) -> Page:
    """A page from its Markdown. Raises PromptError.

    ``contract`` is the shipped page of the same name: an edited section may use the variables that it declares
    there, and no section may be made up that the code would never ask for.
    """
    sections: dict[str, Template] = {}
    for section, lines in _cut(name, text):
        place = f"{name}.md, section {section}"
        declared, body = _variables(lines)
        if contract is not None:
            shipped = contract.sections.get(section)
            if shipped is None:
                known = ", ".join(sorted(contract.sections))
                raise PromptError(place, "is not a section of this page.", f"The sections are: {known}.")
            declared = shipped.variables
        elif section in sections:
            raise PromptError(place, "appears twice.", "Keep one of them.")
        if not body.strip():
            raise PromptError(place, "is empty.", "Write the text, or remove the section.")
        sections[section] = parse_template(place, body.strip(), declared)
    if not sections:
        raise PromptError(f"{name}.md", "has no section.", "Start each text with a line such as: ## greeting")
    return Page(name, sections)


def _cut(name: str, text: str) -> list[tuple[str, list[str]]]:
    cut: list[tuple[str, list[str]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if match := SECTION.match(line):
            cut.append((match[1], []))
        elif line.startswith("## "):
            mend = "Use lower-case letters, digits and _ only, such as: ## refund_issued"
            raise PromptError(f"{name}.md, line {number}", f"has a section name that cannot be used: {line[3:]}.", mend)
        elif cut:
            cut[-1][1].append(line)
    return cut


def _variables(lines: list[str]) -> tuple[frozenset[str], str]:
    for index, line in enumerate(lines):
        if match := VARIABLES.match(line):
            names = frozenset(name.strip() for name in match[1].split(",") if name.strip())
            return names, "\n".join(lines[index + 1 :])
        if line.strip():
            break
    return frozenset(), "\n".join(lines)
