"""The service's settings: store, address, carrier and token; the one place here that reads the environment."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Final, Literal

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

THREE_AMOUNTS: Final = r"^$|^[0-9]{1,6}(\.[0-9]{1,6})?(/[0-9]{1,6}(\.[0-9]{1,6})?){2}$"


class ApiSettings(BaseSettings):
    """Settings of the service; names and defaults are a contract (README, Settings)."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    data_dir: Path = Field(default=Path("./var"), validation_alias="PARLEY_DATA_DIR")
    database_url: str = Field(default="", validation_alias="PARLEY_DATABASE_URL")
    host: str = Field(default="127.0.0.1", validation_alias="PARLEY_HOST")
    port: int = Field(default=8000, ge=1, le=65535, validation_alias="PARLEY_PORT")
    public_url: str = Field(default="", validation_alias="PARLEY_PUBLIC_URL")
    demo: bool = Field(default=False, validation_alias="PARLEY_DEMO")
    proxy_hops: int = Field(default=0, ge=0, le=8, validation_alias="PARLEY_PROXY_HOPS")
    api_token: str = Field(default="", validation_alias="PARLEY_API_TOKEN", repr=False)
    seal_key: str = Field(default="", validation_alias="PARLEY_SEAL_KEY", repr=False)
    carrier: Literal["simulator", "twilio"] = Field(default="simulator", validation_alias="PARLEY_CARRIER")
    twilio_account_sid: str = Field(default="", validation_alias="TWILIO_ACCOUNT_SID")
    twilio_auth_token: str = Field(default="", validation_alias="TWILIO_AUTH_TOKEN", repr=False)
    twilio_messaging_service_sid: str = Field(default="", validation_alias="TWILIO_MESSAGING_SERVICE_SID")
    twilio_from_number: str = Field(default="", validation_alias="TWILIO_FROM_NUMBER")
    twilio_api_url: str = Field(default="", validation_alias="TWILIO_API_URL")
    burst_wait_s: float = Field(default=2.0, ge=0, le=20, validation_alias="PARLEY_BURST_WAIT_S")
    lease_seconds: float = 20.0
    segments_per_second: float | None = Field(default=None, ge=0, validation_alias="PARLEY_SEGMENTS_PER_SECOND")
    texts_per_day: int = Field(default=200, ge=0, validation_alias="PARLEY_TEXTS_PER_DAY")
    tokens_per_day: int = Field(default=500_000, ge=0, validation_alias="PARLEY_TOKENS_PER_DAY")
    brand_tokens_per_day: int = Field(default=20_000_000, ge=0, validation_alias="PARLEY_BRAND_TOKENS_PER_DAY")
    segment_price: Decimal = Field(default=Decimal("0.0083"), ge=0, validation_alias="PARLEY_SEGMENT_PRICE")
    token_prices_text: str = Field(default="", pattern=THREE_AMOUNTS, validation_alias="PARLEY_TOKEN_PRICES")
    sending_seconds: float = 45.0
    unknown_grace_seconds: float = 60.0

    @model_validator(mode="before")
    @classmethod
    def _empty_is_unset(cls, values: dict[str, object]) -> dict[str, object]:
        return {name: value for name, value in values.items() if value != ""}

    @model_validator(mode="after")
    def _twilio_needs_its_account(self) -> ApiSettings:
        if self.carrier != "twilio":
            return self
        needed = {"TWILIO_ACCOUNT_SID": self.twilio_account_sid, "TWILIO_AUTH_TOKEN": self.twilio_auth_token}
        missing = [name for name, value in needed.items() if not value]
        if not (self.twilio_messaging_service_sid or self.twilio_from_number):
            missing.append("TWILIO_MESSAGING_SERVICE_SID or TWILIO_FROM_NUMBER")
        if missing:
            raise ValueError(f"PARLEY_CARRIER=twilio needs {', '.join(missing)}")
        return self

    @property
    def pace(self) -> float:
        """Segments a second that may be handed over, 0 without limit: a long code takes about one (S50)."""
        if self.segments_per_second is not None:
            return self.segments_per_second
        return 1.0 if self.carrier == "twilio" else 0.0

    @property
    def sender(self) -> str:
        """Whose pace it is: all processes that send as this share one bucket (S50)."""
        return self.twilio_messaging_service_sid or self.twilio_from_number or self.carrier

    @property
    def token_prices(self) -> tuple[Decimal, ...] | None:
        """US dollars for a million tokens: read, read from the model's cache, written. None where none are set."""
        return tuple(map(Decimal, self.token_prices_text.split("/"))) if self.token_prices_text else None

    @property
    def store_url(self) -> str:
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'parley.db'}"

    @property
    def public_address(self) -> str:
        """The address that the carrier calls, without a slash at its end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")
