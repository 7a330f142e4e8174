"""Settings read and checked: every wrong one is told by name, with what to do, and never with a secret."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from pydantic import ValidationError
from pydantic_settings import BaseSettings

from agent.config import AgentSettings
from api.config import ApiSettings

S = TypeVar("S", bound=BaseSettings)

SHOWN: Final = frozenset(
    {"PARLEY_PORT", "PARLEY_HOST", "PARLEY_CARRIER", "PARLEY_MODEL", "PARLEY_BURST_WAIT_S", "PARLEY_DEMO"}
)
"""Settings whose value may be repeated; all others may hold a secret."""

HINTS: Final = {
    "PARLEY_PORT": "Give a number from 1 to 65535.",
    "PARLEY_CARRIER": "Give simulator or twilio.",
    "PARLEY_MODEL": "Give openai or embedded.",
    "PARLEY_BURST_WAIT_S": "Give seconds from 0 to 20, such as 2.0.",
    "PARLEY_DEMO": "Give 1 or 0.",
}
DATABASES: Final = ("sqlite+aiosqlite:///", "postgresql+psycopg://")


class WrongSetting(Exception):
    """One or more settings that cannot be used; ``problems`` are sentences, one for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def read_settings() -> tuple[ApiSettings, AgentSettings]:
    """All settings of this process. Raises WrongSetting with everything that is wrong at once."""
    problems: list[str] = []
    ours = _read(ApiSettings, problems)
    agents = _read(AgentSettings, problems)
    if ours is not None:
        problems += _addresses(ours)
    if agents is not None:
        problems += _model(agents)
    if problems or ours is None or agents is None:
        raise WrongSetting(tuple(problems))
    return ours, agents


def _read(kind: Callable[[], S], problems: list[str]) -> S | None:
    try:
        return kind()
    except ValidationError as error:
        problems += [_sentence(found) for found in error.errors(include_url=False, include_context=False)]
        return None


def _sentence(found: Any) -> str:
    """A model-wide check says it all by itself; a field's is told with its name."""
    if not found["loc"]:
        return f"{str(found['msg']).removeprefix('Value error, ')}. Set what is missing, or leave the carrier out."
    name = str(found["loc"][0])
    given = f" ({found['input']!r})" if name in SHOWN else ""
    hint = HINTS.get(name, f"{found['msg']}.")
    return f"{name}{given} cannot be used. {hint}"


def _addresses(settings: ApiSettings) -> list[str]:
    """Settings that are addresses must look like one before anything is opened."""
    problems = []
    if settings.database_url and not settings.database_url.startswith(DATABASES):
        problems.append(f"PARLEY_DATABASE_URL cannot be used. Begin it with {DATABASES[0]} or {DATABASES[1]}.")
    for name, value in (("PARLEY_PUBLIC_URL", settings.public_url), ("TWILIO_API_URL", settings.twilio_api_url)):
        if value and not is_web_address(value):
            problems.append(f"{name} is no web address. Give one such as https://texts.example.com.")
    return problems


def _model(settings: AgentSettings) -> list[str]:
    problems = []
    if settings.model == "openai" and not (settings.openai_api_key or settings.openai_base_url):
        problems.append("PARLEY_MODEL=openai needs OPENAI_API_KEY. Set it, or set PARLEY_MODEL=embedded.")
    if settings.openai_base_url and not is_web_address(settings.openai_base_url):
        problems.append("OPENAI_BASE_URL is no web address. Give one such as https://api.openai.com/v1.")
    return problems


def is_web_address(value: str) -> bool:
    """Whether this is an http or https address with a host and without a query."""
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0 and not parts.query
    except ValueError:
        return False
