"""Owns the command that reads every brand's articles and brings the index up to date: `python -m knowledge.build`.

The service does the same by itself on each search; the command is for those who publish articles and want to know at
once what was refused.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from knowledge.embed import Embedder
from knowledge.encoder_build import ready_encoder
from knowledge.front_matter import ArticleError
from knowledge.index import BrandLibrary

BRANDS = Path(__file__).parent / "brands"


@dataclass(frozen=True)
class Built:
    """What one brand's index holds now, what was done for it, and the articles that were refused."""

    brand: str
    passages: int
    embedded: int
    removed: int
    problems: tuple[ArticleError, ...]


def build(articles: Path, data_dir: Path, embedder: Embedder | None) -> Built:
    """Brings the index of the brand in the folder `articles` up to date; doing it again does nothing."""
    library = BrandLibrary(articles, data_dir, embedder)
    changes = library.refresh()
    return Built(articles.name, len(library.passages()), changes.embedded, changes.removed, library.problems())


def main(arguments: list[str] | None = None) -> int:
    """The command: 0 if every article was taken, 1 with the reasons on standard error if not."""
    parser = argparse.ArgumentParser(
        prog="python -m knowledge.build", description="Brings the search index up to date."
    )
    parser.add_argument("data_dir", type=Path, help="the data directory, such as ./var")
    parser.add_argument("--brands", type=Path, default=BRANDS, help="the folder with one folder of articles per brand")
    options = parser.parse_args(arguments)
    ready = ready_encoder(options.data_dir)
    if ready.encoder is None:
        sys.stderr.write(f"Search will be lexical only. {ready.reason}\n")
    refused = 0
    for articles in sorted(path for path in options.brands.iterdir() if path.is_dir()):
        built = build(articles, options.data_dir, ready.encoder)
        sys.stdout.write(
            f"{built.brand}: {built.passages} answers, {built.embedded} embedded, {built.removed} removed\n"
        )
        for problem in built.problems:
            sys.stderr.write(f"{built.brand}: {problem}\n")
        refused += len(built.problems)
    return 1 if refused else 0


if __name__ == "__main__":
    raise SystemExit(main())
