"""Owns the search of one brand's knowledge in embedded Chroma, and is the only door to chromadb.

The encoder decides the order: fusing its ranks with those of a lexical search takes R@1 from .95 to .82 on collections
of this size. Whether there is an answer at all is decided by both: the lexical score, added at a third, takes AUROC
from .976 to .980 and .938 to .949 on our own two sets of questions, from .860 to .868 and .887 to .887 on two real
shops'. Where there is no encoder, the lexical search does it alone.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import chromadb
from chromadb.config import Settings
from chromadb.errors import ChromaError

from knowledge.embed import Embedder
from knowledge.front_matter import ArticleError
from knowledge.lexical import MAX_QUERY_CHARS, LexicalIndex
from knowledge.library import NOT_FOUND, Findings, Found
from knowledge.passage import Passage
from knowledge.shelf import Shelf

log = logging.getLogger(__name__)

# Evidence, the best of cosine + LEXICAL_SHARE * lexical score, below which there is no answer. On our own questions it
# lets through 3 of 24 that no article answers, and 95 % of those that one does.
LEXICAL_SHARE = 0.3
EVIDENCE_FLOOR = 0.44
# With enough evidence, what is listed beside the best may be weaker: that finds 3 to 4 % more of the right articles.
LEAST_COSINE = 0.3
# Among how many of the nearest the evidence is looked for.
CANDIDATES = 10


# A passage is found by its question, its question within its topic, and its question with the answer: R@3 of our own
# questions .93, by the question alone .92.
VIEWS = 3


class IndexUnusable(Exception):
    """Chroma cannot keep its files where it should; the message says where and why."""


@dataclass(frozen=True)
class Changes:
    """How many passages an update embedded, and how many it removed."""

    embedded: int
    removed: int


class PassageIndex:
    """The vectors of one brand's passages: one collection per brand, as filtering one of all brands costs 60 ms."""

    def __init__(self, directory: Path, brand: str, embedder: Embedder) -> None:
        """Opens the collection of `brand` below `directory`; raises `IndexUnusable`."""
        self._embedder = embedder
        self._passages: dict[str, Passage] = {}
        try:
            self._collection = _client(directory).get_or_create_collection(
                f"knowledge-{brand}",
                # Vectors are always given: the default function would try to download a model.
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine"}},
            )
        except ChromaError as error:
            raise IndexUnusable(f"The index in {directory} cannot be opened: {error}") from error

    def update(self, passages: Sequence[Passage]) -> Changes:
        """Makes the index hold exactly `passages`; only what changed is embedded. Raises `IndexUnusable`."""
        wanted = {self._key(passage): passage for passage in passages}
        try:
            stored = {row.rpartition(" ")[0] for row in self._collection.get(include=[])["ids"]}
            missing = [wanted[key] for key in wanted.keys() - stored]
            self._add(missing)
            stale = stored - wanted.keys()
            if stale:
                self._collection.delete(ids=[f"{key} {view}" for key in stale for view in range(VIEWS)])
        except ChromaError as error:
            raise IndexUnusable(f"The index cannot be written: {error}") from error
        self._passages = wanted
        return Changes(len(missing), len(stale))

    def nearest(self, query: str, limit: int) -> list[tuple[Passage, float]]:
        """The `limit` nearest passages with their cosines, best first, however far; raises `IndexUnusable`."""
        if not self._passages:
            return []
        vector = self._embedder.encode([query[:MAX_QUERY_CHARS]])
        try:
            answer = self._collection.query(query_embeddings=vector, n_results=limit * VIEWS, include=["distances"])
        except ChromaError as error:
            raise IndexUnusable(f"The index cannot be searched: {error}") from error
        nearest: dict[str, float] = {}
        for row, distance in zip(answer["ids"][0], (answer["distances"] or [[]])[0], strict=True):
            nearest.setdefault(row.rpartition(" ")[0], 1 - float(distance))
        return [
            (self._passages[key], cosine)
            for key, cosine in nearest.items()
            # Another process may just be writing a version that this one has not read yet.
            if key in self._passages
        ][:limit]

    def _add(self, passages: Sequence[Passage]) -> None:
        if not passages:
            return
        texts = [text for passage in passages for text in _views(passage)]
        rows = [f"{self._key(passage)} {view}" for passage in passages for view in range(VIEWS)]
        self._collection.upsert(ids=rows, embeddings=self._embedder.encode(texts))

    def _key(self, passage: Passage) -> str:
        """The passage, its content and the encoder in one: what has the same key has the same vectors."""
        return f"{passage.id} {passage.digest} {self._embedder.name}"


