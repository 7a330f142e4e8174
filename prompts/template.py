"""One template: words with declared variables, and the check that the declared are exactly the used ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from jinja2 import StrictUndefined, TemplateSyntaxError, meta
from jinja2 import Template as Compiled
from jinja2.sandbox import ImmutableSandboxedEnvironment

ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
)


class PromptError(Exception):
    """A prompt file that cannot be used: where, what is wrong, and what to do, in a marketer's words.

    PromptError
    +-- MissingPrompt   asked for a page or section that no file has
    """

    def __init__(self, place: str, what: str, mend: str) -> None:
        super().__init__(f"{place}: {what} {mend}")
        self.place = place
        self.what = what
        self.mend = mend


class MissingPrompt(PromptError):
    """A page or a section that no file has."""


@dataclass(frozen=True)
class Template:
    """Words with variables. ``place`` names the file and section for errors."""

    place: str
    source: str
    variables: frozenset[str]

    @cached_property
    def compiled(self) -> Compiled:
        """Compiled when it is first said: of several hundred few are in one process, and no start waits for them."""
        return ENVIRONMENT.from_string(self.source)

    def render(self, **values: object) -> str:
        """The text. Raises PromptError when a declared variable was not given."""
        missing = self.variables - values.keys()
        if missing:
            names = ", ".join(sorted(missing))
            raise PromptError(self.place, f"needs a value for {names}.", "The code that renders it must give one.")
        return self.compiled.render({name: values[name] for name in self.variables}).strip()


def parse_template(place: str, source: str, declared: frozenset[str]) -> Template:
    """A template whose used variables are exactly the declared ones. Raises PromptError otherwise."""
    try:
        # Text without a brace is only words; the look for variables also refuses unknown filters and tests.
        used = meta.find_undeclared_variables(ENVIRONMENT.parse(source)) if "{" in source else set()
    except TemplateSyntaxError as error:
        mend = "Check that every {{ has its }} and every {% its %}."
        raise PromptError(f"{place}, line {error.lineno}", f"cannot be read: {error.message}.", mend) from error
    if unknown := used - declared:
        known = ", ".join(sorted(declared)) or "none"
        names = ", ".join(sorted(unknown))
        raise PromptError(place, f"uses the unknown variable {names}.", f"This text may use: {known}.")
    return Template(place=place, source=source, variables=declared)
