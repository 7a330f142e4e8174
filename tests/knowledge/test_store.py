"""Tests of the vectors in Chroma: kept by key, embedded once, and what was noted of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.store import Changes, IndexUnusable, VectorStore, text_key
from knowledge.testing import MemoryEmbedder


@pytest.fixture
def store(tmp_path: Path) -> VectorStore:
    return VectorStore(tmp_path / "chroma", "questions", MemoryEmbedder())


def test_exactly_what_is_wanted_is_kept(store: VectorStore) -> None:
    assert store.keep({"a": ("red shoe", "red"), "b": ("blue sock",)}) == Changes(2, 0)
    assert store.keep({"b": ("blue sock",), "c": ("chalk",)}) == Changes(1, 1)
    assert sorted(store.all()[0]) == ["b", "c"]


def test_the_nearest_comes_first_once_for_each_of_its_texts(store: VectorStore) -> None:
    store.keep({"a": ("red shoe", "red"), "b": ("blue sock",)})
    found = store.nearest(MemoryEmbedder().encode(["red"]), 3)
    assert [key for key, _ in found] == ["a", "a", "b"]
    assert found[0][1] == pytest.approx(1, abs=1e-4)


def test_an_empty_store_has_no_vectors(store: VectorStore) -> None:
    keys, vectors = store.all()
    assert keys == [] and vectors.shape == (0, 384)


def test_a_note_is_only_for_the_texts_that_it_was_made_of(tmp_path: Path, store: VectorStore) -> None:
    assert store.noted("x") is None
    store.note("x", "1.5 -0.25")
    again = VectorStore(tmp_path / "chroma", "questions", MemoryEmbedder())
    assert again.noted("x") == "1.5 -0.25"
    assert again.noted("y") is None
    again.note("y", "")
    assert again.noted("y") == ""


def test_a_name_that_chroma_cannot_keep_is_unusable(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="cannot be opened"):
        VectorStore(tmp_path / "chroma", "sme ar/..", MemoryEmbedder())


def test_a_key_tells_owner_text_and_encoder_apart() -> None:
    one, other = MemoryEmbedder("one"), MemoryEmbedder("other")
    keys = {text_key("a", "x", one), text_key("b", "x", one), text_key("a", "y", one), text_key("a", "x", other)}
    assert len(keys) == 4


def test_changes_add_up() -> None:
    assert Changes(1, 2) + Changes(3, 4) == Changes(4, 6)
