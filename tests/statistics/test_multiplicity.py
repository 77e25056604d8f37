"""Tests of corrections for several tests at once."""

from __future__ import annotations

import numpy as np
import pytest

from parallax.statistics.multiplicity import holm


def test_each_step_asks_for_one_test_less() -> None:
    # Worked by hand: 0.01 × 4, 0.015 × 3 = 0.045, 0.03 × 2, 0.5 × 1.
    np.testing.assert_allclose(holm([0.5, 0.01, 0.03, 0.015]), [0.5, 0.04, 0.06, 0.045])


def test_none_falls_below_the_one_before_or_above_one() -> None:
    np.testing.assert_allclose(holm([0.02, 0.021, 0.022]), [0.06, 0.06, 0.06])
    np.testing.assert_allclose(holm([0.9, 0.8]), [1, 1])
    assert holm([0.2]).tolist() == [0.2]


def test_together_they_err_as_seldom_as_one_was_allowed_to() -> None:
    p = np.random.default_rng(2026).random((4000, 10))
    wrong = np.mean([(holm(row) <= 0.05).any() for row in p])
    assert wrong == pytest.approx(0.05, abs=0.011)  # three standard errors


@pytest.mark.parametrize("p", [[], [[0.1]], 0.1, [1.1], [-0.1], [np.nan]])
def test_what_is_no_list_of_p_values_is_refused(p: object) -> None:
    with pytest.raises(ValueError, match=r"^p "):
        holm(p)
