"""Paragraphs on a plane: distances are kept where a plane can keep them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from parallax.analysis.topics.consensus import plane


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
