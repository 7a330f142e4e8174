"""The intent head: logistic regression over vectors and lexical features, and the nearest examples; numpy alone."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from agent.embedded.features import Floats, LexicalFeatures
from knowledge.embed import Embedder

FORMAT: Final = "parley-head-1"
# Constants of the calibration, chosen on texts of real customers: fitting them on our own examples is over-confident.
_NEAREST: Final = 2
_NEAREST_WEIGHT: Final = 15.0
_NEAREST_WEIGHT_LEXICAL: Final = 5.0
_STRENGTH: Final = 10.0
_BALANCE: Final = 0.5
_STEPS: Final = 250
_RATE: Final = 3.0


@dataclass(frozen=True)
class Head:
    """A fitted head. ``weights`` is (vector + lexical + 1, intents); ``examples`` are the rows of the nearest search,
    sorted by intent, and ``bounds`` says where each intent begins.
    """

    intents: tuple[str, ...]
    weights: Floats
    examples: Floats
    bounds: NDArray[np.int64]
    lexical: LexicalFeatures
    encoder: str

    def probabilities(self, texts: Sequence[str], embedder: Embedder | None) -> Floats:
        """Calibrated probabilities: float32 of shape (len(texts), intents). Texts must be normalised."""
        words = self.lexical.encode(texts)
        vectors = embedder.encode(texts) if embedder else words[:, :0]
        # einsum, for one text at a time: BLAS would wake a thread for it, which then spins 30 ms beside the event loop.
        logits = np.einsum("tf,fi->ti", np.hstack([vectors, words]), self.weights[:-1]) + self.weights[-1]
        near = np.einsum("tf,ef->te", vectors if embedder else words, self.examples)
        weight = _NEAREST_WEIGHT if embedder else _NEAREST_WEIGHT_LEXICAL
        for column in range(len(self.intents)):
            own = near[:, self.bounds[column] : self.bounds[column + 1]]
            take = min(_NEAREST, own.shape[1])
            logits[:, column] += weight * np.partition(own, own.shape[1] - take, axis=1)[:, -take:].mean(axis=1)
        return _softmax(logits.astype(np.float32))


def fit_head(examples: Mapping[str, Sequence[str]], embedder: Embedder | None) -> Head:
    """A head for normalised ``examples`` by intent; intents without examples are left out. Takes seconds."""
    intents = tuple(sorted(intent for intent, texts in examples.items() if texts))
    texts = [text for intent in intents for text in examples[intent]]
    sizes = np.array([len(examples[intent]) for intent in intents])
    labels = np.repeat(np.arange(len(intents)), sizes)
    lexical = LexicalFeatures.learn(texts)
    words = lexical.encode(texts)
    vectors = embedder.encode(texts) if embedder else words[:, :0]
    return Head(
        intents=intents,
        weights=_regress(np.hstack([vectors, words]), labels, len(intents)),
        examples=vectors if embedder else words,
        bounds=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        lexical=lexical,
        encoder=embedder.name if embedder else "",
    )


def ready_head(examples: Mapping[str, Sequence[str]], embedder: Embedder | None, directory: Path) -> Head:
    """The head for these examples: read from ``directory`` when it was fitted before, else fitted and kept there."""
    file = directory / f"{_digest(examples, embedder)}.npz"
    if (kept := _read(file)) is not None:
        return kept
    head = fit_head(examples, embedder)
    _write(head, file)
    return head


def _digest(examples: Mapping[str, Sequence[str]], embedder: Embedder | None) -> str:
    digest = hashlib.sha256(f"{FORMAT}\x1f{embedder.name if embedder else ''}".encode())
    for intent, texts in sorted(examples.items()):
        digest.update(f"\x1e{intent}\x1f".encode() + "\x1f".join(texts).encode())
    return digest.hexdigest()[:24]


def _read(file: Path) -> Head | None:
    """A kept head; None when there is none, or when the file is cut off or not ours."""
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
            return Head(
                intents=tuple(str(intent) for intent in kept["intents"]),
                weights=kept["weights"].astype(np.float32),
                examples=kept["examples"].astype(np.float32),
                bounds=kept["bounds"],
                lexical=LexicalFeatures.from_arrays(kept["hashes"], kept["rarity"]),
                encoder=str(kept["encoder"]),
            )
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile):
        return None


def _write(head: Head, file: Path) -> None:
    """Half precision on disk, and never half a file: written aside, then renamed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    hashes, rarity = head.lexical.as_arrays()
    aside = file.with_suffix(f".{id(head)}.part")
    with aside.open("wb") as stream:
        np.savez(
            stream,
            intents=np.array(head.intents),
            weights=head.weights.astype(np.float16),
            examples=head.examples.astype(np.float16),
            bounds=head.bounds,
            hashes=hashes,
            rarity=rarity,
            encoder=np.array(head.encoder),
        )
    aside.replace(file)


def _regress(features: Floats, labels: NDArray[np.int64], classes: int) -> Floats:
    """Multinomial logistic regression with L2, by accelerated gradient descent; the last row is the intercept."""
    count = len(labels)
    inputs = np.hstack([features, np.ones((count, 1), np.float32)]).astype(np.float32)
    share = (count / (classes * np.bincount(labels, minlength=classes))) ** _BALANCE
    importance = (share[labels] / share[labels].mean()).astype(np.float32)[:, None]
    targets = np.eye(classes, dtype=np.float32)[labels]
    decay = np.full((inputs.shape[1], 1), 1 / (_STRENGTH * count), np.float32)
    decay[-1] = 0
    weights = np.zeros((inputs.shape[1], classes), np.float32)
    ahead = weights
    for step in range(_STEPS):
        gradient = inputs.T @ ((_softmax(inputs @ ahead) - targets) * importance) / count + decay * ahead
        moved = ahead - _RATE * gradient
        ahead = moved + (step / (step + 3)) * (moved - weights)
        weights = moved
    return weights


def _softmax(logits: Floats) -> Floats:
    grown: Floats = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Floats = grown / grown.sum(axis=1, keepdims=True)
    return shares
