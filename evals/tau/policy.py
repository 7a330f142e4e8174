"""The policy of a tau-style shop: a line for a large model, and passages that answers may rest on."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from agent.model import ChatLine, Model, ModelRequest, Move
from evals.tau.database import BadWorld
from knowledge.passage import MAX_TEXT_CHARS, Passage

BRIEF: Final = Path(__file__).parents[1] / "briefs" / "policy.md"
WRITTEN: Final = date(2026, 1, 1)
_HEADING: Final = re.compile(r"^#{1,4} +(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class RetailPolicy:
    """The page as it was written, and cut into passages by its headings."""

    text: str
    passages: tuple[Passage, ...]

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Instructed:
    """A model that reads the policy after its prompt, in every request: stable text, for a provider's cache."""

    model: Model
    policy: RetailPolicy

    @property
    def name(self) -> str:
        return self.model.name

    async def move(self, request: ModelRequest) -> Move:
        """Raises what the model raises."""
        told = BRIEF.read_text(encoding="utf-8").replace("{policy}", self.policy.text)
        lines = (*request.lines[:1], ChatLine(role="system", content=told), *request.lines[1:])
        return await self.model.move(request.model_copy(update={"lines": lines}))


def read_policy(path: Path) -> RetailPolicy:
    """A Markdown page. Raises BadWorld."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadWorld(f"{path} cannot be read: {error}.") from error
    if not text.strip():
        raise BadWorld(f"{path} is empty: a policy is a page of Markdown.")
    return RetailPolicy(text.strip(), passages_of(text))


def passages_of(text: str) -> tuple[Passage, ...]:
    """One a heading, in parts where it is longer than an answer may be."""
    parts = _HEADING.split(text)
    sections = [("Policy", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    return tuple(
        _passage(heading.strip(), part, number)
        for heading, body in sections
        for number, part in enumerate(_cut(body.strip()))
        if part
    )


def _cut(body: str) -> list[str]:
    """Paragraphs together as far as they fit; one that is too long by itself stays whole."""
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n", body):
        if found and len(found[-1]) + len(paragraph) < MAX_TEXT_CHARS:
            found[-1] = f"{found[-1]}\n{paragraph}"
        else:
            found.append(paragraph)
    return found


def _passage(heading: str, text: str, number: int) -> Passage:
    name = f"policy#{heading.casefold()}" + (f"-{number + 1}" if number else "")
    digest = hashlib.sha256(f"{heading}\0{text}".encode()).hexdigest()[:16]
    return Passage(name, "policy", "Policy", heading, text, WRITTEN, digest)
