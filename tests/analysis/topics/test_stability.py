"""Stability, coherence and consensus of topics, against loops, permutations and sums by hand, and on planted texts."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from parallax.analysis.topics import model as topics
from parallax.analysis.topics import stability
from parallax.analysis.topics.subsamples import agreement, beyond, top_columns
from parallax.statistics import factorisation, tfidf
from parallax.statistics.resampling import generator, row_order

QUICK = {"n_subsamples": 12, "n_shuffles": 4, "n_null": 3}


def planted(n_blocks: int = 4, n_units: int = 48, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Make paragraphs that each use one block of eight terms, some much and some little, over a few shared ones."""
    rng = np.random.default_rng(seed)
    theme = np.arange(n_units) % n_blocks
    rates = np.full((n_units, n_blocks * 8 + 4), 0.05)
    rates[:, -4:] = 1.0
    for unit, block in enumerate(theme):
        rates[unit, block * 8 : block * 8 + 8] = np.linspace(3.0, 0.6, 8)
    terms = [f"block{block}-{i}" for block in range(n_blocks) for i in range(8)]
    return rng.poisson(rates), np.array([*terms, *(f"shared-{i}" for i in range(4))]), theme


def noise(seed: int = 0, n_units: int = 50, n_terms: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """Make paragraphs in which no term knows of another, common terms and rare ones."""
    rng = np.random.default_rng(seed)
    counts = rng.poisson(np.geomspace(0.05, 1, n_terms), (n_units, n_terms))
    return counts, np.array([f"t{i:02}" for i in range(n_terms)])


def with_twins() -> tuple[np.ndarray, np.ndarray]:
    """Make noise with an empty paragraph and with three that are equal, which no order can tell apart."""
    counts, terms = noise(n_units=30, n_terms=25)
    counts[7] = 0
    counts[[3, 11, 20]] = counts[4]
    return counts, terms


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


def canonical_rows(counts: np.ndarray) -> np.ndarray:
    return counts[row_order(csr_array(counts))]


def subsamples(n: int, size: int, times: int, name: str, seed: int = 0) -> list[np.ndarray]:
    rng = generator(seed, name)
    return [np.sort(rng.permutation(n)[:size]) for _ in range(times)]


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
    model = topics.fit(counts[:, order], terms[order], k=4)
    ranked = top_columns(model.components, 6)
    by_topic = topics.top_terms(model, 6).groupby("topic")["term"].agg(list)
    assert [terms[order][row].tolist() for row in ranked] == by_topic.tolist()
    assert top_columns(np.array([[0.0, 0.5, 0.5], [0.0, 0.0, 1.0]]), 4).tolist() == [[1, 2, -1, -1], [2, -1, -1, -1]]


def test_the_default_tolerance_is_the_one_that_topics_are_shown_with() -> None:
    weights = tfidf.tf_idf(noise()[0])
    default, same, loose = (
        factorisation.factorise(weights, 4, random_state=0, max_iter=10_000, **extra)
        for extra in ({}, {"tolerance": factorisation.TOLERANCE}, {"tolerance": 1e-2})
    )
    np.testing.assert_array_equal(default[1], same[1])
    assert default[2] < loose[2]


def test_stability_is_the_mean_agreement_of_subsamples_with_all_paragraphs() -> None:
    counts, terms, _ = planted()
    order = np.argsort(terms)
    matrix, names = canonical_rows(counts[:, order]), terms[order]
    reference = top_columns(topics.fit(matrix, names, k=3).components, 5)
    found = [
        naive_agreement(reference, top_columns(topics.fit(matrix[drawn], names, k=3).components, 5))
        for drawn in subsamples(48, 36, 12, "topic_stability")
    ]
    (row,) = stability.stability(counts, terms, ks=[3], n_terms=5, share=0.75, **QUICK).to_dict("records")
    assert row["stability"] == pytest.approx(np.mean(found), abs=1e-3)
    assert (row["low"], row["high"]) == pytest.approx(tuple(np.quantile(found, [0.025, 0.975])), abs=5e-3)


def test_the_null_is_the_stability_of_corpora_whose_columns_are_shuffled() -> None:
    counts, terms = noise(n_units=30, n_terms=25)
    counts, terms = counts[:, counts.any(axis=0)], terms[counts.any(axis=0)]
    matrix = canonical_rows(counts)
    means = []
    for shuffle in range(2):
        rng = generator(5, f"topic_stability/shuffle {shuffle}")
        dealt = rng.permuted(matrix, axis=0)
        assert np.sort(dealt, axis=0).tolist() == np.sort(counts, axis=0).tolist()
        assert dealt.any(axis=1).all()
        drawn = [np.sort(rng.permutation(30)[:24]) for _ in range(4)]
        lists = [top_columns(topics.fit(dealt[rows], terms, k=2).components, 10) for rows in [np.arange(30), *drawn]]
        means.append(np.mean([naive_agreement(lists[0], other) for other in lists[1:]]))
    frame = stability.stability(counts, terms, ks=[2], n_subsamples=2, n_shuffles=2, n_null=4, seed=5)
    assert frame.loc[0, "null"] == pytest.approx(np.mean(means), abs=1e-2)
    assert frame.loc[0, "null_high"] == pytest.approx(max(means), abs=1e-2)
    assert frame.loc[0, "gain"] == frame.loc[0, "stability"] - frame.loc[0, "null"]


def test_planted_topics_are_stable_and_far_above_the_null() -> None:
    counts, terms, _ = planted(n_units=96)
    frame = stability.stability(counts, terms, ks=[2, 4], n_terms=8, n_subsamples=12, n_shuffles=6, n_null=6)
    assert frame.columns.tolist() == ["k", "stability", "low", "high", "null", "null_high", "gain", "z", "reached"]
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
    frame = stability.stability(counts, terms, ks=[3, 5], n_subsamples=12, n_shuffles=8, n_null=3)
    assert (frame["stability"] <= frame["null_high"] + 0.02).all()
    assert (frame["gain"].abs() < 0.15).all()
    assert (frame["null"] > 0.2).all()


def test_noise_is_told_from_topics_at_the_rate_that_was_asked_for_however_many_numbers_are_tried() -> None:
    rng = np.random.default_rng(4)
    least = [beyond(rng.normal(size=8), rng.normal(size=(19, 8)))[1].min() for _ in range(400)]
    assert np.mean(np.array(least) == 0) == pytest.approx(1 / 20, abs=0.035)


def test_a_value_is_set_against_each_shuffled_corpus_by_hand() -> None:
    null = np.array([[1.0, 5.0], [2.0, 5.0], [3.0, 5.0], [6.0, 5.0]])
    z, reached = beyond(np.array([5.0, 5.0]), null)
    assert z == pytest.approx([2 / np.std([1, 2, 3, 6], ddof=1), 0])
    # Only the last is as far from the rest, 4 by a deviation of 1; and none is further below at both than at one.
    assert reached.tolist() == [0.25, 1.0]
    assert np.isnan(beyond(np.array([1.0]), null[:2, :1])[1]).all()


def test_no_k_depends_on_the_others_and_seeds_draw_other_subsamples() -> None:
    counts, terms, _ = planted()
    both = stability.stability(counts, terms, ks=iter([5, 3]), **QUICK)
    alone = stability.stability(counts, terms, ks=[3], **QUICK)
    assert both["k"].tolist() == [5, 3]
    of_itself = [column for column in both if column != "reached"]
    pd.testing.assert_frame_equal(both[1:].reset_index(drop=True)[of_itself], alone[of_itself])
    assert both.loc[1, "reached"] >= alone.loc[0, "reached"]  # the more numbers are tried, the easier one is reached
    other = stability.stability(counts, terms, ks=[3], seed=1, **QUICK)
    assert other.loc[0, "null"] != alone.loc[0, "null"]


@pytest.mark.parametrize("seed", range(2))
def test_orders_of_rows_and_columns_change_nothing(seed: int) -> None:
    counts, terms = with_twins()
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(len(counts)), rng.permutation(len(terms))
    moved = counts[rows][:, columns], terms[columns]
    first, other = (stability.stability(*given, ks=[2, 3], **QUICK) for given in ((counts, terms), moved))
    pd.testing.assert_frame_equal(first, other, rtol=0, atol=1e-12)
    first, other = (stability.consensus(*given, k=3, n_subsamples=12) for given in ((counts, terms), moved))
    np.testing.assert_array_equal(other.together, first.together[np.ix_(rows, rows)])
    np.testing.assert_array_equal(other.cluster, first.cluster[rows])
    np.testing.assert_allclose(other.item_consensus, first.item_consensus[rows])
    first, other = (stability.coherence(given[0], topics.fit(*given, k=3)) for given in ((counts, terms), moved))
    pd.testing.assert_frame_equal(first, other)


def test_terms_that_a_subsample_lacks_and_empty_paragraphs_do_no_harm() -> None:
    counts, terms, _ = planted()
    first = stability.stability(counts, terms, ks=[4], **QUICK)
    padded = np.pad(counts, ((0, 2), (0, 1)))
    pd.testing.assert_frame_equal(stability.stability(padded, [*terms, "zzz"], ks=[4], **QUICK), first)
    once = np.pad(counts, ((0, 0), (0, 30)))
    once[np.arange(30), -30:] = np.eye(30, dtype=int)
    frame = stability.stability(once, [*terms, *(f"once{i:02}" for i in range(30))], ks=[4], **QUICK)
    assert np.isfinite(frame.to_numpy(dtype=float)).all()


def hand_made(components: list, n_units: int) -> topics.Topics:
    terms = np.array(["oak", "elm", "ash", "yew"])
    k = len(components)
    return topics.Topics(k, np.ones((n_units, k)), np.array(components, dtype=float), terms, 0.5)


def test_npmi_is_counted_over_paragraphs() -> None:
    counts = [[1, 2, 0, 0], [3, 1, 0, 1], [1, 0, 1, 0], [0, 0, 2, 0], [0, 0, 0, 0]]
    model = hand_made([[0.5, 0.3, 0.2, 0.0], [0.0, 0.0, 0.6, 0.4], [0.0, 1.0, 0.0, 0.0]], 5)
    frame = stability.coherence(counts, model)
    # Of four paragraphs with a count: oak 3, elm 2, ash 2, yew 1; oak and elm 2, oak and ash 1, elm and ash none.
    oak_elm = np.log((2 / 4) / (3 / 4 * 2 / 4)) / -np.log(2 / 4)
    oak_ash = np.log((1 / 4) / (3 / 4 * 2 / 4)) / -np.log(1 / 4)
    assert frame.columns.tolist() == ["k", "topic", "npmi", "n_pairs_met"]
    assert frame[["k", "topic"]].to_numpy().tolist() == [[3, 1], [3, 2], [3, 3]]
    np.testing.assert_allclose(frame["npmi"], [(oak_elm + oak_ash - 1) / 3, -1, np.nan])
    assert frame["n_pairs_met"].tolist() == [2, 0, 0]
    assert stability.coherence(counts, model, n_terms=2).loc[0, "npmi"] == pytest.approx(oak_elm)


def test_two_rare_terms_that_meet_once_among_many_paragraphs_already_have_a_high_npmi() -> None:
    counts = np.tile([0, 0, 1, 0], (93, 1))
    counts[:3, :2] = [[1, 1], [1, 0], [0, 1]]
    frame = stability.coherence(counts, hand_made([[0.5, 0.5, 0.0, 0.0]], 93))
    assert frame.loc[0, "npmi"] == pytest.approx(0.69, abs=0.005)


def test_npmi_is_one_for_terms_that_only_come_together_and_zero_for_those_that_tell_nothing() -> None:
    together = [[1, 1, 1, 0], [2, 1, 1, 1], [0, 0, 1, 0], [0, 0, 2, 1]]
    model = hand_made([[0.6, 0.4, 0.0, 0.0], [0.6, 0.0, 0.0, 0.4], [0.6, 0.0, 0.4, 0.0]], 4)
    np.testing.assert_allclose(stability.coherence(together, model)["npmi"], [1, 0, 0], atol=1e-12)
    everywhere = [[1, 2, 1, 0], [2, 1, 1, 1]]
    frame = stability.coherence(everywhere, hand_made([[0.6, 0.4, 0.0, 0.0]], 2))
    assert frame[["npmi", "n_pairs_met"]].to_numpy().tolist() == [[0, 1]]


def test_planted_topics_cohere_more_than_noise() -> None:
    counts, terms, _ = planted()
    frame = stability.coherence(counts, topics.fit(counts, terms, k=4), n_terms=5)
    shuffled = np.random.default_rng(0).permuted(counts, axis=0)
    dealt = stability.coherence(shuffled, topics.fit(shuffled, terms, k=4), n_terms=5)
    assert frame["npmi"].min() > dealt["npmi"].max()
    assert frame["n_pairs_met"].tolist() == [10] * 4


def test_consensus_finds_planted_blocks() -> None:
    counts, terms, theme = planted()
    found = stability.consensus(counts, terms, k=4)
    assert len(set(zip(found.cluster, theme, strict=True))) == 4
    assert sorted(set(found.cluster)) == [1, 2, 3, 4]
    assert found.item_consensus.min() > 0.7
    mates = theme[:, np.newaxis] == theme
    assert found.together[mates].mean() > 0.9
    assert found.together[~mates].mean() < 0.05


def test_together_is_counted_over_the_subsamples_that_hold_both() -> None:
    counts, terms = noise(n_units=20, n_terms=25)
    order = row_order(csr_array(counts))
    found = stability.consensus(counts, terms, k=3, n_subsamples=6, share=0.5, seed=2)
    held, same = np.zeros((2, 20, 20))
    for drawn in subsamples(20, 10, 6, "topic_stability.consensus", seed=2):
        main = topics.assign(topics.fit(counts[order][drawn], terms, k=3))["topic"]
        for (i, a), (j, b) in combinations(zip(order[drawn], main, strict=True), 2):
            held[[i, j], [j, i]] += 1
            same[[i, j], [j, i]] += a == b
    expected = np.divide(same, held, out=np.eye(20), where=held > 0)
    np.testing.assert_allclose(found.together, expected)
    assert (held == 0).sum() > 20  # some pairs were never drawn together
    sizes = np.bincount(found.cluster)[1:]
    assert (np.diff(sizes) <= 0).all()
    for unit, cluster in enumerate(found.cluster):
        others = [i for i in range(20) if found.cluster[i] == cluster and i != unit]
        item = np.mean(expected[unit, others]) if others else np.nan
        np.testing.assert_allclose(found.item_consensus[unit], item)


def test_equal_paragraphs_share_a_cluster_and_an_empty_one_has_none() -> None:
    counts, terms = with_twins()
    found = stability.consensus(counts, terms, k=3, n_subsamples=12)
    assert len(set(found.cluster[[3, 4, 11, 20]])) == 1
    assert (found.together[np.ix_([3, 11], [4, 20])] == 1).all()
    np.testing.assert_array_equal(found.together[3], found.together[20])
    assert (found.cluster[7], found.together[7].sum(), found.together[7, 7]) == (0, 1, 1)
    assert np.isnan(found.item_consensus[7])
    assert np.isfinite(found.together).all()
    np.testing.assert_array_equal(found.together, found.together.T)


ROWS = np.eye(6, dtype=int) + 1
BAD = [
    ({"counts": [[1, -1], [0, 1]]}, "^counts holds a negative"),
    ({"counts": [[1, np.nan], [0, 1]]}, "^counts holds a missing"),
    ({"counts": [[1, 0.5], [0, 1]]}, "^counts holds a fractional"),
    ({"counts": np.ones((6, 6), dtype=int)}, "^counts has no two rows that differ; give"),
    ({"counts": np.zeros((6, 6), dtype=int)}, "^counts has no two rows that differ; give"),
    ({"counts": np.pad([[1] * 6], ((0, 5), (0, 0)))}, "^counts has no two rows that differ; give"),
]
BAD_SUBSAMPLES = [
    ({"terms": list("pqr")}, "^terms has shape"),
    ({"share": 0}, "^share is 0; give a share between 0 and 1"),
    ({"share": 1}, "^share is 1; give a share between 0 and 1"),
    ({"share": np.nan}, "^share is nan; give"),
    ({"share": 0.99}, "^share is 0.99, which draws 6 of 6 rows"),
    ({"share": 0.2}, "^share is 0.2, which draws 1 of 6 rows for 2 topics; .* take fewer"),
    ({"n_subsamples": 0}, "^n_subsamples is 0; give a whole number, 1 or more"),
    ({"n_subsamples": 2.5}, "^n_subsamples is 2.5; give"),
    ({"seed": -1}, "^seed is -1;"),
]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        *BAD,
        *BAD_SUBSAMPLES,
        ({"ks": []}, "^ks is empty; give one"),
        ({"ks": [2, 7]}, "^ks asks for 7 topics; 6 rows of counts are not empty, so give 1 to 6"),
        ({"ks": [0]}, "^ks is 0; give a whole number, 1 or more"),
        ({"ks": [2.0]}, "^ks is 2.0; give a whole number"),
        ({"ks": [2, 3, 2]}, "^ks holds 2 twice; give each"),
        ({"n_terms": 0}, "^n_terms is 0; give a whole number, 1 or more"),
        ({"n_shuffles": 0}, "^n_shuffles is 0;"),
        ({"n_null": True}, "^n_null is True;"),
        (
            {"counts": np.kron([[1], [2], [3]], np.kron(np.eye(2, dtype=int), [[1, 2, 1]])), "ks": [3]},
            "^ks holds 3, too many for these counts: k is 3, but only 2 rows .* give 2 or less",
        ),
    ],
)
def test_stability_refuses_what_makes_no_sense(bad: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        stability.stability(**{"counts": ROWS, "terms": list("pqrstu"), "ks": [2], **bad, **fitting(bad)})


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        *BAD,
        *BAD_SUBSAMPLES,
        ({"k": 0}, "^k is 0; give a whole number, 1 or more"),
        ({"k": 7}, "^k asks for 7 topics; 6 rows of counts are not empty, so give 1 to 6"),
        (
            {"counts": np.kron([[1], [2], [3]], np.kron(np.eye(2, dtype=int), [[1, 2, 1]])), "k": 3},
            "^k is 3, too many for a subsample: k is 3, but only 2 rows .* give 2 or less",
        ),
    ],
)
def test_consensus_refuses_what_makes_no_sense(bad: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        stability.consensus(**{"counts": ROWS, "terms": list("pqrstu"), "k": 2, **bad, **fitting(bad)})


# From an exact start nothing improves, which scikit-learn takes for slow progress.
@pytest.mark.filterwarnings("ignore:Maximum number of iterations")
def test_a_subsample_with_too_few_kinds_of_rows_is_refused() -> None:
    counts = np.kron(np.array([1] * 17 + [0] * 3)[:, np.newaxis], [[1, 1, 0, 0, 0]])
    counts[-3:] = [[0, 0, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1]]
    with pytest.raises(ValueError, match=r"^ks holds 4, too many for (a subsample of 10 rows|shuffled counts): k is 4"):
        stability.stability(counts, list("pqrst"), ks=[4], share=0.5, **QUICK)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        *((given, message) for given, message in BAD),
        ({"counts": ROWS[:, :5]}, r"^counts has shape \(6, 5\) and model \(6, 6\); give the counts that it was"),
        ({"counts": ROWS[:5]}, r"^counts has shape \(5, 6\) and model"),
        ({"n_terms": 1}, "^n_terms is 1; give a whole number, 2 or more"),
        ({"counts": np.vstack([ROWS[:2], np.zeros((4, 6), dtype=int)])}, "^model has k = 3; 2 rows of counts are"),
    ],
)
def test_coherence_refuses_what_makes_no_sense(bad: dict, message: str) -> None:
    model = topics.fit(ROWS, list("pqrstu"), k=3)
    with pytest.raises(ValueError, match=message):
        stability.coherence(**{"counts": ROWS, "model": model, **bad})


def fitting(bad: dict) -> dict:
    """Give names for as many columns as bad counts have."""
    return {"terms": list("pqrstu")[: np.shape(bad["counts"])[1]]} if "counts" in bad else {}
