"""Versions of prompts, knowledge and code: the working tree, a folder, or a git revision unpacked beside it."""

from __future__ import annotations

import hashlib
import io
import subprocess
import tarfile
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
PACKAGES = ("agent", "tools", "prompts", "knowledge", "evals")
"""What an answer and its judging are made by."""
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


def code_version(root: Path = REPOSITORY) -> str:
    """The code that played: the git commit, with the digest of the sources where they differ from it; or that alone."""
    top = _git("rev-parse", "--show-toplevel", root=root)
    commit = _git("rev-parse", "HEAD", root=root)
    if top is None or commit is None or Path(top.decode().strip()).resolve() != root.resolve():
        return f"sources {_sources(root)}"  # installed, also where that is below somebody else's repository
    changed = _git("status", "--porcelain", "--", *PACKAGES, root=root)
    short = commit.decode().strip()[:12]
    return short if changed == b"" else f"{short}+{_sources(root)}"


def _sources(root: Path) -> str:
    digest = hashlib.sha256()
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            digest.update(f"{path.relative_to(root).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _of_revision(version: str, kind: str, unpacked: Path) -> Path:
    packed = None if version.startswith("-") else _git("archive", "--format=tar", version, kind)
    if packed is None:
        raise VersionNotFound(f"{version!r} is neither a folder nor a git revision that has {kind}/")
    target = unpacked / f"{kind}-{hashlib.sha256(packed).hexdigest()[:12]}"
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        tar.extractall(target, filter="data")
    return target / kind


def _git(command: str, *arguments: str, root: Path = REPOSITORY) -> bytes | None:
    """What git says; None where there is no git, no repository of ours, or no such thing."""
    try:
        found = subprocess.run(["git", command, *arguments], cwd=root, capture_output=True, check=False)
    except OSError:
        return None
    return found.stdout if found.returncode == 0 else None
