"""Dispersion by hand and by its definition written out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from parallax.statistics.dispersion import dispersion
from parallax.statistics.units import Units


def spread(counts: object, sizes: object) -> np.ndarray:
    units = Units(counts, [f"t{place}" for place in range(np.shape(counts)[1])], sizes=sizes)
    return dispersion(units.counts, units.sizes)


def test_dispersion_agrees_with_arithmetic_by_hand() -> None:
    # Parts of 10, 20 and 70 tokens. Spread as they are long: 0. All in the first: (0.9 + 0.2 + 0.7) / 2.
    counts = [[1, 5, 0], [2, 0, 3], [7, 0, 3]]
    found = spread(counts, [10, 20, 70])
    np.testing.assert_allclose(found, [0, 0.9, (0.1 + 0.3 + 0.2) / 2], atol=1e-12)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(5, 40)), min_size=1, max_size=8))
def test_dispersion_agrees_with_the_definition_written_out(parts: list[tuple[int, int]]) -> None:
    uses, sizes = zip(*parts, strict=True)
    assume(sum(uses))
    expected = sum(abs(n / sum(uses) - size / sum(sizes)) for n, size in parts) / 2
    assert spread(np.array(uses)[:, np.newaxis], sizes)[0] == pytest.approx(expected, abs=1e-12)


def test_a_term_that_occurs_nowhere_has_no_dispersion() -> None:
    found = spread([[1, 0], [2, 0]], None)
    assert found[0] == pytest.approx(0)
    assert np.isnan(found[1])


@pytest.mark.parametrize(
    ("counts", "sizes", "message"),
    [
        ([[1, 2]], [1], "^sizes is 1 for row 0, whose counts sum to 3;"),
        ([[1.5, 2]], None, "^counts holds a fractional"),
    ],
)
def test_units_refuse_what_has_no_dispersion(counts: list, sizes: list | None, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        spread(counts, sizes)
