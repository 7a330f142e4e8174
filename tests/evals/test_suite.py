"""A suite says where it is wrong and what to do; the schema beside the suites is the model's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.suite import CASES, SCHEMA, SCHEMA_LINE, SuiteError, content_hash, load_suite, schema

GOOD = """
suite: tried
shows: It is tried.
cases:
  - id: one
    shows: A greeting is answered.
    from: "+14155550101"
    steps:
      - {text: hi, expect: {says: [hello]}}
"""


def written(folder: Path, text: str, name: str = "tried.yaml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def problems(folder: Path, text: str, name: str = "tried.yaml") -> str:
    with pytest.raises(SuiteError) as caught:
        load_suite(written(folder, text, name))
    return str(caught.value)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.name)
def test_our_suites_can_be_read_and_name_their_schema(path: Path) -> None:
    assert load_suite(path).cases
    assert path.read_text().startswith(SCHEMA_LINE + "\n")


def test_the_schema_beside_the_suites_is_the_models() -> None:
    assert (CASES / SCHEMA).read_text() == schema(), "run python -m evals.suite"


def test_an_error_names_file_case_key_and_what_to_do(tmp_path: Path) -> None:
    said = problems(tmp_path, GOOD.replace("says:", "say:"))
    assert "tried.yaml, case one, steps.0.expect.say" in said and "Remove it" in said


def test_every_problem_is_named_at_once(tmp_path: Path) -> None:
    said = problems(tmp_path, GOOD.replace("says:", "say:").replace("+1415", "1415"))
    assert len(said.splitlines()) == 2


def test_a_key_that_was_left_out_does_not_change_what_a_case_is(tmp_path: Path) -> None:
    one = load_suite(written(tmp_path, GOOD)).cases[0]
    assert '"customer"' not in one.model_dump_json() and content_hash(one) == "d8cebab6e442d35a"
    played = (
        GOOD.split("    steps:")[0] + "    customer: {persona: hurried, wants: Say hi.}\n    end: {says: [hello]}\n"
    )
    assert content_hash(load_suite(written(tmp_path, played)).cases[0]) != content_hash(one)


def test_two_cases_of_one_id_and_a_suite_of_another_name_are_refused(tmp_path: Path) -> None:
    twice = GOOD + GOOD.split("cases:\n")[1]
    assert "there are two" in problems(tmp_path, twice)
    assert "Name it like the file" in problems(tmp_path, GOOD, "other.yaml")


@pytest.mark.parametrize("text", ["a: [", "", "- 1", "cases: 3"])
def test_what_is_no_suite_is_refused_in_words(tmp_path: Path, text: str) -> None:
    assert "tried.yaml" in problems(tmp_path, text)


def test_a_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="does not exist"):
        load_suite(tmp_path / "none.yaml")


def test_the_hash_is_of_the_content_not_of_its_form(tmp_path: Path) -> None:
    plain = load_suite(written(tmp_path, GOOD)).cases[0]
    assert content_hash(load_suite(written(tmp_path, "# why\n" + GOOD)).cases[0]) == content_hash(plain)
    assert content_hash(load_suite(written(tmp_path, GOOD.replace("text: hi", "text: ho"))).cases[0]) != content_hash(
        plain
    )
