"""Topics planted in made-up paragraphs, shares counted by hand, and what must not change the result."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from parallax.analysis.topics import model as topics
from parallax.statistics import tfidf
from parallax.statistics.units import Units

N_PLANTED, BLOCK = 9, 8


def planted(seed: int = 0, n_units: int = 72) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Make paragraphs that each use one block of eight terms, of nine, over six terms that all share."""
    rng = np.random.default_rng(seed)
    theme = np.arange(n_units) % N_PLANTED
    rates = np.full((n_units, N_PLANTED * BLOCK + 6), 0.05)
    rates[:, -6:] = 1.0
    for unit, block in enumerate(theme):
        rates[unit, block * BLOCK : (block + 1) * BLOCK] = 1.5
    terms = [f"block{block}-{i}" for block in range(N_PLANTED) for i in range(BLOCK)]
    return rng.poisson(rates), np.array([*terms, *(f"shared-{i}" for i in range(6))]), theme


@given(st.lists(st.lists(st.integers(0, 1), min_size=3, max_size=3), min_size=1, max_size=12))
def test_rows_of_one_kind_are_those_equal_in_every_cell(rows: list[list[int]]) -> None:
    dense = np.array(sorted(rows))
    counts = csr_array(dense)
    stored = csr_array((dense.ravel(), np.tile(np.arange(3), len(rows)), np.arange(0, 3 * len(rows) + 1, 3)))

    expected = [0, *(dense[1:] != dense[:-1]).any(axis=1).cumsum()]
    assert topics.kinds(counts).tolist() == expected
    assert topics.kinds(stored).tolist() == expected  # zeros that are stored are zeros


def of_words(sizes: list | np.ndarray, groups: object) -> Units:
    """Make units of so many words, none of which counts."""
    return Units(np.zeros((len(groups), 4), int), ["oak", "elm", "ash", "yew"], groups, sizes)


def by_hand(weights: list, components: list | None = None) -> topics.Topics:
    """Make a model of two topics over four terms."""
    components = [[0.5, 0.3, 0.2, 0.0], [0.0, 0.2, 0.2, 0.6]] if components is None else components
    terms = np.array(["oak", "elm", "ash", "yew"])
    return topics.Topics(2, np.array(weights, dtype=float), np.array(components), terms, 0.5)


def test_planted_topics_are_found_and_every_paragraph_goes_to_its_own() -> None:
    counts, terms, theme = planted()
    model = topics.fit(Units(counts, terms), k=N_PLANTED)
    blocks = topics.top_terms(model, 4).assign(block=lambda frame: frame["term"].str.split("-").str[0])
    assert (blocks.groupby("topic")["block"].nunique() == 1).all()
    assert blocks["block"].nunique() == N_PLANTED
    main = topics.assign(model)["topic"]
    assert len(set(zip(main, theme, strict=True))) == N_PLANTED


@pytest.mark.parametrize("k", [5, 9])
def test_orders_of_rows_and_terms_give_one_result(k: int) -> None:
    counts, terms, _ = planted()
    first = topics.fit(Units(counts, terms), k=k)
    for seed in (1, 2):
        rng = np.random.default_rng(seed)
        rows, columns = rng.permutation(len(counts)), rng.permutation(len(terms))
        other = topics.fit(Units(counts[rows][:, columns], terms[columns]), k=k)
        np.testing.assert_allclose(other.weights, first.weights[rows], atol=1e-6)
        np.testing.assert_allclose(other.components, first.components[:, columns], atol=1e-6)
        assert other.terms.tolist() == terms[columns].tolist()
        assert other.error == pytest.approx(first.error)
        pd.testing.assert_frame_equal(topics.top_terms(other), topics.top_terms(first))


def test_topics_are_distributions_over_terms_and_the_heaviest_comes_first() -> None:
    counts, terms, _ = planted()
    model = topics.fit(Units(counts, terms), k=5)
    assert (model.k, model.weights.shape, model.components.shape) == (5, (72, 5), (5, len(terms)))
    assert (model.weights >= 0).all()
    assert (model.components >= 0).all()
    np.testing.assert_allclose(model.components.sum(axis=1), 1)
    assert (np.diff(model.weights.sum(axis=0)) <= 0).all()


@pytest.mark.filterwarnings("error")  # a start that nothing betters is no slow progress
def test_the_error_is_what_the_topics_leave_over_and_falls_with_more_of_them() -> None:
    counts, terms, _ = planted()
    models = [topics.fit(Units(counts, terms), k=k) for k in (1, 5, 9)]
    errors = [model.error for model in models]
    assert 1 > errors[0] > errors[1] > errors[2] > 0
    weights = tfidf.tf_idf(csr_array(counts)).toarray()
    rest = weights - models[1].weights @ models[1].components
    assert errors[1] == pytest.approx(np.linalg.norm(rest) / np.linalg.norm(weights))
    exact = topics.fit(Units(np.kron(np.eye(3, dtype=int), [[1, 2]]), list("pqrstu")), k=3)
    assert exact.error == pytest.approx(0, abs=1e-6)


def test_topics_of_equal_weight_go_by_their_first_term() -> None:
    model = topics.fit(Units(np.diag([3, 2, 1]), ["pear", "apple", "fig"]), k=3)
    assert topics.top_terms(model)["term"].tolist() == ["apple", "fig", "pear"]
    assert model.components.round(6).tolist() == [[0, 1, 0], [0, 0, 1], [1, 0, 0]]


def test_an_empty_paragraph_has_no_topic_and_changes_nothing_for_the_others() -> None:
    counts, terms, _ = planted()
    model = topics.fit(Units(counts, terms), k=5)
    rows = np.vstack([counts[:3], np.zeros((1, len(terms)), int), counts[3:]])
    padded = topics.fit(Units(rows, terms), k=5)
    assert padded.weights[3].tolist() == [0] * 5
    np.testing.assert_array_equal(np.delete(padded.weights, 3, axis=0), model.weights)
    assert topics.assign(padded).loc[3, ["topic", "share"]].tolist() == [0, 0]


