"""The key that seals what is known of erased people: from the settings, or made once in the data directory."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from api.config import ApiSettings

FILE: Final = "seal.key"


def seal_key(settings: ApiSettings) -> bytes:
    """32 bytes. PARLEY_SEAL_KEY, which several machines on one database must share, or the file. Raises OSError.

    It is kept out of the database on purpose: there are so few phone numbers that a hash beside its key hides nothing.
    """
    given = settings.seal_key or _from_file(settings.data_dir / FILE)
    return hashlib.sha256(given.encode()).digest()


def _from_file(path: Path) -> str:
    """What the file says; made whole under another name first, so that nobody reads half a key."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{FILE}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        with suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text().strip()
