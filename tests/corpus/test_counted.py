"""A corpus of counts that somebody else made: like any other, and the same as its units."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import CountVectorizer

from parallax import Corpus
from parallax.analysis import omissions
from parallax.analysis.keyness.contrasts import keyness
from parallax.claims.results import Results
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

TEXTS = [
    "The boat is in the net.",
    "A net, a boat, a net.",
    "The reef is far.",
    "A reef and a boat, and no net at all.",
]
GROUPS = ["dock", "dock", "reef", "reef"]
FEW = Settings(n_resamples=20, n_permutations=20, min_total=2, min_units=2)


def counted(**given: object) -> tuple[Corpus, CountVectorizer, np.ndarray]:
    vectorizer = CountVectorizer()
    counts = vectorizer.fit_transform(TEXTS)
    return Corpus.from_counts(counts, vectorizer.get_feature_names_out(), GROUPS, **given), vectorizer, counts


def test_a_matrix_of_counts_is_a_corpus_with_the_same_units() -> None:
    corpus, vectorizer, counts = counted()
    units = corpus.units
    assert units.counts.toarray().tolist() == counts.toarray().tolist()
    assert units.terms.tolist() == vectorizer.get_feature_names_out().tolist()
    assert list(units.groups) == GROUPS
    assert units.sizes.tolist() == counts.toarray().sum(axis=1).tolist()
    assert len(set(units.clusters)) == 4


def test_documents_are_those_given_and_sizes_too_whatever_is_counted() -> None:
    sizes = [20, 21, 22, 23]
    corpus, _, counts = counted(documents=["d1", "d1", "r1", "r2"], sizes=sizes, stopwords=["the", "is"])
    assert corpus.units.clusters.tolist() == ["d1", "d1", "r1", "r2"]
    assert corpus.units.by_document
    assert corpus.units.sizes.tolist() == sizes
    words = corpus.variant(stopwords=False, min_count=2)
    assert "the" not in words.terms
    assert words.sizes.tolist() == sizes
    assert corpus.select(["reef"]).sizes.tolist() == [22, 23]
    assert words.counts.sum() < counts.sum()


def test_rows_of_a_document_that_do_not_come_together_are_brought_together() -> None:
    corpus = Corpus.from_counts(np.eye(4, dtype=int), list("wxyz"), list("baab"), ["t", "s", "s", "t"])
    assert corpus.sources["source"].tolist() == ["s", "t"]
    assert corpus.paragraphs[["source", "line"]].to_numpy().tolist() == [["s", 0], ["s", 1], ["t", 0], ["t", 1]]
    assert [corpus.terms[row.argmax()] for row in corpus.counts.toarray()] == ["x", "y", "w", "z"]


def test_everything_that_asks_for_no_reading_can_be_computed_of_it() -> None:
    corpus, *_ = counted(stopwords=["the", "is", "and", "in", "at", "all", "no"])
    book = Results(corpus, FEW, keep=False)
    table = book.contrasts()
    plain = keyness(book.compared().units, settings=FEW)
    assert set(table["term"]) <= set(plain["term"]) == {"boat", "net", "reef"}
    assert corpus.names == corpus.by_date == corpus.short == {"dock": "dock", "reef": "reef"}
    assert len(omissions.left_out(corpus.units, FEW, min_groups=1)) > 0
    assert book.topics(2, lemma=False).k == 2
    assert corpus.tables["facts"].empty
    assert list(corpus.tables["hops"].columns)[:2] == ["source", "hop"]


def test_contrasts_of_it_are_those_of_the_plain_arrays() -> None:
    corpus, vectorizer, counts = counted()
    plain = Units(counts, vectorizer.get_feature_names_out(), GROUPS, ids=["1", "2", "3", "4"])
    of_corpus = keyness(corpus.units, settings=FEW)
    pd.testing.assert_frame_equal(
        of_corpus.drop(columns=["ci_low", "ci_high", "p", "q", "p_max_t"]),
        keyness(plain, settings=FEW).drop(columns=["ci_low", "ci_high", "p", "q", "p_max_t"]),
    )


def test_what_does_not_fit_is_refused_as_by_units() -> None:
    with pytest.raises(ValueError, match=r"^clusters has 'd' in two groups"):
        Corpus.from_counts(np.eye(2, dtype=int), ["a", "b"], ["x", "y"], ["d", "d"])
    with pytest.raises(ValueError, match=r"^groups has shape"):
        Corpus.from_counts(np.eye(2, dtype=int), ["a", "b"], ["x"])
