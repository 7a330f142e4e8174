"""`parley eval questions`: how well search answers question sets, and how silent it is where there is no answer."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from agent.config import AgentSettings
from evals.question_set import QUESTIONS, BadQuestions, read_questions, unknown_passages
from evals.retrieval import Measured, Share, ask_all, measure
from knowledge.build import BRANDS
from knowledge.encoder_build import ready_encoder
from knowledge.index import BrandLibrary

out = Console(highlight=False, markup=False, soft_wrap=True)
FIGURES = {
    "first": "right passage first",
    "third": "right passage among three",
    "silent_right": "silence that was due",
    "silent_found": "unanswerable met with silence",
    "auroc": "AUROC of having an answer",
}


def questions(
    files: Annotated[list[Path] | None, typer.Argument(help="Question sets; none: those that come with it.")] = None,
    articles: Annotated[Path, typer.Option(help="The folder of a brand's articles.")] = BRANDS / "smear",
    lexical: Annotated[bool, typer.Option("--lexical", help="Without the encoder.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON lines, for programs.")] = False,
) -> None:
    """Ask every question of FILES, and count: each figure with its standard error and n."""
    data_dir = AgentSettings().data_dir
    encoder = None if lexical else ready_encoder(data_dir).encoder
    library = BrandLibrary(articles, data_dir, encoder)
    try:
        for path in files or sorted(QUESTIONS.glob("*.txt")):
            found = asyncio.run(_measured(path, library))
            out.print(orjson.dumps({"set": path.stem, **asdict(found)}).decode() if as_json else _told(path, found))
    except BadQuestions as error:
        raise typer.BadParameter(str(error)) from error


async def _measured(path: Path, library: BrandLibrary) -> Measured:
    asked = read_questions(path)
    known = await asyncio.to_thread(library.passages)
    if unknown := unknown_passages(asked, (passage.id for passage in known)):
        raise BadQuestions(f"{path}: no article has {', '.join(unknown)}. Name the headings as they are now.")
    return measure(await ask_all(library, asked))


def _told(path: Path, found: Measured) -> str:
    lines = [f"  {words:<30} {_share(getattr(found, name))}" for name, words in FIGURES.items()]
    return "\n".join([path.stem, *lines])


def _share(share: Share | None) -> str:
    return f"{share.value:.3f} +-{share.error:.3f}  n={share.of}" if share else "abstains"
