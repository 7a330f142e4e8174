"""The tables of erasure hold seals, events and times, and nothing that a person said or is."""

from __future__ import annotations

from api.store.erasure_tables import CARRIER_ERASURES, ERASED_CONSENTS, SEAL_KEYS, TOMBSTONES


def test_no_column_could_hold_a_phone_or_words() -> None:
    columns = {table.name: {column.name for column in table.columns} for table in (ERASED_CONSENTS, TOMBSTONES)}
    assert columns["erased_consents"] == {"id", "seal", "program", "event", "channel", "at", "evidence"}
    assert columns["tombstones"] == {"seal", "at"}
    assert {column.name for column in CARRIER_ERASURES.columns} == {"sid", "asked_at", "attempts", "failure"}
    assert {column.name for column in SEAL_KEYS.columns} == {"id", "fingerprint"}
