"""Every wrong setting is told by name, with what to do, and without its secret."""

from __future__ import annotations

import pytest

from api.wrong_setting import WrongSetting, is_web_address, read_settings


def wrong(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    """What is said of these settings."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting) as raised:
        read_settings()
    return "\n".join(raised.value.problems)


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("bare"))
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "PARLEY_MODEL", "PARLEY_CARRIER", "PARLEY_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PARLEY_PORT", "abc", "1 to 65535"),
        ("PARLEY_PORT", "70000", "1 to 65535"),
        ("PARLEY_CARRIER", "pigeon", "simulator or twilio"),
        ("PARLEY_MODEL", "brain", "openai or embedded"),
        ("PARLEY_BURST_WAIT_S", "-1", "0 to 20"),
        ("PARLEY_DEMO", "maybe", "1 or 0"),
        ("PARLEY_DATABASE_URL", "postgres://user:hunter2@db/x", "postgresql+psycopg://"),
        ("PARLEY_PUBLIC_URL", "texts.example.com", "https://"),
        ("TWILIO_API_URL", "ftp://x", "https://"),
        ("OPENAI_BASE_URL", "nowhere", "https://"),
        ("PARLEY_MODEL", "openai", "OPENAI_API_KEY"),
        ("PARLEY_CARRIER", "twilio", "TWILIO_AUTH_TOKEN"),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    words = wrong(monkeypatch, **{name: value})
    assert name in words
    assert said in words
    assert "hunter2" not in words


def test_all_that_is_wrong_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    words = wrong(monkeypatch, PARLEY_PORT="x", PARLEY_DEMO="x", PARLEY_MODEL="x")
    assert all(name in words for name in ("PARLEY_PORT", "PARLEY_DEMO", "PARLEY_MODEL"))


def test_a_secret_is_never_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    words = wrong(monkeypatch, PARLEY_CARRIER="twilio", TWILIO_AUTH_TOKEN="hunter2", OPENAI_API_KEY="hunter2")
    assert "hunter2" not in words


def test_an_empty_setting_is_an_unset_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PARLEY_PORT", "PARLEY_CARRIER", "PARLEY_MODEL", "PARLEY_PUBLIC_URL", "PARLEY_BURST_WAIT_S"):
        monkeypatch.setenv(name, "")
    settings, agent_settings = read_settings()
    assert (settings.port, settings.carrier, agent_settings.model) == (8000, "simulator", "embedded")


@pytest.mark.parametrize("value", ["http://[x", "https://", "https://a:99999", "https://a/?q=1", "javascript:alert(1)"])
def test_what_is_no_web_address(value: str) -> None:
    assert not is_web_address(value)
    assert is_web_address("http://127.0.0.1:8000/v1")
