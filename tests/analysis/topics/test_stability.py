"""Stability and coherence of topics, against loops, permutations and sums by hand, and on planted texts."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from helpers.planted import (
    BAD,
    BAD_SUBSAMPLES,
    ROWS,
    noise,
    planted,
    settings_of,
    subsamples,
    units_of,
    with_twins,
)
from parallax.analysis.topics import model as topics
from parallax.analysis.topics import stability
from parallax.analysis.topics.subsamples import agreement, beyond, top_columns
from parallax.statistics import draws, factorisation, tfidf
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

QUICK = Settings(n_subsamples=12, n_shuffles=4, n_null=3)


def naive_jaccard(a: list[int], b: list[int]) -> float:
    """Average Jaccard as its definition reads."""
    steps = [(set(a[:d]) - {-1}, set(b[:d]) - {-1}) for d in range(1, len(a) + 1)]
    return sum(len(x & y) / len(x | y) if x | y else 0 for x, y in steps) / len(steps)


def naive_agreement(first: np.ndarray, second: np.ndarray) -> float:
    """Try every matching of the lists."""
    a, b = first.tolist(), second.tolist()
    return max(
        sum(naive_jaccard(a[i], b[j]) for i, j in enumerate(order)) / len(a) for order in permutations(range(len(b)))
    )


def test_average_jaccard_of_two_lists_is_the_mean_over_depths() -> None:
    # Depth 1: {0} and {1}, 0. Depth 2: {0, 1} and {1, 2}, 1 of 3. Depth 3: {0, 1, 2} and {1, 2, 0}, 1.
    assert agreement([[0, 1, 2]], [[1, 2, 0]]) == pytest.approx((0 + 1 / 3 + 1) / 3)
    # A shorter list: {0} and {0}, then {0, 1} and {0}, then {0, 1, 2} and {0}.
    assert agreement([[0, 1, 2]], [[0, -1, -1]]) == pytest.approx((1 + 1 / 2 + 1 / 3) / 3)
    assert agreement([[0, 1, 2]], [[0, 1, 2]]) == 1
    assert agreement([[0, 1, 2]], [[3, 4, 5]]) == 0
    assert agreement([[-1, -1]], [[-1, -1]]) == 0


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_agreement_is_that_of_the_best_of_all_matchings(data: st.DataObject) -> None:
    k, depth = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 5))
    column = st.permutations(range(7)).map(lambda order: list(order[:depth]))
    cut = st.integers(0, depth)
    lists = st.tuples(column, cut).map(lambda pair: pair[0][: pair[1]] + [-1] * (depth - pair[1]))
    first, second = (np.array(data.draw(st.lists(lists, min_size=k, max_size=k))) for _ in range(2))
    assert agreement(first, second) == pytest.approx(naive_agreement(first, second))
    assert agreement(second[::-1], first) == pytest.approx(agreement(first, second))


def test_the_best_pair_need_not_be_in_the_best_matching() -> None:
    first, second = np.array([[1, 0, 2], [0, 1, 9]]), np.array([[0, 1, 2], [0, 5, 6]])
    pairs = [[naive_jaccard(a, b) for b in second.tolist()] for a in first.tolist()]
    assert max(map(max, pairs)) == pairs[1][0]
    assert agreement(first, second) == pytest.approx((pairs[0][0] + pairs[1][1]) / 2)
    assert agreement(first, second) > (pairs[1][0] + pairs[0][1]) / 2 + 0.05


def test_lists_of_other_shapes_do_not_agree_or_disagree() -> None:
    with pytest.raises(ValueError, match=r"^first and second have shapes \(1, 2\) and \(1, 3\); give"):
        agreement([[0, 1]], [[0, 1, 2]])
    with pytest.raises(ValueError, match=r"^first and second have shapes"):
        agreement([0, 1], [0, 1])


def test_top_columns_are_the_top_terms() -> None:
    counts, terms, _ = planted()
    order = np.argsort(terms)
    model = topics.fit(Units(counts[:, order], terms[order]), k=4)
    ranked = top_columns(model.components, 6)
    by_topic = topics.top_terms(model, 6).groupby("topic")["term"].agg(list)
    assert [terms[order][row].tolist() for row in ranked] == by_topic.tolist()
    assert top_columns(np.array([[0.0, 0.5, 0.5], [0.0, 0.0, 1.0]]), 4).tolist() == [[1, 2, -1, -1], [2, -1, -1, -1]]


def test_the_default_tolerance_is_the_one_that_topics_are_shown_with() -> None:
    weights = tfidf.tf_idf(csr_array(noise()[0]))
    (same,), (loose,) = (
        factorisation.factorise_each(weights, [4], tolerance=t) for t in (factorisation.TOLERANCE, 1e-2)
    )
    default = factorisation.factorise(weights, 4)
    np.testing.assert_array_equal(default.components, same.components)
    assert default.rest < loose.rest


def test_stability_is_the_mean_agreement_of_subsamples_with_all_paragraphs() -> None:
    counts, terms, _ = planted()
    order = np.argsort(terms)
    units = Units(counts[:, order], terms[order])
    reference = top_columns(topics.fit(units, k=3).components, 5)
    found = [
        naive_agreement(reference, top_columns(topics.fit(Units(units.counts[drawn], units.terms), k=3).components, 5))
        for drawn in subsamples(units, 0.75, 12, "topic_stability")
    ]
    (row,) = stability.stability(Units(counts, terms), [3], QUICK.but(n_terms=5, share=0.75)).to_dict("records")
    assert row["stability"] == pytest.approx(np.mean(found), abs=1e-3)
    assert (row["low"], row["high"]) == pytest.approx(tuple(np.quantile(found, [0.025, 0.975])), abs=5e-3)


def test_the_null_is_the_stability_of_corpora_whose_columns_are_shuffled() -> None:
    counts, terms = noise(n_units=30, n_terms=25)
    counts, terms = counts[:, counts.any(axis=0)], terms[counts.any(axis=0)]
    units, means = Units(counts, terms), []
    for shuffle in range(2):
        key = {"seed": 5, "name": f"topic_stability/shuffle {shuffle}"}
        dealt = draws.shuffled_columns(units.counts, units.ids, terms, **key).toarray()
        assert np.sort(dealt, axis=0).tolist() == np.sort(counts, axis=0).tolist()
        assert dealt.any(axis=1).all()
        drawn = draws.subsamples(units.ids, 0.8, 4, **key)
        lists = [
            top_columns(topics.fit(Units(dealt[rows], terms), k=2).components, 10)
            for rows in [np.ones(30, dtype=bool), *drawn]
        ]
        means.append(np.mean([naive_agreement(lists[0], other) for other in lists[1:]]))
    frame = stability.stability(Units(counts, terms), [2], Settings(n_subsamples=2, n_shuffles=2, n_null=4, seed=5))
    assert frame.loc[0, "null"] == pytest.approx(np.mean(means), abs=1e-2)
    assert frame.loc[0, "null_high"] == pytest.approx(max(means), abs=1e-2)
    assert frame.loc[0, "gain"] == frame.loc[0, "stability"] - frame.loc[0, "null"]


def test_planted_topics_are_stable_and_far_above_the_null() -> None:
    counts, terms, _ = planted(n_units=96)
    frame = stability.stability(
        Units(counts, terms), [2, 4], Settings(n_terms=8, n_subsamples=12, n_shuffles=6, n_null=6)
    )
    found = ["stability", "low", "high", "null", "null_high", "gain", "z", "reached", "furthest"]
    assert frame.columns.tolist() == ["k", *found]
    assert frame["k"].tolist() == [2, 4]
    wrong, right = frame.to_dict("records")
    assert right["stability"] > 0.9
    assert right["low"] > right["null_high"] + 0.15
    assert right["low"] <= right["stability"] <= right["high"]
    assert right["null"] <= right["null_high"]
    assert right["gain"] > 0.3 > wrong["gain"]
    assert right["z"] > wrong["z"]
    assert right["reached"] == 0


@pytest.mark.parametrize("seed", range(3))
def test_noise_is_no_more_stable_than_the_null_but_far_from_nothing(seed: int) -> None:
    counts, terms = noise(seed)
    frame = stability.stability(Units(counts, terms), [3, 5], QUICK.but(n_shuffles=8))
    assert (frame["stability"] <= frame["null_high"] + 0.02).all()
    assert (frame["gain"].abs() < 0.15).all()
    assert (frame["null"] > 0.2).all()


def test_noise_is_told_from_topics_at_the_rate_that_was_asked_for_however_many_numbers_are_tried() -> None:
    rng = np.random.default_rng(4)
    least = [beyond(rng.normal(size=8), rng.normal(size=(19, 8)))[1].min() for _ in range(400)]
    assert np.mean(np.array(least) == 0) == pytest.approx(1 / 20, abs=0.035)


def test_a_value_is_set_against_each_shuffled_corpus_by_hand() -> None:
    null = np.array([[1.0, 5.0], [2.0, 5.0], [3.0, 5.0], [6.0, 5.0]])
    z, reached, furthest = beyond(np.array([5.0, 5.0]), null)
    assert z == pytest.approx([2 / np.std([1, 2, 3, 6], ddof=1), 0])
    # Only the last is as far from the rest, 4 by a deviation of 1; and none is further below at both than at one.
    assert reached.tolist() == [0.25, 1.0]
    assert furthest == pytest.approx(4)
    assert np.isnan(beyond(np.array([1.0]), null[:2, :1])[1]).all()


def test_no_shuffled_corpus_reaches_what_is_beyond_the_bound() -> None:
    counts, terms, _ = planted()
    table = stability.stability(Units(counts, terms), [2, 3, 5], QUICK.but(n_shuffles=4))
    assert (table["furthest"] > table["null"]).all()
    assert ((table["stability"] > table["furthest"]) == (table["reached"] == 0)).all()
    few = stability.stability(Units(counts, terms), [3], QUICK.but(n_shuffles=1))
    assert few[["z", "reached", "furthest"]].isna().all(axis=None)


def test_no_k_depends_on_the_others_and_seeds_draw_other_subsamples() -> None:
    counts, terms, _ = planted()
    both = stability.stability(Units(counts, terms), iter([5, 3]), QUICK)
    alone = stability.stability(Units(counts, terms), [3], QUICK)
    assert both["k"].tolist() == [5, 3]
    of_itself = [column for column in both if column not in ("reached", "furthest")]
    pd.testing.assert_frame_equal(both[1:].reset_index(drop=True)[of_itself], alone[of_itself])
    assert both.loc[1, "reached"] >= alone.loc[0, "reached"]  # the more numbers are tried, the easier one is reached
    other = stability.stability(Units(counts, terms), [3], QUICK.but(seed=1))
    assert other.loc[0, "null"] != alone.loc[0, "null"]


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("seed", range(2))
def test_orders_of_rows_and_columns_change_nothing(seed: int, *, named: bool) -> None:
    counts, terms = with_twins()
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(len(counts)), rng.permutation(len(terms))
    ids = np.array([f"p{place}" for place in range(len(counts))])
    both = [
        Units(counts, terms, ids=ids if named else None),
        Units(counts[rows][:, columns], terms[columns], ids=ids[rows] if named else None),
    ]
    first, other = (stability.stability(units, [2, 3], QUICK) for units in both)
    pd.testing.assert_frame_equal(first, other, check_exact=True)
    first, other = (stability.coherence(units, topics.fit(units, k=3)) for units in both)
    pd.testing.assert_frame_equal(first, other, check_exact=True)


def test_terms_that_a_subsample_lacks_and_empty_paragraphs_do_no_harm() -> None:
    counts, terms, _ = planted()
    first = stability.stability(Units(counts, terms), [4], QUICK)
    padded = np.pad(counts, ((0, 2), (0, 1)))
    pd.testing.assert_frame_equal(stability.stability(Units(padded, [*terms, "zzz"]), [4], QUICK), first)
    once = np.pad(counts, ((0, 0), (0, 30)))
    once[np.arange(30), -30:] = np.eye(30, dtype=int)
    units = Units(once, [*terms, *(f"once{i:02}" for i in range(30))])
    frame = stability.stability(units, [4], QUICK)
    assert np.isfinite(frame.to_numpy(dtype=float)).all()


TREES = ["oak", "elm", "ash", "yew"]


def hand_made(components: list, n_units: int) -> topics.Topics:
    k = len(components)
    return topics.Topics(k, np.ones((n_units, k)), np.array(components, dtype=float), np.array(TREES), 0.5)


def trees(counts: list | np.ndarray) -> Units:
    return Units(counts, TREES)


def test_npmi_is_counted_over_paragraphs() -> None:
    counts = [[1, 2, 0, 0], [3, 1, 0, 1], [1, 0, 1, 0], [0, 0, 2, 0], [0, 0, 0, 0]]
    model = hand_made([[0.5, 0.3, 0.2, 0.0], [0.0, 0.0, 0.6, 0.4], [0.0, 1.0, 0.0, 0.0]], 5)
    frame = stability.coherence(trees(counts), model)
    # Of four paragraphs with a count: oak 3, elm 2, ash 2, yew 1; oak and elm 2, oak and ash 1, elm and ash none.
    oak_elm = np.log((2 / 4) / (3 / 4 * 2 / 4)) / -np.log(2 / 4)
    oak_ash = np.log((1 / 4) / (3 / 4 * 2 / 4)) / -np.log(1 / 4)
    assert frame.columns.tolist() == ["k", "topic", "npmi", "n_pairs_met"]
    assert frame[["k", "topic"]].to_numpy().tolist() == [[3, 1], [3, 2], [3, 3]]
    np.testing.assert_allclose(frame["npmi"], [(oak_elm + oak_ash - 1) / 3, -1, np.nan])
    assert frame["n_pairs_met"].tolist() == [2, 0, 0]
    assert stability.coherence(trees(counts), model, n_terms=2).loc[0, "npmi"] == pytest.approx(oak_elm)


def test_two_rare_terms_that_meet_once_among_many_paragraphs_already_have_a_high_npmi() -> None:
    counts = np.tile([0, 0, 1, 0], (93, 1))
    counts[:3, :2] = [[1, 1], [1, 0], [0, 1]]
    frame = stability.coherence(trees(counts), hand_made([[0.5, 0.5, 0.0, 0.0]], 93))
    assert frame.loc[0, "npmi"] == pytest.approx(0.69, abs=0.005)


def test_npmi_is_one_for_terms_that_only_come_together_and_zero_for_those_that_tell_nothing() -> None:
    together = [[1, 1, 1, 0], [2, 1, 1, 1], [0, 0, 1, 0], [0, 0, 2, 1]]
    model = hand_made([[0.6, 0.4, 0.0, 0.0], [0.6, 0.0, 0.0, 0.4], [0.6, 0.0, 0.4, 0.0]], 4)
    np.testing.assert_allclose(stability.coherence(trees(together), model)["npmi"], [1, 0, 0], atol=1e-12)
    everywhere = [[1, 2, 1, 0], [2, 1, 1, 1]]
    frame = stability.coherence(trees(everywhere), hand_made([[0.6, 0.4, 0.0, 0.0]], 2))
    assert frame[["npmi", "n_pairs_met"]].to_numpy().tolist() == [[0, 1]]


def test_planted_topics_cohere_more_than_noise() -> None:
    counts, terms, _ = planted()
    units = Units(counts, terms)
    frame = stability.coherence(units, topics.fit(units, k=4), n_terms=5)
    shuffled = Units(np.random.default_rng(0).permuted(counts, axis=0), terms)
    dealt = stability.coherence(shuffled, topics.fit(shuffled, k=4), n_terms=5)
    assert frame["npmi"].min() > dealt["npmi"].max()
    assert frame["n_pairs_met"].tolist() == [10] * 4


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        *BAD,
        *BAD_SUBSAMPLES,
        ({"ks": []}, "^ks is empty; give one"),
        ({"ks": [2, 7]}, "^ks asks for 7 topics; 6 rows of counts are not empty, so give whole numbers from 1 to 6"),
        ({"ks": [0]}, "^ks asks for 0 topics; .* so give whole numbers from 1 to 6"),
        ({"ks": [2.0]}, "^ks asks for 2.0 topics; .* so give whole numbers"),
        ({"ks": [2, 3, 2]}, "^ks holds 2 twice; give each"),
        ({"n_terms": 0}, "^n_terms is 0; give a whole number, 1 or more"),
        ({"n_shuffles": 0}, "^n_shuffles is 0;"),
        ({"n_null": True}, "^n_null is True;"),
        (
            {"counts": np.kron([[1], [2], [3]], np.kron(np.eye(2, dtype=int), [[1, 2, 1]])), "ks": [3]},
            "^k is 3, but only 2 rows of counts differ in kind; give 2 or less",
        ),
    ],
)
def test_stability_refuses_what_makes_no_sense(bad: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        stability.stability(units_of(bad), bad.get("ks", [2]), settings_of(bad))


# From an exact start nothing improves, which scikit-learn takes for slow progress.
@pytest.mark.filterwarnings("ignore:Maximum number of iterations")
def test_a_subsample_with_too_few_kinds_of_rows_is_refused() -> None:
    counts = np.kron(np.array([1] * 17 + [0] * 3)[:, np.newaxis], [[1, 1, 0, 0, 0]])
    counts[-3:] = [[0, 0, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1]]
    with pytest.raises(ValueError, match=r"^k is 4, but only \d rows of (a subsample|shuffled counts) differ in kind"):
        stability.stability(Units(counts, list("pqrst")), [4], QUICK.but(share=0.5))


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        *((given, message) for given, message in BAD),
        ({"counts": ROWS[:, :5]}, "^units has other rows or terms than model; give the units that it was fitted on"),
        ({"counts": ROWS[:5]}, "^units has other rows or terms than model"),
        ({"terms": list("qprstu")}, "^units has other rows or terms than model"),
        ({"n_terms": 1}, "^n_terms is 1; give a whole number, 2 or more"),
        ({"counts": np.vstack([ROWS[:2], np.zeros((4, 6), dtype=int)])}, "^model has k = 3; 2 rows of counts are"),
    ],
)
def test_coherence_refuses_what_makes_no_sense(bad: dict, message: str) -> None:
    model = topics.fit(Units(ROWS, list("pqrstu")), k=3)
    with pytest.raises(ValueError, match=message):
        stability.coherence(units_of(bad), model, n_terms=bad.get("n_terms", 10))
