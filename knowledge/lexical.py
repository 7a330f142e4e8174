"""Owns search by the letters of words: TF-IDF over words, pairs of words, and 3-5-grams of letters, without any model.

Of the lexical ways, letter n-grams with words were the best by a distance on questions and answers of shops (right at
the first place on 125 FAQs: BM25 .67, SQLite's FTS .67, this .74), and they forgive most typos by themselves.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.passage import Passage
from knowledge.wording import RELATED, content_words

# A score below this is not an answer. On our own questions it lets through 2 of 24 that no article answers.
LEXICAL_FLOOR = 0.2

WORD_WEIGHT = 1.0
LETTERS_WEIGHT = 0.6
PAIR_WEIGHT = 0.5
RELATED_WEIGHT = 0.5
# The heading is the question as customers ask it, so it counts most; the answer holds words of other questions, too.
TEXT_WEIGHT = 0.3
TITLE_WEIGHT = 0.5
# A text message of the carrier is at most 1,600 characters; what is longer is not a question.
MAX_QUERY_CHARS = 1600

Features = dict[str, float]
Scores = NDArray[np.float32]


class LexicalIndex:
    """The passages given, ready to be searched; it does not change."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = tuple(passages)
        counts = [_passage_features(passage) for passage in self.passages]
        seen = Counter(feature for features in counts for feature in features)
        size = len(counts)
        self._rarity = {feature: math.log((1 + size) / (1 + number)) + 1 for feature, number in seen.items()}
        self._unseen = math.log(1 + size) + 1
        self._postings = self._posted(counts)

    def scores(self, query: str) -> dict[str, float]:
        """How near each passage is, by its id: cosines from 0 to 1, lowered by words that no passage has."""
        scores = self._scores(query)
        return {passage.id: float(score) for passage, score in zip(self.passages, scores, strict=True)}

    def search(self, query: str, limit: int) -> list[tuple[Passage, float]]:
        """At most `limit` passages above the floor with their scores, best first."""
        scores = self._scores(query)
        best = np.argsort(-scores, kind="stable")[:limit]
        return [(self.passages[row], float(scores[row])) for row in best if scores[row] >= LEXICAL_FLOOR]

    def _scores(self, query: str) -> Scores:
        weights = self._weighted(_query_features(query[:MAX_QUERY_CHARS]))
        scores = np.zeros(len(self.passages), np.float32)
        for feature, weight in weights.items():
            if feature in self._postings:
                rows, values = self._postings[feature]
                scores[rows] += weight * values
        return scores / np.float32(_length(weights))

    def _posted(self, counts: Sequence[Features]) -> dict[str, tuple[NDArray[np.int32], Scores]]:
        """For each feature the passages that have it, and its weight in each; every passage is of length 1."""
        columns: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for row, features in enumerate(counts):
            weights = self._weighted(features)
            length = _length(weights)
            for feature, weight in weights.items():
                columns[feature].append((row, weight / length))
        return {
            feature: (np.array([row for row, _ in column], np.int32), np.array([at for _, at in column], np.float32))
            for feature, column in columns.items()
        }

    def _weighted(self, features: Features) -> Features:
        return {
            feature: (1 + math.log(count) if count > 1 else count) * self._rarity.get(feature, self._unseen)
            for feature, count in features.items()
        }


def _length(weights: Features) -> float:
    return math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0


def _passage_features(passage: Passage) -> Features:
    features: Features = defaultdict(float)
    for text, weight in ((passage.heading, 1.0), (passage.text, TEXT_WEIGHT), (passage.title, TITLE_WEIGHT)):
        _add_features(features, content_words(text), weight)
    return features


def _query_features(query: str) -> Features:
    words = content_words(query)
    features: Features = defaultdict(float)
    _add_features(features, words, 1.0)
    for related in {other for word in words for other in RELATED.get(word, ())} - set(words):
        features[f"word {related}"] += RELATED_WEIGHT
    return features


def _add_features(features: Features, words: Sequence[str], weight: float) -> None:
    for word in words:
        features[f"word {word}"] += WORD_WEIGHT * weight
        framed = f" {word} "
        for size in (3, 4, 5):
            for start in range(len(framed) - size + 1):
                features[framed[start : start + size]] += LETTERS_WEIGHT * weight
    for first, second in pairwise(words):
        features[f"pair {first} {second}"] += PAIR_WEIGHT * weight
