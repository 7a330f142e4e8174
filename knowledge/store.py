"""Owns vectors kept by key in embedded Chroma, and is the only door to chromadb."""

from __future__ import annotations

import hashlib
import logging
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import chromadb
import numpy as np
from chromadb.config import Settings
from chromadb.errors import ChromaError

from knowledge.embed import DIMENSIONS, Embedder, Vectors

log = logging.getLogger(__name__)


class IndexUnusable(Exception):
    """Chroma cannot keep its files where it should; the message says where and why."""


@dataclass(frozen=True)
class Changes:
    """How many keys an update embedded, and how many it removed."""

    embedded: int
    removed: int

    def __add__(self, other: Changes) -> Changes:
        return Changes(self.embedded + other.embedded, self.removed + other.removed)


class VectorStore:
    """One collection: for each key the vectors of one or more texts. One a brand, as filtering costs 60 ms."""

    def __init__(self, directory: Path, name: str, embedder: Embedder) -> None:
        """Opens the collection `name` below `directory`; raises `IndexUnusable`."""
        self._embedder = embedder
        try:
            self._collection = _client(directory).get_or_create_collection(
                name,
                # Vectors are always given: the default function would try to download a model.
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine"}},
            )
        except ChromaError as error:
            raise IndexUnusable(f"The index in {directory} cannot be opened: {error}") from error

    def keep(self, wanted: Mapping[str, Sequence[str]]) -> Changes:
        """Makes the store hold exactly these keys; only what is new is embedded. Raises `IndexUnusable`."""
        try:
            rows: Sequence[str] = self._collection.get(include=[])["ids"]
            stored = {row.rpartition(" ")[0] for row in rows}
            missing = [key for key in wanted if key not in stored]
            self._add({key: wanted[key] for key in missing})
            stale = stored - wanted.keys()
            if stale:
                self._collection.delete(ids=[row for row in rows if row.rpartition(" ")[0] in stale])
        except ChromaError as error:
            raise IndexUnusable(f"The index cannot be written: {error}") from error
        return Changes(len(missing), len(stale))

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """The `limit` nearest texts by their keys, with their cosines, best first; raises `IndexUnusable`."""
        try:
            answer = self._collection.query(query_embeddings=vector, n_results=limit, include=["distances"])
        except ChromaError as error:
            raise IndexUnusable(f"The index cannot be searched: {error}") from error
        distances = (answer["distances"] or [[]])[0]
        return [(row.rpartition(" ")[0], 1 - float(far)) for row, far in zip(answer["ids"][0], distances, strict=True)]

    def all(self) -> tuple[list[str], Vectors]:
        """Every text's key and its vector; raises `IndexUnusable`."""
        try:
            kept = self._collection.get(include=["embeddings"])
        except ChromaError as error:
            raise IndexUnusable(f"The index cannot be read: {error}") from error
        vectors = kept["embeddings"]
        if vectors is None or not len(vectors):
            return [], np.zeros((0, DIMENSIONS), np.float32)
        return [row.rpartition(" ")[0] for row in kept["ids"]], np.asarray(vectors, np.float32)

    def note(self, digest: str, words: str) -> None:
        """Keeps what was worked out from the texts of `digest` beside them; raises `IndexUnusable`."""
        try:
            self._collection.modify(metadata={"digest": digest, "words": words})
        except ChromaError as error:
            raise IndexUnusable(f"The index cannot be written: {error}") from error

    def noted(self, digest: str) -> str | None:
        """What was noted for exactly these texts; None when it was for others."""
        kept = self._collection.metadata or {}
        return str(kept.get("words")) if kept.get("digest") == digest else None

    def _add(self, missing: Mapping[str, Sequence[str]]) -> None:
        if not missing:
            return
        rows = [f"{key} {number}" for key, texts in missing.items() for number in range(len(texts))]
        texts = [text for texts in missing.values() for text in texts]
        self._collection.upsert(ids=rows, embeddings=self._embedder.encode(texts))


def text_key(owner: str, text: str, embedder: Embedder) -> str:
    """The owner, a text's content and the encoder in one: what has the same key has the same vectors."""
    return f"{owner} {hashlib.sha256(text.encode()).hexdigest()[:16]} {embedder.name}"


def _client(directory: Path) -> chromadb.api.ClientAPI:
    """Chroma over the files of `directory`; ruined ones are made anew, as they hold nothing that articles do not."""
    if _ruined(directory / "chroma.sqlite3"):
        log.warning("the index in %s is ruined, and made anew", directory)
        shutil.rmtree(directory)
    return chromadb.PersistentClient(path=str(directory), settings=Settings(anonymized_telemetry=False))


def _ruined(database: Path) -> bool:
    """Whether the file is no whole database. One that is absent, or busy in another process, is not ruined."""
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",))
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:
        return True
