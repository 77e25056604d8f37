"""Consensus against loops and on planted texts, and the plane, which keeps distances where it can."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from helpers.planted import BAD, BAD_SUBSAMPLES, noise, planted, settings_of, subsamples, units_of, with_twins
from parallax.analysis.topics import model as topics
from parallax.analysis.topics.consensus import consensus, plane
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units


def test_consensus_finds_planted_blocks() -> None:
    counts, terms, theme = planted()
    found = consensus(Units(counts, terms), Settings(), k=4)
    assert len(set(zip(found.cluster, theme, strict=True))) == 4
    assert sorted(set(found.cluster)) == [1, 2, 3, 4]
    assert found.item_consensus.min() > 0.7
    mates = theme[:, np.newaxis] == theme
    assert found.together[mates].mean() > 0.9
    assert found.together[~mates].mean() < 0.05


def test_together_is_counted_over_the_subsamples_that_hold_both() -> None:
    counts, terms = noise(n_units=20, n_terms=25)
    units = Units(counts, terms)
    found = consensus(units, Settings(n_subsamples=6, share=0.5, seed=2), k=3)
    held, same = np.zeros((2, 20, 20))
    for drawn in subsamples(units, 0.5, 6, "topic_stability.consensus", seed=2):
        main = topics.assign(topics.fit(Units(counts[drawn], terms), k=3))["topic"]
        for (i, a), (j, b) in combinations(zip(drawn, main, strict=True), 2):
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
    found = consensus(Units(counts, terms), Settings(n_subsamples=12), k=3)
    assert len(set(found.cluster[[3, 4, 11, 20]])) == 1
    assert (found.together[np.ix_([3, 11], [4, 20])] == 1).all()
    np.testing.assert_array_equal(found.together[3], found.together[20])
    assert (found.cluster[7], found.together[7].sum(), found.together[7, 7]) == (0, 1, 1)
    assert np.isnan(found.item_consensus[7])
    assert np.isfinite(found.together).all()
    np.testing.assert_array_equal(found.together, found.together.T)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        *BAD,
        *BAD_SUBSAMPLES,
        ({"k": 0}, "^k asks for 0 topics; .* so give whole numbers from 1 to 6"),
        ({"k": 7}, "^k asks for 7 topics; 6 rows of counts are not empty, so give whole numbers from 1 to 6"),
        (
            {"counts": np.kron([[1], [2], [3]], np.kron(np.eye(2, dtype=int), [[1, 2, 1]])), "k": 3},
            "^k is 3, but only 2 rows of a subsample differ in kind; give 2 or less",
        ),
    ],
)
def test_consensus_refuses_what_makes_no_sense(bad: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        consensus(units_of(bad), settings_of(bad), k=bad.get("k", 2))


def test_points_of_a_plane_come_back_with_their_distances() -> None:
    points = np.random.default_rng(1).random((9, 2)) / 2
    near = 1 - cdist(points, points)
    found = plane(near)
    made = np.column_stack([found.x, found.y])
    np.testing.assert_allclose(cdist(made, made), 1 - near, atol=0.005)
    assert found.share == pytest.approx(1)
    assert np.ptp(found.x) >= np.ptp(found.y) > 0


def test_units_that_keep_company_lie_together_and_apart_from_others() -> None:
    near = np.kron(np.eye(3), np.full((4, 4), 0.8)) + 0.1
    np.fill_diagonal(near, 1)
    found = plane(near)
    distances = cdist(np.column_stack([found.x, found.y]), np.column_stack([found.x, found.y]))
    same = np.kron(np.eye(3), np.ones((4, 4))) > 0
    assert distances[same].max() < distances[~same].min()
    assert 0.5 < found.share < 1


def test_the_signs_are_settled_and_the_order_of_units_does_not_matter() -> None:
    points = np.random.default_rng(2).random((7, 2)) / 2
    near = 1 - cdist(points, points)
    order = np.random.default_rng(3).permutation(7)
    there, back = plane(near), plane(near[np.ix_(order, order)])
    np.testing.assert_allclose(there.x[order], back.x, atol=0.002)
    np.testing.assert_allclose(there.y[order], back.y, atol=0.002)
    assert there.x[np.argmax(np.abs(there.x))] > 0
    assert there.y[np.argmax(np.abs(there.y))] > 0


def test_units_that_are_always_together_lie_on_one_spot() -> None:
    found = plane(np.ones((4, 4)))
    assert not found.x.any()
    assert not found.y.any()
    assert found.share == 0


@pytest.mark.parametrize(
    ("near", "message"),
    [
        (np.eye(2), "^together has shape"),
        (np.ones((3, 4)), "^together has shape"),
        (np.eye(3) * 2, "^together is no symmetric table"),
        (np.triu(np.ones((3, 3))), "^together is no symmetric table"),
        (np.full((3, 3), np.nan), "^together is no symmetric table"),
    ],
)
def test_what_is_no_table_of_shares_is_refused(near: np.ndarray, message: str) -> None:
    with pytest.raises(ValueError, match=f"{message}.*;"):
        plane(near)
