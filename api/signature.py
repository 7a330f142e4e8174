"""The carrier's signature on a webhook: their validator, wrapped so that no input makes it raise (S46)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from twilio.request_validator import RequestValidator, get_signature_algorithm

HEADER = "X-Twilio-Signature"
SETTINGS_HEADER = "X-Twilio-Webhooks-Signature-Settings"
ALGORITHMS = frozenset({"HMAC_SHA1", "HMAC_SHA256"})

# What the validator was seen to raise on surrogates, bad ports, and values that are no text.
_TRAPS = (ValueError, TypeError, AttributeError, LookupError)


class Signature:
    """Signs and checks with one or more secrets; during a rotation both the old and the new one count.

    With no secret nothing is ever valid: webhooks fail closed.
    """

    def __init__(self, secrets: Sequence[str]) -> None:
        self._validators = tuple(RequestValidator(secret) for secret in secrets if secret)

    @property
    def configured(self) -> bool:
        return bool(self._validators)

    def valid(self, url: str, form: Mapping[str, str], given: str, settings: str = "") -> bool:
        """Whether ``given`` signs this public URL and these form fields. Never raises."""
        algorithm = get_signature_algorithm(settings).upper()
        if algorithm not in ALGORITHMS or not given.isascii():
            return False
        try:
            return any(validator.validate(url, dict(form), given, algorithm) for validator in self._validators)
        except _TRAPS:
            return False

    def sign(self, url: str, form: Mapping[str, str]) -> str:
        """The signature that the carrier would send; for stand-ins of the carrier. Needs a secret."""
        return str(self._validators[0].compute_signature(url, dict(form)))
