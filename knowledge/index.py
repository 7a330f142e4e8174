"""Owns the search of one brand's knowledge: which passage is nearest, and whether it answers.

The encoder decides the order: fusing its ranks with those of a lexical search takes R@1 from .95 to .82 on collections
of this size. Whether there is an answer is learned from the brand's example questions (`answerability`); a brand
without them goes by evidence, the cosine and a third of the lexical score: AUROC .860 to .868 and .887 to .887 on two
real shops', against the cosine alone. Where there is no encoder, the lexical search does it alone.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.answerability import NOTHING_LEARNED, SURE_ENOUGH, Answerability, Learned, learn
from knowledge.embed import Embedder, Vectors
from knowledge.examples import NO_EXAMPLES, Examples
from knowledge.front_matter import ArticleError
from knowledge.lexical import MAX_QUERY_CHARS, LexicalIndex
from knowledge.library import NOT_FOUND, Findings, Found
from knowledge.names import Names
from knowledge.passage import Passage
from knowledge.shelf import Shelf
from knowledge.spanish import in_english
from knowledge.store import Changes, IndexUnusable, VectorStore, text_key

log = logging.getLogger(__name__)

# Without examples: evidence, the best of cosine + LEXICAL_SHARE * lexical score, and how sure it makes.
LEXICAL_SHARE = 0.3
EVIDENCE_FLOOR = 0.44
BY_EVIDENCE = Answerability(bias=-12 * EVIDENCE_FLOOR, near=12.0, unanswered=0.0)
# With enough evidence, what is listed beside the best may be weaker: that finds 3 to 4 % more of the right articles.
LEAST_COSINE = 0.3
# Among how many of the nearest the evidence is looked for.
CANDIDATES = 10

# A passage is found by its question, its question within its topic, and its question with the answer: R@3 of our own
# questions .93, by the question alone .92.
VIEWS = 3
# How many rows are looked through for each passage that is wanted: its views, and its example questions.
ROWS_A_PASSAGE = 6
# How much the question without its names counts for the order; the rest is the question as it is.
WITHOUT_NAMES = 0.3
# To be changed with the way in which examples are learned from.
LEARNING = "1"
# An example of what no article answers is overruled by a passage whose question is as near as this: it does by now.
ANSWERED_BY_NOW = 0.85


@dataclass(frozen=True)
class Nearby:
    """The nearest passages with their nearness, best first, and how near a question is that nobody answers."""

    passages: tuple[tuple[Passage, float], ...]
    unanswered: float


class PassageIndex:
    """The vectors of one brand's passages and example questions."""

    def __init__(self, directory: Path, brand: str, embedder: Embedder) -> None:
        """Opens the collections of `brand` below `directory`; raises `IndexUnusable`."""
        self._embedder = embedder
        self._answered = VectorStore(directory, f"knowledge-{brand}", embedder)
        self._unanswered = VectorStore(directory, f"unanswered-{brand}", embedder)
        self._passages: dict[str, Passage] = {}
        self._names = Names(())
        self._silent = False
        self.learned = NOTHING_LEARNED

    def update(self, passages: Sequence[Passage], examples: Examples = NO_EXAMPLES) -> Changes:
        """Makes the index hold exactly these; only what changed is embedded. Raises `IndexUnusable`."""
        keys = {self._key(passage): passage for passage in passages}
        wanted = {key: _views(passage) for key, passage in keys.items()}
        by_id = {passage.id: passage for passage in passages}
        asked: dict[str, str] = {}
        for example in examples.answered:
            if passage := by_id.get(example.passage):
                key = text_key(f"?{passage.id}", example.text, self._embedder)
                asked[key] = in_english(example.text)
                keys[key], wanted[key] = passage, (asked[key],)
        silent = {text_key("-", text, self._embedder): in_english(text) for text in examples.unanswered}
        changes = self._answered.keep(wanted) + self._unanswered.keep({key: (text,) for key, text in silent.items()})
        self._passages, self._silent, self._names = keys, bool(silent), Names(passages)
        self.learned = self._known(wanted, asked, silent) if asked and silent else NOTHING_LEARNED
        return changes

    def nearest(self, query: str, limit: int) -> Nearby:
        """The `limit` nearest passages, however far; raises `IndexUnusable`."""
        if not self._passages:
            return Nearby((), 0.0)
        vectors = self._vectors(query[:MAX_QUERY_CHARS])
        rows = [self._answered.nearest(one, limit * ROWS_A_PASSAGE) for one in vectors]
        # Another process may just be writing a version that this one has not read yet.
        known = [[(self._passages[key].id, cosine) for key, cosine in ones if key in self._passages] for ones in rows]
        near = _weighed([_by_passage(ones) for ones in known])
        by_id = {passage.id: passage for passage in self._passages.values()}
        best = sorted(near, key=lambda name: -near[name])[:limit]
        silent = [self._nearest_silent(one) for one in vectors] if self._silent else [0.0]
        return Nearby(tuple((by_id[name], near[name]) for name in best), sum(silent) / len(silent))

    def _nearest_silent(self, vector: Vectors) -> float:
        answered = self.learned.answered_by_now
        rows = self._unanswered.nearest(vector, 1 + len(answered))
        return next((cosine for key, cosine in rows if key not in answered), 0.0)

    def _vectors(self, text: str) -> list[Vectors]:
        """The question as it is and, where it names something, without the names; each (1, 384)."""
        return [self._embedder.encode([one]) for one in dict.fromkeys((text, self._names.taken_out(text)))]

    def _known(
        self, wanted: Mapping[str, Sequence[str]], asked: Mapping[str, str], silent: Mapping[str, str]
    ) -> Learned:
        """What the examples teach: noted when it was worked out before, as that takes longer than all the rest."""
        told = "\n".join((LEARNING, *sorted(wanted), *sorted(silent), *sorted(self._names.words)))
        digest = hashlib.sha256(told.encode()).hexdigest()
        if (noted := self._unanswered.noted(digest)) is not None:
            return Learned.read(noted)
        learned = self._learned(asked, silent)
        self._unanswered.note(digest, learned.written())
        return learned

    def _learned(self, asked: Mapping[str, str], silent: Mapping[str, str]) -> Learned:
        """From each example as if it were not among them, but for those that an article answers by now."""
        keys, rows = self._answered.all()
        silent_keys, silent_rows = self._unanswered.all()
        own = np.array([key in self._passages and key not in asked for key in keys])
        nearest = np.max(silent_rows @ rows[own].T, axis=1, initial=0.0)
        answered = {key for key, cosine in zip(silent_keys, nearest, strict=True) if cosine >= ANSWERED_BY_NOW}
        left = np.array([key not in answered for key in silent_keys])
        owners = np.array([self._passages[key].id if key in self._passages else "" for key in keys])
        kept = {**dict(zip(keys, rows, strict=True)), **dict(zip(silent_keys, silent_rows, strict=True))}
        seen = []
        for key, text in {**asked, **{key: text for key, text in silent.items() if key not in answered}}.items():
            bare = self._names.taken_out(text)
            vectors = [kept[key][None], *([self._embedder.encode([bare])] if bare != text else [])]
            others, not_others = np.array(keys) != key, left & (np.array(silent_keys) != key)
            near = _weighed([_by_passage(_falling(rows[others] @ one[0], owners[others])) for one in vectors])
            unanswered = [float(np.max(silent_rows[not_others] @ one[0], initial=0.0)) for one in vectors]
            seen.append((max(near.values(), default=0.0), sum(unanswered) / len(unanswered), key in asked))
        return Learned(learn(seen), frozenset(answered))

    def _key(self, passage: Passage) -> str:
        """The passage, its content and the encoder in one: what has the same key has the same vectors."""
        return f"{passage.id} {passage.digest} {self._embedder.name}"