class BrandLibrary:
    """A `Library` over a folder of articles; a saved change takes effect on the next search."""

    def __init__(self, articles: Path, data_dir: Path, embedder: Embedder | None) -> None:
        """The brand is named as its folder `articles` is; without an embedder, search is lexical. Reads nothing yet.

        What people add while the service runs lies in the data directory (`added_folder`).
        """
        self._shelf = Shelf(articles, added_folder(data_dir, articles.name))
        self._directory = data_dir / "chroma"
        self._embedder = embedder
        self._lexical = LexicalIndex(())
        self._dense: PassageIndex | None = None
        # Searches come from several threads; a refresh must not be seen half done.
        self._lock = threading.Lock()

    async def search(self, query: str, limit: int = 3) -> Findings:
        """See `Library.search`; encoder and Chroma take some 2 ms together, spent in a thread beside the event loop."""
        return await asyncio.to_thread(self._search, query, limit)

    def problems(self) -> tuple[ArticleError, ...]:
        """The articles that were refused, for the doctor."""
        with self._lock:
            self._refresh()
            return self._shelf.problems

    def refresh(self) -> Changes:
        """Reads what was saved and brings the index up to date now, rather than on the next search."""
        with self._lock:
            return self._refresh()

    def passages(self) -> tuple[Passage, ...]:
        """Every answer in force, in the order of their articles."""
        with self._lock:
            self._refresh()
            return self._shelf.passages

    def _search(self, query: str, limit: int) -> Findings:
        with self._lock:
            self._refresh()
            if limit < 1 or not query.strip():
                return NOT_FOUND
            found = self._by_encoder(query, limit)
            if found is None:
                found = [Found(passage, score, "lexical") for passage, score in self._lexical.search(query, limit)]
        return Findings(tuple(found), answerable=bool(found))

    def _by_encoder(self, query: str, limit: int) -> list[Found] | None:
        """What the dense search finds; None where there is none, and the lexical one has to do."""
        if self._dense is None:
            return None
        try:
            nearest = self._dense.nearest(query, max(limit, CANDIDATES))
        except IndexUnusable as error:
            self._give_up(error)
            return None
        lexical = self._lexical.scores(query)
        evidence = [cosine + LEXICAL_SHARE * lexical.get(passage.id, 0.0) for passage, cosine in nearest]
        if max(evidence, default=0.0) < EVIDENCE_FLOOR:
            return []
        return [Found(passage, cosine, "dense") for passage, cosine in nearest[:limit] if cosine >= LEAST_COSINE]

    def _refresh(self) -> Changes:
        if not self._shelf.refresh():
            return Changes(0, 0)
        self._lexical = LexicalIndex(self._shelf.passages)
        if self._embedder is None:
            return Changes(0, 0)
        try:
            self._dense = self._dense or PassageIndex(self._directory, self._shelf.directory.name, self._embedder)
            return self._dense.update(self._shelf.passages)
        except IndexUnusable as error:
            self._give_up(error)
            return Changes(0, 0)

    def _give_up(self, error: IndexUnusable) -> None:
        """Goes on without the index until an article changes: a search that finds less is better than none."""
        log.error("searching without the index: %s", error)
        self._dense = None


def added_folder(data_dir: Path, brand: str) -> Path:
    """Where articles are that the shop's people added while the service ran."""
    return data_dir / "knowledge" / brand


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


def _views(passage: Passage) -> tuple[str, ...]:
    return passage.heading, f"{passage.title}: {passage.heading}", f"{passage.heading} {passage.text}"
