"""The tables of asking: one open question a thread, one article a question."""

from __future__ import annotations

from api.store.question_tables import ARTICLES, QUESTIONS


def test_one_open_question_a_thread_is_the_databases_own_rule() -> None:
    (one,) = [index for index in QUESTIONS.indexes if index.unique]
    assert [column.name for column in one.columns] == ["thread_id"]
    assert str(one.dialect_options["sqlite"]["where"]) == str(one.dialect_options["postgresql"]["where"])


def test_an_answer_becomes_an_article_once() -> None:
    assert ARTICLES.c.source.unique
