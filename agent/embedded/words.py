"""What the embedded model says: sections of the reply, question and refusal pages, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from prompts.library import Prompts
from prompts.template import PromptError

LONGEST_CHARS = 306
"""Two segments of GSM-7 (S59)."""


@dataclass(frozen=True)
class Words:
    """The pages in one language. Sections that a language lacks are said in English."""

    prompts: Prompts
    language: str

    def reply(self, section: str, **values: object) -> str:
        return self.prompts.render("replies", section, self.language, **values)

    def trouble(self, code: str, facts: Mapping[str, Any]) -> str | None:
        """A tool's question or refusal in words; None when no page has this code or the facts do not suffice."""
        for page in ("questions", "refusals"):
            if self.prompts.has(page, code):
                try:
                    return self.prompts.render(page, code, self.language, **facts)
                except PromptError:
                    return None
        return None

    def day(self, day: str) -> str:
        return self.reply("on_day", day=day)

    @staticmethod
    def join(texts: list[str]) -> str:
        """Several texts as one, as far as two segments reach: whole texts only."""
        said = ""
        for text in dict.fromkeys(filter(None, texts)):
            longer = f"{said} {text}".strip()
            if said and len(longer) > LONGEST_CHARS:
                break
            said = longer
        return said
