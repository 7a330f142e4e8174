"""The agent's settings: which model, its limits and budgets; the one place in the agent that reads the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class AgentSettings(BaseSettings):
    """Settings of one turn. Seconds and counts as the names say (P6: at most 8 tool calls and 45 s a turn).

    ``cascade``: beside a large model, the embedded one takes the texts that it is sure of. ``customer_model``: which
    model plays simulated customers in evals; empty is none. ``prices_file``: what models cost, for evals' reports.
    """

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    model: Literal["openai", "embedded"] = Field(default="embedded", validation_alias="PARLEY_MODEL")
    openai_api_key: str = Field(default="", validation_alias="OPENAI_API_KEY", repr=False)
    openai_base_url: str = Field(default="", validation_alias="OPENAI_BASE_URL")
    openai_model: str = Field(default="gpt-4.1-mini", validation_alias="OPENAI_MODEL")
    cascade: bool = Field(default=False, validation_alias="PARLEY_CASCADE")
    customer_model: str = Field(default="", validation_alias="PARLEY_CUSTOMER_MODEL")
    prices_file: Path | None = Field(default=None, validation_alias="PARLEY_PRICES_FILE")
    data_dir: Path = Field(default=Path("./var"), validation_alias="PARLEY_DATA_DIR")
    tiktoken_dir: Path | None = Field(default=None, validation_alias="TIKTOKEN_CACHE_DIR")
    max_steps: int = 6
    max_tool_calls: int = 8
    turn_seconds: float = 45.0
    model_seconds: float = 30.0
    context_tokens: int = 12_000

    @model_validator(mode="before")
    @classmethod
    def _openai_when_keyed(cls, values: dict[str, object]) -> dict[str, object]:
        """PARLEY_MODEL defaults to openai where a key is set."""
        if not values.get("PARLEY_MODEL") and values.get("OPENAI_API_KEY"):
            values["PARLEY_MODEL"] = "openai"
        return {name: value for name, value in values.items() if value != ""}
