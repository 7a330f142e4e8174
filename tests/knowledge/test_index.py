"""Tests of the index: only what changed is embedded, edits take effect at once, and a ruined index is survived."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from knowledge.answerability import LEAST_EXAMPLES, SURE_ENOUGH
from knowledge.examples import Asked, Examples
from knowledge.index import EVIDENCE_FLOOR, BrandLibrary, PassageIndex, nearness
from knowledge.library import NOT_FOUND
from knowledge.passage import Passage, cut_article
from knowledge.store import Changes, IndexUnusable
from knowledge.testing import MemoryEmbedder

HEAD = "---\ntitle: Help\nupdated: 2026-03-02\n---\n"


def passages(*sections: str, article: str = "help") -> tuple[Passage, ...]:
    return cut_article(Path(f"{article}.md"), HEAD + "\n\n".join(f"## {section}" for section in sections))


REFUND, CHALK, CANADA = "How long does a refund take?\n3 days.", "Is chalk messy?\nA little.", "Ship to Canada?\nNo."


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "smear"
    folder.mkdir()
    (folder / "help.md").write_text(HEAD + f"## {REFUND}\n\n## {CHALK}\n", encoding="utf-8")
    return folder


def test_only_what_changed_is_embedded_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    embedder = MemoryEmbedder()
    index = PassageIndex(tmp_path / "chroma", "smear", embedder)
    assert index.update(passages(REFUND, CHALK)) == Changes(embedded=2, removed=0)
    assert index.update(passages(REFUND, CHALK)) == Changes(embedded=0, removed=0)
    before = len(embedder.encoded)
    assert index.update(passages(REFUND, "Is chalk messy?\nNo.", CANADA)) == Changes(embedded=2, removed=1)
    assert not [text for text in embedder.encoded[before:] if "refund" in text]
    again = PassageIndex(tmp_path / "chroma", "smear", embedder)
    assert again.update(passages(REFUND, "Is chalk messy?\nNo.", CANADA)) == Changes(embedded=0, removed=0)


def test_a_new_process_finds_the_index_as_it_was(tmp_path: Path) -> None:
    PassageIndex(tmp_path / "chroma", "smear", MemoryEmbedder()).update(passages(REFUND))
    again = MemoryEmbedder()
    assert PassageIndex(tmp_path / "chroma", "smear", again).update(passages(REFUND)) == Changes(0, 0)
    assert again.encoded == []


def test_vectors_of_another_encoder_are_never_compared(tmp_path: Path) -> None:
    PassageIndex(tmp_path / "chroma", "smear", MemoryEmbedder("old")).update(passages(REFUND))
    index = PassageIndex(tmp_path / "chroma", "smear", MemoryEmbedder("new"))
    assert index.update(passages(REFUND)) == Changes(embedded=1, removed=1)


def test_brands_do_not_see_each_other(tmp_path: Path) -> None:
    ours = PassageIndex(tmp_path / "chroma", "smear", MemoryEmbedder())
    theirs = PassageIndex(tmp_path / "chroma", "other", MemoryEmbedder())
    ours.update(passages(REFUND))
    theirs.update(passages(CHALK))
    assert [passage.heading for passage, _ in ours.nearest("is chalk messy", 3).passages] == [
        "How long does a refund take?"
    ]
    assert [passage.heading for passage, _ in theirs.nearest("is chalk messy", 3).passages] == ["Is chalk messy?"]


def test_each_passage_is_listed_once_with_its_nearness(tmp_path: Path) -> None:
    index = PassageIndex(tmp_path / "chroma", "smear", MemoryEmbedder())
    index.update(passages(REFUND, CHALK, CANADA))
    found = index.nearest("how long does a refund take", 3).passages
    assert len({passage.id for passage, _ in found}) == 3
    assert found[0][0].heading == "How long does a refund take?"
    assert 0.9 < found[0][1] <= 1
    assert len(index.nearest("refund", 1).passages) == 1


def test_what_another_process_wrote_and_we_have_not_read_is_not_shown(tmp_path: Path) -> None:
    ours = PassageIndex(tmp_path / "chroma", "smear", MemoryEmbedder())
    ours.update(passages(REFUND))
    other = PassageIndex(tmp_path / "chroma", "smear", MemoryEmbedder())
    other.update(passages(REFUND, "Refund on a gift card?\nYes."))
    assert [passage.text for passage, _ in ours.nearest("refund", 3).passages] == ["3 days."]


def test_a_name_that_chroma_cannot_keep_is_an_unusable_index(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="cannot be opened"):
        PassageIndex(tmp_path / "chroma", "sme ar/..", MemoryEmbedder())


async def test_a_saved_change_takes_effect_on_the_next_search(articles: Path, tmp_path: Path) -> None:
    library = BrandLibrary(articles, tmp_path, MemoryEmbedder())
    assert (await library.search("is chalk messy")).passages[0].passage.text == "A little."
    (articles / "help.md").write_text(HEAD + "## Is chalk messy?\nNot ours.\n", encoding="utf-8")
    assert (await library.search("is chalk messy")).passages[0].passage.text == "Not ours."
    assert await library.search("how long does a refund take") == NOT_FOUND


async def test_a_broken_article_is_a_problem_and_its_last_good_version_answers(articles: Path, tmp_path: Path) -> None:
    library = BrandLibrary(articles, tmp_path, MemoryEmbedder())
    assert library.problems() == ()
    (articles / "help.md").write_text(HEAD + "## Is chalk messy?\n<script>x</script>\n", encoding="utf-8")
    found = await library.search("is chalk messy")
    assert found.passages[0].passage.text == "A little."
    assert "HTML" in library.problems()[0].what


async def test_letters_make_enough_of_weak_evidence(articles: Path, tmp_path: Path) -> None:
    library = BrandLibrary(articles, tmp_path, MemoryEmbedder())
    # Two of six words: a cosine of .41 alone is below the floor, and "messiness" has the letters of "messy".
    found = await library.search("messiness of a chalk bag")
    assert [(one.how, one.passage.heading) for one in found.passages] == [("dense", "Is chalk messy?")]
    assert found.passages[0].score < EVIDENCE_FLOOR
    assert found.sure >= SURE_ENOUGH


async def test_letters_alone_do_not_overrule_the_encoder(articles: Path, tmp_path: Path) -> None:
    embedder = MemoryEmbedder()
    assert (await BrandLibrary(articles, tmp_path, None).search("chalky")).answerable
    assert await BrandLibrary(articles, tmp_path, embedder).search("chalky") == NOT_FOUND


async def test_without_an_embedder_chroma_is_not_touched(articles: Path, tmp_path: Path) -> None:
    found = await BrandLibrary(articles, tmp_path, None).search("how long does a refund take")
    assert [one.how for one in found.passages] == ["lexical"]
    assert not (tmp_path / "chroma").exists()


async def test_a_ruined_index_is_made_anew(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 100)
    library = BrandLibrary(articles, tmp_path, MemoryEmbedder())
    found = await library.search("how long does a refund take")
    assert [one.how for one in found.passages] == ["dense"]


async def test_an_index_that_cannot_be_kept_leaves_the_search_by_letters(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "chroma").write_text("a file where the directory should be", encoding="utf-8")
    found = await BrandLibrary(articles, tmp_path, MemoryEmbedder()).search("how long does a refund take")
    assert [one.how for one in found.passages] == ["lexical"]


async def test_an_index_that_vanishes_is_survived(articles: Path, tmp_path: Path) -> None:
    library = BrandLibrary(articles, tmp_path, MemoryEmbedder())
    await library.search("refund")
    shutil.rmtree(tmp_path / "chroma")
    assert (await library.search("how long does a refund take")).answerable


async def test_a_folder_that_is_not_there_answers_nothing_and_says_so(tmp_path: Path) -> None:
    library = BrandLibrary(tmp_path / "nobody", tmp_path, None)
    assert await library.search("refund") == NOT_FOUND
    assert "cannot be read" in library.problems()[0].what


def test_no_telemetry_is_loaded_or_sent(tmp_path: Path) -> None:
    # Sockets are blocked in tests, so anything sent would raise; and nothing that sends is even imported.
    PassageIndex(tmp_path / "chroma", "smear", MemoryEmbedder()).update(passages(REFUND))
    assert "posthog" not in sys.modules


def taught(answered: str = "is the dust messy") -> Examples:
    """Enough examples of either kind to be learned from, told apart by a word."""
    asked = (answered, *(f"is chalk messy on thing {number}" for number in range(LEAST_EXAMPLES)))
    return Examples(
        tuple(Asked("help#is-chalk-messy", text) for text in asked),
        tuple(f"is chalk vegan for person {number}" for number in range(LEAST_EXAMPLES)),
    )


def test_a_passage_is_found_by_how_customers_ask_for_it(tmp_path: Path) -> None:
    index = PassageIndex(tmp_path / "chroma", "smear", MemoryEmbedder())
    index.update(passages(REFUND, CHALK), taught("does it leave white spots"))
    assert index.nearest("does it leave white spots", 1).passages[0][0].heading == "Is chalk messy?"


async def test_search_is_silent_near_what_nobody_answers(articles: Path, tmp_path: Path) -> None:
    lines = [f"{one.passage} | {one.text}" for one in taught().answered]
    lines += [f"- | {text}" for text in taught().unanswered]
    (articles / "questions.txt").write_text("\n".join(lines), encoding="utf-8")
    library = BrandLibrary(articles, tmp_path, MemoryEmbedder())
    answered = await library.search("is chalk messy on a thing")
    assert answered.answerable and answered.sure > 0.9
    refused = await library.search("is chalk vegan for a person")
    assert not refused.answerable and refused.passages == () and refused.sure < 0.1
    (articles / "questions.txt").unlink()
    assert (await library.search("is chalk vegan for a person")).answerable


def test_what_was_learned_is_noted_and_learned_anew_when_an_example_changes(tmp_path: Path) -> None:
    embedder = MemoryEmbedder()
    index = PassageIndex(tmp_path / "chroma", "smear", embedder)
    index.update(passages(REFUND, CHALK), taught())
    learned, encoded = index.learned, len(embedder.encoded)
    assert learned.answerability is not None
    again = PassageIndex(tmp_path / "chroma", "smear", embedder)
    again.update(passages(REFUND, CHALK), taught())
    assert again.learned == learned
    assert len(embedder.encoded) == encoded
    again.update(passages(REFUND, CHALK), taught("chalk dust everywhere in my bag"))
    assert again.learned != learned


def test_too_few_examples_teach_nothing(tmp_path: Path) -> None:
    index = PassageIndex(tmp_path / "chroma", "smear", MemoryEmbedder())
    index.update(passages(REFUND, CHALK), Examples((Asked("help#is-chalk-messy", "dusty?"),), ("is it vegan",)))
    assert index.learned.answerability is None


def test_an_example_of_a_heading_that_is_gone_is_passed_over(tmp_path: Path) -> None:
    index = PassageIndex(tmp_path / "chroma", "smear", MemoryEmbedder())
    assert index.update(passages(REFUND), Examples((Asked("help#gone", "dusty?"),))) == Changes(1, 0)


def test_nearness_rewards_a_second_view() -> None:
    assert nearness([0.8, 0.8, 0.1]) > nearness([0.8, 0.2]) > nearness([0.5, 0.5])
    assert nearness([0.8]) == pytest.approx(0.8)


def test_what_people_answer_by_now_is_no_more_met_with_silence(tmp_path: Path) -> None:
    index = PassageIndex(tmp_path / "chroma", "smear", MemoryEmbedder())
    index.update(passages(REFUND, CHALK), taught())
    assert index.nearest("is chalk vegan for person 7", 1).unanswered > 0.9
    index.update(passages(REFUND, CHALK, "Is chalk vegan for person 7?\nYes."), taught())
    assert index.nearest("is chalk vegan for person 7", 1).unanswered < 0.9
    again = PassageIndex(tmp_path / "chroma", "smear", MemoryEmbedder())
    again.update(passages(REFUND, CHALK, "Is chalk vegan for person 7?\nYes."), taught())
    assert again.learned == index.learned and again.learned.answered_by_now


def test_an_example_teaches_nothing_by_being_like_itself(tmp_path: Path) -> None:
    alone = tuple(f"alpha{number} beta{number} gamma{number}" for number in range(LEAST_EXAMPLES))
    index = PassageIndex(tmp_path / "chroma", "smear", MemoryEmbedder())
    index.update(passages(REFUND, CHALK), Examples(taught().answered, alone))
    learned = index.learned.answerability
    assert learned is not None
    # Each unanswered example is like no other, so nearness to one of them tells nothing; each is near itself.
    assert abs(learned.unanswered) < learned.near / 2
