"""The first automated reply of a thread says that it comes from an AI (S70)."""

from __future__ import annotations

from agent.deps import Deps
from agent.outcome import OutText, TextKind, Turn
from agent.transcript import Transcript
from agent.voice import say

AUTOMATED = frozenset((TextKind.REPLY, TextKind.PREVIEW, TextKind.RECEIPT, TextKind.HANDOFF, TextKind.ASKED))


def introduced(turn: Turn, transcript: Transcript, deps: Deps, language: str = "en") -> Turn:
    """The same turn, its first automated text opened with the introduction where the thread has had none."""
    if transcript.introduced or turn.introduces or not (turn.texts or turn.effect):
        return turn
    texts = with_introduction(turn.texts, transcript, deps, language)
    return turn.model_copy(update={"texts": texts, "introduces": texts != turn.texts or turn.effect is not None})


def with_introduction(
    texts: tuple[OutText, ...], transcript: Transcript, deps: Deps, language: str = "en"
) -> tuple[OutText, ...]:
    """Prefixes the first text if a machine wrote it; legal texts stay as they are."""
    if transcript.introduced or not texts or texts[0].kind not in AUTOMATED:
        return texts
    first, *rest = texts
    opening = say(deps, "introduction", language=language).body
    return (first.model_copy(update={"body": f"{opening} {first.body}"}), *rest)