def nearness(cosines: Sequence[float]) -> float:
    """How near a passage is by its views, best first: the nearest, averaged with the mean of the nearest two.

    R@1 of two real shops' questions .747 to .768 and .684 to .718 with the mean of two, against the best alone.
    """
    return (cosines[0] + sum(cosines[:2]) / len(cosines[:2])) / 2


def _by_passage(rows: Sequence[tuple[str, float]]) -> dict[str, float]:
    """The nearness of each passage among rows of (its id, cosine), best first."""
    cosines: dict[str, list[float]] = defaultdict(list)
    for name, cosine in rows:
        cosines[name].append(cosine)
    # A second view that is not among the rows is at most as near as the last of them.
    return {name: nearness([*ones, rows[-1][1]]) for name, ones in cosines.items()}


def _weighed(near: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The nearness to the question as it is and to the one without names, if it has any, in one."""
    if len(near) == 1:
        return dict(near[0])
    named, bare = near
    least = [min(ones.values(), default=0.0) for ones in near]
    return {
        name: (1 - WITHOUT_NAMES) * named.get(name, least[0]) + WITHOUT_NAMES * bare.get(name, least[1])
        for name in {**named, **bare}
    }


def _falling(cosines: Vectors, owners: NDArray[np.str_]) -> list[tuple[str, float]]:
    return [(str(owners[row]), float(cosines[row])) for row in np.argsort(-cosines)]


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
            query = in_english(query)
            return self._by_encoder(query, limit) or by_letters(self._lexical, query, limit)

    def _by_encoder(self, query: str, limit: int) -> Findings | None:
        """What the dense search finds; None where there is none, and the lexical one has to do."""
        if self._dense is None:
            return None
        try:
            near = self._dense.nearest(query, max(limit, CANDIDATES))
        except IndexUnusable as error:
            self._give_up(error)
            return None
        sure = self._sure(query, near, self._dense.learned.answerability)
        if sure < SURE_ENOUGH:
            return Findings((), answerable=False, sure=sure)
        found = [Found(passage, score, "dense") for passage, score in near.passages[:limit] if score >= LEAST_COSINE]
        return Findings(tuple(found), answerable=bool(found), sure=sure)

    def _sure(self, query: str, near: Nearby, learned: Answerability | None) -> float:
        if learned is not None and near.passages:
            return learned.sure(near.passages[0][1], near.unanswered)
        lexical = self._lexical.scores(query)
        evidence = [score + LEXICAL_SHARE * lexical.get(passage.id, 0.0) for passage, score in near.passages]
        return BY_EVIDENCE.sure(max(evidence, default=0.0), 0.0)

    def _refresh(self) -> Changes:
        if not self._shelf.refresh():
            return Changes(0, 0)
        self._lexical = LexicalIndex(self._shelf.passages)
        if self._embedder is None:
            return Changes(0, 0)
        try:
            self._dense = self._dense or PassageIndex(self._directory, self._shelf.directory.name, self._embedder)
            return self._dense.update(self._shelf.passages, self._shelf.examples)
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


def by_letters(index: LexicalIndex, query: str, limit: int) -> Findings:
    """What the lexical search finds alone."""
    sure = max(index.scores(query).values(), default=0.0)
    found = tuple(Found(passage, score, "lexical") for passage, score in index.search(query, limit))
    return Findings(found, answerable=bool(found), sure=min(1.0, sure))


def _views(passage: Passage) -> tuple[str, ...]:
    return passage.heading, f"{passage.title}: {passage.heading}", f"{passage.heading} {passage.text}"
