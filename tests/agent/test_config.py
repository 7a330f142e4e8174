"""The model is chosen by settings, and a key alone chooses OpenAI."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from agent.config import AgentSettings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PARLEY_MODEL", "OPENAI_API_KEY", "OPENAI_MODEL", "OPENAI_BASE_URL", "PARLEY_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)


def settings() -> AgentSettings:
    return AgentSettings(_env_file=None)


def test_without_a_key_the_embedded_model_answers() -> None:
    assert settings().model == "embedded"


def test_a_key_chooses_openai_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    assert settings().model == "openai"
    monkeypatch.setenv("PARLEY_MODEL", "embedded")
    assert settings().model == "embedded"


def test_an_unknown_model_is_refused_and_the_key_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    assert "sk-secret" not in repr(settings())
    monkeypatch.setenv("PARLEY_MODEL", "gpt")
    with pytest.raises(ValidationError, match="PARLEY_MODEL"):
        settings()


def test_there_is_no_cascade_unless_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not settings().cascade
    monkeypatch.setenv("PARLEY_CASCADE", "1")
    assert settings().cascade