def test_a_term_that_nobody_uses_is_in_no_topic() -> None:
    counts, terms, _ = planted()
    model = topics.fit(Units(np.column_stack([np.zeros(len(counts), int), counts]), ["aaa", *terms]), k=5)
    assert (model.components[:, 0] == 0).all()
    # A matrix of one column more is multiplied in other blocks, which moves the last digits.
    np.testing.assert_allclose(model.weights, topics.fit(Units(counts, terms), k=5).weights, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    ("counts", "terms", "k", "message"),
    [
        (np.eye(3, dtype=int), "pqr", 0, "^k is 0; 3 rows of counts are not empty, so give 1 to 3"),
        (np.eye(3, dtype=int), "pqr", 4, "^k is 4; 3 rows"),
        ([[1, 0], [0, 1], [0, 0]], "pq", 3, "^k is 3; 2 rows"),
        (np.outer([1, 2, 1], [1, 2, 3]), "pqr", 2, "^k is 2, but only 1 rows of counts differ in kind; give 1"),
        (np.ones((5, 3), dtype=int), "pqr", 1, "^counts is 1 in every cell, so nothing can differ;"),
        (np.zeros((5, 0), dtype=int), "", 2, "^counts has no columns;"),
        ([[1, -1], [0, 1]], "pq", 1, "^counts holds a negative"),
        ([[1, np.nan], [0, 1]], "pq", 1, "^counts holds a missing"),
        ([[1, 0.5], [0, 1]], "pq", 1, "^counts holds a fractional"),
        (np.eye(3, dtype=int), "pq", 1, "^terms has shape"),
    ],
)
def test_what_cannot_be_factorised_is_refused(counts: object, terms: str, k: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        topics.fit(Units(counts, list(terms)), k=k)


def test_top_terms_are_ranked_with_ties_by_name_and_without_weightless_ones() -> None:
    frame = topics.top_terms(by_hand([[1, 1]]), 3)
    assert frame.columns.tolist() == ["k", "topic", "rank", "term", "weight"]
    assert frame["term"].tolist() == ["oak", "elm", "ash", "yew", "ash", "elm"]
    assert frame["rank"].tolist() == [1, 2, 3, 1, 2, 3]
    assert frame["weight"].tolist() == [0.5, 0.3, 0.2, 0.6, 0.2, 0.2]
    assert topics.top_terms(by_hand([[1, 1]]), 9).groupby("topic").size().tolist() == [3, 3]
    with pytest.raises(ValueError, match=r"^n is 0;"):
        topics.top_terms(by_hand([[1, 1]]), 0)


def test_shares_are_weighted_by_words() -> None:
    model = by_hand([[1, 1], [3, 1], [0, 2]])
    groups = pd.Categorical(["west", "west", "east"], categories=["west", "east"])
    frame = topics.shares(model, of_words([20, 60, 10], groups))
    assert frame.columns.tolist() == ["k", "topic", "group", "share", "words"]
    assert frame["topic"].tolist() == [1, 1, 2, 2]
    assert frame["group"].tolist() == ["west", "east", "west", "east"]
    assert frame["words"].tolist() == [20 / 2 + 60 * 3 / 4, 0, 20 / 2 + 60 / 4, 10]
    np.testing.assert_allclose(frame["share"], [55 / 80, 0, 25 / 80, 1])


def test_words_of_paragraphs_without_topic_are_shown_as_none() -> None:
    frame = topics.shares(by_hand([[1, 1], [0, 0], [0, 2]]), of_words([20, 60, 10], ["west", "west", "east"]))
    table = frame.pivot(index="topic", columns="group", values="share")
    assert table.index.tolist() == [0, 1, 2]
    np.testing.assert_allclose(table["west"], [60 / 80, 10 / 80, 10 / 80])
    np.testing.assert_allclose(table["east"], [0, 0, 1])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 90)), min_size=2, max_size=9))
def test_shares_of_a_group_add_up_to_one_and_its_words_to_all(units: list) -> None:
    *weights, sizes = np.array(units).T
    groups = np.array(["a", "b"])[np.arange(len(units)) % 2]
    frame = topics.shares(by_hand(np.transpose(weights).tolist()), of_words(sizes, groups))
    np.testing.assert_allclose(frame.groupby("group")["share"].sum(), 1)
    np.testing.assert_allclose(frame.groupby("group")["words"].sum(), [sizes[::2].sum(), sizes[1::2].sum()])


@pytest.mark.parametrize(
    ("sizes", "groups", "message"),
    [
        ([1], ["a", "b"], "^sizes has shape"),
        ([1, 2], ["a"], "^sizes has shape"),
        ([1, 0], ["a", "b"], "^sizes gives 'b' no tokens"),
        ([1, np.nan], ["a", "b"], "^sizes holds a missing"),
        ([1, 2, 3], ["a", "b", "b"], "^units has 3 rows and model 2; give the units"),
    ],
)
def test_shares_need_words_and_labels(sizes: list, groups: list, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        topics.shares(by_hand([[1, 1], [0, 2]]), of_words(sizes, groups))


def test_every_paragraph_gets_its_main_topic() -> None:
    frame = topics.assign(by_hand([[1, 3], [2, 2], [0, 0]]))
    assert frame.columns.tolist() == ["k", "unit", "topic", "share"]
    assert frame["unit"].tolist() == [0, 1, 2]
    assert frame["topic"].tolist() == [2, 1, 0]
    assert frame["share"].tolist() == [0.75, 0.5, 0]
