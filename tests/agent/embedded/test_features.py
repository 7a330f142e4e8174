"""Lexical features: rare words weigh more, unseen words weigh nothing, and they survive being stored."""

from __future__ import annotations

import numpy as np

from agent.embedded.features import COLUMNS, LexicalFeatures

TEXTS = ["cancel my order", "return my order", "track my order"]


def test_rows_have_length_one() -> None:
    rows = LexicalFeatures.learn(TEXTS).encode(TEXTS)
    assert rows.shape == (3, COLUMNS)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_a_text_without_known_features_is_nothing() -> None:
    assert not LexicalFeatures.learn(TEXTS).encode(["zzz"]).any()


def test_texts_that_share_a_rare_word_are_nearer_than_those_that_share_a_common_one() -> None:
    features = LexicalFeatures.learn(TEXTS)
    rows = features.encode(["cancel it", "cancel my order", "track my order"])
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_stored_features_are_the_same() -> None:
    features = LexicalFeatures.learn(TEXTS)
    again = LexicalFeatures.from_arrays(*features.as_arrays())
    assert np.allclose(again.encode(TEXTS), features.encode(TEXTS), atol=1e-6)
