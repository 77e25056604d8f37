"""Tables of any project's chapters, against counts by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.invented import documents
from parallax.articles.new_tables import take_in
from parallax.claims import plain, plain_tables
from parallax.claims.results import Results
from parallax.corpus.corpus import assemble


@pytest.fixture(scope="module")
def book() -> Results:
    taken = take_in(documents(3))
    return Results(assemble(taken.tables, taken.stopwords), plain.PROJECT.but(n_deals=9, n_resamples=50), keep=False)


def test_what_is_compared_has_texts_paragraphs_and_words(book: Results) -> None:
    table = plain_tables.sizes(book).set_index("group")
    assert table["texts"].tolist() == [3, 3]
    assert table["n_paragraphs"].tolist() == [5 + 6 + 5] * 2
    assert table["n_tokens"].sum() == book.corpus.sizes.sum()
    assert (table["first"] == "").all()


def test_texts_come_by_length_and_pairs_by_what_they_share(book: Results) -> None:
    texts = plain_tables.texts(book.corpus)
    assert texts["n_tokens"].is_monotonic_decreasing
    assert set(texts["source"]) == set(book.corpus.sources["source"])
    shared = plain_tables.shared(book.corpus)
    assert shared["n_types"].is_monotonic_decreasing
    assert len(shared) == 15  # every pair shares the opening


def test_topics_are_as_many_as_paragraphs_differ_enough_for(book: Results) -> None:
    fitted = plain_tables.topics(book, 8)
    assert 1 <= fitted.k <= 8
    assert fitted.terms["topic"].tolist() == list(range(1, fitted.k + 1))
    assert fitted.shares.groupby("group")["share"].sum().round(6).tolist() == [1, 1]
    assert f"Of {fitted.k} topics" in fitted.answer


def test_paragraphs_without_a_topic_come_last_and_are_no_main_topic(book: Results) -> None:
    corpus = book.corpus
    # All that is left are words of the second line and of the last.
    bare = replace(corpus, stopwords=frozenset({*corpus.terms} - {"tide", "harbour", "evening", "town"}))
    fitted = plain_tables.topics(Results(bare, book.settings, keep=False), 3)
    labels = list(dict.fromkeys(fitted.shares["label"]))
    assert labels[-1] == plain_tables.NO_TOPIC
    none = fitted.shares["label"] == plain_tables.NO_TOPIC
    assert fitted.shares.loc[none, "share"].min() > 0.5
    assert not fitted.shares.loc[none, "main"].any()
    assert fitted.shares.loc[~none, "main"].any()


def test_what_is_left_out_is_set_beside_chance(book: Results) -> None:
    (row,) = plain_tables.left_out_beside_chance(book, book.content_words(lemma=True).units, 2).to_dict("records")
    assert row["left_out"] == 2
    assert row["dealt_low"] <= row["dealt_mean"] <= row["dealt_high"]
    assert plain_tables.beside_deals(book, 1)["compared"].tolist()[0] == "these groups"
