"""Owns what an article is: Markdown cut into passages by heading, each with its provenance, in plain text.

An article is written by a marketer and is hostile until it was read here: what cannot be said in a text message (HTML,
pictures, tables) is refused in words that name the line and the way to mend it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.front_matter import ArticleError, FrontMatter, read_front_matter

MAX_BYTES = 64_000
MAX_SECTIONS = 60
MAX_HEADING_CHARS = 120
# Four segments of a text in GSM-7: an answer beyond that is an article, not an answer.
MAX_TEXT_CHARS = 600

# Control characters, and the invisible ones that reorder or hide what a person reads.
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

REFUSED = {
    "html_block": ("There is HTML or a comment here.", "Write it in plain words; a text message shows no HTML."),
    "html_inline": ("There is HTML here.", "Write it in plain words; a text message shows no HTML."),
    "image": ("There is a picture here.", "Describe it in words; answers are texted without pictures."),
    "fence": ("There is a block of code here.", "Write it as ordinary sentences."),
    "table_open": ("There is a table here.", "Write each row as a sentence; a text message shows no tables."),
}

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table").disable(["lheading", "code", "reference"])


@dataclass(frozen=True)
class Passage:
    """One answer of one article.

    `id` is `article#heading-in-lower-case`, unique within a brand; `text` is plain text; `pinned` means that the answer
    was approved as it stands and should be given in its own words; `digest` changes with anything that a reader sees.
    """

    id: str
    article: str
    title: str
    heading: str
    text: str
    updated: date
    digest: str
    pinned: bool = False


def read_article(path: Path) -> tuple[Passage, ...]:
    """The passages of one Markdown file, in its order; raises `ArticleError`."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ArticleError(path, 1, f"The file cannot be read: {error.strerror}.", "Check its permissions.") from error
    if len(raw) > MAX_BYTES:
        raise ArticleError(path, 1, "The article is too long.", "Split it into several articles, one a topic.")
    return cut_article(path, _decoded(path, raw))


def cut_article(path: Path, source: str) -> tuple[Passage, ...]:
    """The passages of the Markdown in `source`; `path` names it in errors and ids; raises `ArticleError`."""
    for number, line in enumerate(source.split("\n"), start=1):
        if INVISIBLE.search(line):
            raise ArticleError(path, number, "There is an invisible character here.", "Type the line again by hand.")
    matter, body_start = read_front_matter(path, source)
    body = "\n" * body_start + "\n".join(source.split("\n")[body_start:])
    sections = _sections(path, matter.title, _MARKDOWN.parse(body))
    passages: dict[str, Passage] = {}
    for section in sections:
        passage = _passage(path, matter, section)
        if passage.id in passages:
            raise ArticleError(
                path,
                section.line,
                f'The heading "{section.heading}" is here twice.',
                "Word one of the two differently.",
            )
        passages[passage.id] = passage
    if not passages:
        raise ArticleError(
            path, body_start, "The article has no answers.", 'Add a heading such as "## How ...?" and text.'
        )
    return tuple(passages.values())


class _Section:
    """A heading and the plain text below it, while the article is read."""

    def __init__(self, heading: str, level: int, line: int) -> None:
        self.heading, self.level, self.line = heading, level, line
        self.lines: list[str] = []


def _decoded(path: Path, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ArticleError(path, line, "The file is not saved as UTF-8.", 'Save it again as "UTF-8" text.') from error


def _sections(path: Path, title: str, tokens: list[Token]) -> list[_Section]:
    sections = [_Section(title, 0, 1)]
    marker = ""
    line = 1
    for token, before in zip(tokens, [None, *tokens], strict=False):
        line = token.map[0] + 1 if token.map else line
        _refuse(path, line, token)
        if token.type == "list_item_open":
            marker = f"{token.info}. " if token.info else "- "
        elif token.type == "inline" and before is not None and before.type == "heading_open":
            sections.append(_Section(_plain(path, line, token), int(before.tag[1:]), line))
        elif token.type == "inline":
            sections[-1].lines.append(marker + _plain(path, line, token))
            marker = ""
    return _answered(path, sections)


def _answered(path: Path, sections: list[_Section]) -> list[_Section]:
    """The sections that hold an answer; a heading may go without only to group deeper ones."""
    headed = sections[1:]
    if len(headed) > MAX_SECTIONS:
        raise ArticleError(
            path, headed[MAX_SECTIONS].line, "There are too many headings.", "Split the article into several."
        )
    for section, following in zip(sections, [*headed, None], strict=True):
        groups = section.level == 0 or (following is not None and following.level > section.level)
        if not section.lines and not groups:
            raise ArticleError(
                path, section.line, f'"{section.heading}" has no answer.', "Write the answer below it, or remove it."
            )
    return [section for section in sections if section.lines]


def _refuse(path: Path, line: int, token: Token) -> None:
    for part in (token, *(token.children or ())):
        if part.type in REFUSED:
            what, mend = REFUSED[part.type]
            raise ArticleError(path, line, what, mend)


def _plain(path: Path, line: int, inline: Token) -> str:
    """What a reader sees of one block: emphasis gone, a link as its words and then its address."""
    parts: list[str] = []
    address = ""
    for token in inline.children or ():
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" " if token.type == "softbreak" else "\n")
        elif token.type == "link_open":
            address = _address(path, line, str(token.attrs["href"]))
        elif token.type == "link_close" and address not in "".join(parts):
            parts.append(f" ({address})")
    text = "".join(parts).strip()
    if "](" in text:
        _address(path, line, text.partition("](")[2])
    if INVISIBLE.search(text):
        raise ArticleError(path, line, "There is an invisible character here.", "Type the line again by hand.")
    return text


def _address(path: Path, line: int, link: str) -> str:
    if not link.startswith(("https://", "mailto:")):
        what = f'The link "{link[:80]}" cannot be texted.'
        raise ArticleError(path, line, what, "Use a web address that begins with https://.")
    return link.removeprefix("mailto:")


def _passage(path: Path, matter: FrontMatter, section: _Section) -> Passage:
    text = "\n".join(section.lines)
    if len(section.heading) > MAX_HEADING_CHARS:
        raise ArticleError(path, section.line, "The heading is too long.", "Word it as a customer would text it.")
    if len(text) > MAX_TEXT_CHARS:
        raise ArticleError(
            path,
            section.line,
            f'The answer to "{section.heading}" is too long to be texted ({len(text)} characters).',
            f"Shorten it to {MAX_TEXT_CHARS} characters, or split it under two headings.",
        )
    seen = "\x00".join((matter.title, section.heading, text, matter.updated.isoformat(), str(matter.pinned)))
    return Passage(
        id=f"{path.stem}#{_slug(section.heading)}",
        article=path.stem,
        title=matter.title,
        heading=section.heading,
        text=text,
        updated=matter.updated,
        digest=hashlib.sha256(seen.encode()).hexdigest()[:16],
        pinned=matter.pinned,
    )


def _slug(heading: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", heading.lower()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    # A heading in another script still needs an id of its own.
    return slug or hashlib.sha256(heading.encode()).hexdigest()[:12]
