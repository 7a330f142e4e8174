"""A template's declared variables are exactly its used ones, and errors are in plain words."""

from __future__ import annotations

import pytest

from prompts.template import PromptError, parse_template


def test_it_renders_declared_variables() -> None:
    template = parse_template("here", "Hi {{ name }}!", frozenset({"name"}))
    assert template.render(name="Danai", extra=1) == "Hi Danai!"


def test_an_unknown_variable_is_refused_by_name() -> None:
    with pytest.raises(PromptError, match="unknown variable surname.*may use: name"):
        parse_template("here", "Hi {{ surname }}!", frozenset({"name"}))


def test_an_open_brace_names_its_line() -> None:
    with pytest.raises(PromptError, match="here, line 2"):
        parse_template("here", "Hi\n{{ name !", frozenset({"name"}))


def test_a_missing_value_is_named() -> None:
    with pytest.raises(PromptError, match="needs a value for name"):
        parse_template("here", "Hi {{ name }}!", frozenset({"name"})).render()


def test_a_template_cannot_reach_into_the_program() -> None:
    template = parse_template("here", "{{ name.__class__.__mro__ }}", frozenset({"name"}))
    with pytest.raises(Exception, match="unsafe"):
        template.render(name="x")


def test_an_unknown_filter_is_refused_when_it_is_read() -> None:
    with pytest.raises(PromptError, match="line 2.*shout"):
        parse_template("here", "Hi\n{{ name|shout }}!", frozenset({"name"}))


def test_words_without_a_brace_are_said_as_they_are() -> None:
    assert parse_template("here", " 100 % cotton #1 \n", frozenset()).render() == "100 % cotton #1"
