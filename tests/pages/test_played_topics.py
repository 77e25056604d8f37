"""Stored numbers of topics, against the models of the library and counts made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.project import ROOT
from parallax import load_corpus
from parallax.analysis.topics.model import assign
from parallax.claims.results import TOPIC_MIN_COUNT, TOPICS, Results
from parallax.corpus.corpus import Corpus
from parallax.pages.played_topics import SHADES, parent, solutions


@pytest.fixture(scope="module")
def book() -> Results:
    return Results(load_corpus(ROOT / "corpus"))


@pytest.fixture(scope="module")
def made(book: Results) -> list[dict]:
    return solutions(book)


def test_each_number_has_its_topics_and_the_main_topic_of_each_paragraph(book: Results, made: list[dict]) -> None:
    assert [one["k"] for one in made] == list(TOPICS)
    paragraphs = book.content_words(lemma=True, min_count=TOPIC_MIN_COUNT).paragraphs
    for one in made:
        main = assign(book.topics(one["k"]))["topic"].to_numpy()
        for source, strip in zip(book.corpus.by_date, one["strips"], strict=True):
            assert strip == main[(paragraphs["source"] == source).to_numpy()].tolist()
        assert [topic["n"] for topic in one["topics"]] == [int((main == at).sum()) for at in range(1, one["k"] + 1)]
        assert one["said"].split()[1] == "topics"


def test_first_words_are_the_heaviest(book: Results, made: list[dict]) -> None:
    for one in made:
        model = book.topics(one["k"])
        for topic, component in zip(one["topics"], model.components, strict=True):
            lightest = min(component[model.terms.tolist().index(term)] for term in topic["terms"])
            others = component[~np.isin(model.terms, topic["terms"])]
            assert lightest >= others.max() - 1e-9


def test_names_are_those_on_file_and_none_where_there_are_none(book: Results, made: list[dict]) -> None:
    labels = book.corpus.tables["topic_labels"]
    for one in made:
        mine = labels[labels["k"] == one["k"]].sort_values("topic")["label"].tolist()
        assert [topic["label"] for topic in one["topics"]] == (mine or [""] * one["k"])


def test_each_topic_has_a_shade_of_its_own_and_a_parent_among_those_before(made: list[dict]) -> None:
    for before, one in zip([None, *made], made, strict=False):
        shades = [topic["shade"] for topic in one["topics"]]
        assert len(set(shades)) == one["k"]
        assert (min(shades), max(shades)) == (0, SHADES - 1)
        parents = {topic["from"] for topic in one["topics"]}
        assert parents <= (set(range(1, before["k"] + 1)) if before else {0})


def test_topics_of_one_parent_have_shades_side_by_side(made: list[dict]) -> None:
    for one in made[1:]:
        in_order = [topic["from"] for topic in sorted(one["topics"], key=lambda topic: topic["shade"])]
        runs = [parent for at, parent in enumerate(in_order) if at == 0 or parent != in_order[at - 1]]
        assert len(runs) == len(set(runs))


def test_steadiness_is_that_of_the_library(book: Results, made: list[dict]) -> None:
    table = book.topic_stability().set_index("k")
    for one in made:
        for name in ("stability", "null", "furthest"):
            assert one[name] == pytest.approx(table.loc[one["k"], name], abs=0.005)


def test_a_parent_is_where_most_paragraphs_were() -> None:
    now, before = np.array([1, 1, 1, 2, 2, 3]), np.array([2, 2, 1, 1, 2, 0])
    assert [parent(now, before, topic) for topic in (1, 2, 3, 4)] == [2, 1, 0, 0]
    assert parent(now, np.array([], dtype=np.int64), 1) == 0


def test_a_corpus_too_small_for_the_numbers_has_none(two: Corpus) -> None:
    assert solutions(Results(two)) == []
