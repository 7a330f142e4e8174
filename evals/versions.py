"""Versions of prompts and knowledge: the working tree, a folder, or a git revision unpacked beside it."""

from __future__ import annotations

import hashlib
import io
import subprocess
import tarfile
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
WORKING_TREE = "working tree"


class VersionNotFound(ValueError):
    """A version names no folder and no git revision; the message says what it was taken for."""


def folder_of(version: str | None, kind: str, unpacked: Path) -> Path:
    """The folder ``kind`` (prompts or knowledge) of a version. Raises VersionNotFound.

    None is the working tree; a path is taken as that folder; anything else as a git revision, whose folder is written
    below ``unpacked``.
    """
    if version is None:
        return REPOSITORY / kind
    given = Path(version)
    if given.is_dir():
        return given.resolve()
    return _of_revision(version, kind, unpacked)


def hash_of(folder: Path) -> str:
    """The content of every page below a folder, in twelve hex digits; names count, times do not."""
    digest = hashlib.sha256()
    for path in sorted(one for one in folder.rglob("*") if one.suffix in (".md", ".txt", ".toml") and one.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _of_revision(version: str, kind: str, unpacked: Path) -> Path:
    packed = _git("archive", "--format=tar", version, kind)
    if packed is None:
        raise VersionNotFound(f"{version!r} is neither a folder nor a git revision that has {kind}/")
    target = unpacked / f"{kind}-{hashlib.sha256(packed).hexdigest()[:12]}"
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        tar.extractall(target, filter="data")
    return target / kind


def _git(*arguments: str) -> bytes | None:
    if arguments[2].startswith("-"):
        return None
    try:
        found = subprocess.run(["git", *arguments], cwd=REPOSITORY, capture_output=True, check=False)
    except OSError:
        return None
    return found.stdout if found.returncode == 0 else None
