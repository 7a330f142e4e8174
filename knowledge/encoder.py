"""Owns the running encoder, MiniLM as an int8 ONNX file, and is the only door to onnxruntime on the path of a text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as failures
from tokenizers import Tokenizer

from knowledge.embed import DIMENSIONS, Vectors
from knowledge.weights import SHA256, sha256

MODEL_FILE = "minilm.int8.onnx"
TOKENIZER_FILE = "tokenizer.json"
REFERENCE_FILE = "reference.npy"

# The worst of 896 texts kept a cosine of .938 to full precision; a processor on which the int8 product saturates falls
# well below this, and lexical search is then the better choice.
SOUND_COSINE = 0.93
MAX_TOKENS = 256

# What onnxruntime raises for a file that is not a model it can run; they share no base of their own.
NOT_A_MODEL = (
    failures.Fail,
    failures.InvalidArgument,
    failures.InvalidGraph,
    failures.InvalidProtobuf,
    failures.NotImplemented,
    failures.RuntimeException,
)

SELF_TEST_TEXTS = (
    "Where is my order?",
    "I'd like to return the shoes I got last week",
    "Can I swap these for a half size bigger?",
    "please cancel order 12345",
    "How long does a refund take to reach my card?",
    "Do you ship to Canada?",
    "is this going on sale soon",
    "stop texting me",
    "Yes, go ahead.",
    "no wait, keep it",
    "my package says delivered but it's not here",
    "The sole came off after two weeks.",
    "What size should I get if I wear a 9 in street shoes",
    "skip my next subscription delivery",
    "change my address to 12 Main St, Springfield",
    "who is the president of France",
    "i want to talk to a human",
    "thx!!",
    "the discount code did not work at checkout and I was charged the full price",
    "ok",
)


class EncoderError(Exception):
    """The encoder's files are there but must not be used; the message says why and how to mend it."""


class EncoderUnreadable(EncoderError):
    """A file of the encoder is missing, cut off, or not what it claims to be."""


class EncoderUnsound(EncoderError):
    """The encoder runs on this processor, but its vectors are not those of the model."""


class Encoder:
    """An `Embedder`; safe to call from several threads at once."""

    name = "all-MiniLM-L6-v2/int8"

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer) -> None:
        self._session = session
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, directory: Path) -> Encoder | None:
        """The encoder built into `directory`, after its self test; None if nothing was built there.

        Raises `EncoderUnreadable` and `EncoderUnsound`; both are mended by building it again.
        """
        if not (directory / MODEL_FILE).is_file():
            return None
        encoder = cls.open(directory / MODEL_FILE, directory / TOKENIZER_FILE)
        try:
            reference = np.load(directory / REFERENCE_FILE, allow_pickle=False)
        except (OSError, EOFError, ValueError) as error:
            raise EncoderUnreadable(f"{directory / REFERENCE_FILE} cannot be read: {error}") from error
        worst = encoder.worst_cosine(reference)
        if worst < SOUND_COSINE:
            raise EncoderUnsound(
                f"The encoder gives wrong vectors on this processor: cosine {worst:.3f}, not at least {SOUND_COSINE}."
            )
        return encoder

    @classmethod
    def open(cls, model: Path, tokenizer: Path) -> Encoder:
        """The encoder of two files, not tested; raises `EncoderUnreadable`."""
        try:
            return cls(_session(model), _tokenizer(tokenizer))
        except OSError as error:
            raise EncoderUnreadable(f"The encoder in {model.parent} cannot be read: {error}") from error

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder.encode`; a text beyond 256 tokens counts by its beginning.

        One text a run: int8 scales its activations over a whole batch, and a text's vector would depend on its company
        (cosines down to .945 in batches of 32). Batches would be 2.6 times faster, at 0.7 ms a text alone.
        """
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        for row, text in enumerate(texts):
            ids = np.array([self._tokenizer.encode(clean(text)).ids], np.int64)
            vectors[row] = self._session.run(None, {"input_ids": ids})[0][0]
        return vectors

    def vocabulary(self) -> frozenset[str]:
        """The words and word pieces that the model knows; a word outside of it is rare, or misspelt."""
        return frozenset(self._tokenizer.get_vocab())

    def worst_cosine(self, reference: Vectors) -> float:
        """The lowest cosine between the vectors of `SELF_TEST_TEXTS` and `reference`, the same at full precision."""
        if reference.shape != (len(SELF_TEST_TEXTS), DIMENSIONS):
            return -1.0
        return float(np.min(np.sum(self.encode(SELF_TEST_TEXTS) * reference, axis=1)))


def clean(text: str) -> str:
    """`text` without lone surrogates, which no tokenizer accepts."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    options.inter_op_num_threads = 1
    # Spinning threads would take the processor from the event loop between two texts.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
    except NOT_A_MODEL as error:
        raise EncoderUnreadable(f"{path} is not a model that can be run: {error}") from error


def _tokenizer(path: Path) -> Tokenizer:
    # Anything else than the published file could make the tokenizer fail in ways that have no type of their own.
    if sha256(path) != SHA256[TOKENIZER_FILE]:
        raise EncoderUnreadable(f"{path} is not the tokenizer that belongs to the encoder.")
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    return tokenizer
