"""Measures of keyness against SciPy's tests of contingency tables, hand arithmetic and definitions written out."""

from __future__ import annotations

from fractions import Fraction
from math import log, log2, sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2_contingency

from parallax.statistics import measures

CELLS = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(41, 900), st.integers(41, 900))


@settings(deadline=None)
@given(CELLS)
def test_log_likelihood_is_scipys_g_test_with_a_sign(cells: tuple[int, int, int, int]) -> None:
    a, b, n1, n2 = cells
    assume(a + b > 0)
    theirs = chi2_contingency([[a, b], [n1 - a, n2 - b]], correction=False, lambda_="log-likelihood").statistic
    ours = float(measures.log_likelihood(a, b, n1, n2))
    assert abs(ours) == pytest.approx(theirs, abs=1e-8)
    assert np.sign(round(ours, 8)) == np.sign(Fraction(a, n1) - Fraction(b, n2)) or theirs < 1e-8


def test_log_likelihood_agrees_with_arithmetic_by_hand() -> None:
    # 8 of 10 against 2 of 10, expected 5 of each: 2 (8 ln 1.6 + 2 ln 0.4 + 2 ln 0.4 + 8 ln 1.6).
    by_hand = 2 * (16 * log(1.6) + 4 * log(0.4))
    assert measures.log_likelihood(8, 2, 10, 10) == pytest.approx(by_hand)
    assert measures.log_likelihood(2, 8, 10, 10) == pytest.approx(-by_hand)
    assert measures.log_likelihood(10, 0, 10, 10) == pytest.approx(2 * 20 * log(2))  # cells of zero add nothing


def test_log_ratio_agrees_with_arithmetic_by_hand() -> None:
    assert measures.log_ratio(7, 1, 100, 100) == pytest.approx(log2(7.5 / 1.5))
    assert measures.log_ratio(0, 0 + 3, 50, 100) == pytest.approx(log2((0.5 / 50) / (3.5 / 100)))


@settings(deadline=None, max_examples=60)
@given(CELLS, st.integers(1, 4))
def test_lrc_is_the_nearer_end_of_scipys_exact_interval(cells: tuple[int, int, int, int], n_terms: int) -> None:
    a, b, n1, n2 = cells
    assume(a + b > 0)
    exact = binomtest(a, a + b).proportion_ci(1 - 0.05 / n_terms, method="exact")
    low, high = (log2(p / (1 - p) * n2 / n1) if 0 < p < 1 else (-1) ** (p == 0) * np.inf for p in exact)
    expected = low if low > 0 else high if high < 0 else 0.0
    ours = measures.lrc([a] * n_terms, [b] * n_terms, n1, n2)
    np.testing.assert_allclose(ours, [expected] * n_terms, rtol=1e-8, atol=1e-9)


def test_lrc_is_zero_where_the_interval_holds_zero_and_shrinks_with_more_terms() -> None:
    assert measures.lrc(5, 4, 100, 100) == 0
    alone, among = measures.lrc(16, 0, 1000, 6000), measures.lrc([16] * 500, [0] * 500, 1000, 6000)[0]
    assert alone > among > 0


@settings(deadline=None)
@given(CELLS, st.sampled_from([0.01, 0.1, 1.0]))
def test_log_odds_agree_with_the_definition_written_out(cells: tuple[int, int, int, int], strength: float) -> None:
    a, b, n1, n2 = cells
    assume(a + b > 0)
    share = (a + b) / (n1 + n2)
    prior1, prior2 = strength * n1, strength * n2
    omega1 = (a + prior1 * share) / (n1 + prior1 - a - prior1 * share)
    omega2 = (b + prior2 * share) / (n2 + prior2 - b - prior2 * share)
    variance = 1 / (a + prior1 * share) + 1 / (b + prior2 * share)
    found = measures.log_odds(a, b, n1, n2, strength=strength)
    assert found.log_odds == pytest.approx(log(omega1) - log(omega2), abs=1e-9)
    assert found.z == pytest.approx((log(omega1) - log(omega2)) / sqrt(variance), abs=1e-9)


def test_log_odds_agree_with_arithmetic_by_hand_and_shrink_with_the_prior() -> None:
    # 6 of 20 and 2 of 20, strength 1/2: pseudo-counts 10 a side, of which 2 are the term's (share 8 / 40).
    assert measures.log_odds(6, 2, 20, 20, strength=0.5).log_odds == pytest.approx(log(8 / 22) - log(4 / 26))
    weak, strong = (measures.log_odds(6, 2, 20, 20, strength=s).log_odds for s in (0.1, 10))
    assert log((6 / 14) / (2 / 18)) > weak > strong > 0


@settings(deadline=None)
@given(CELLS)
def test_every_measure_changes_its_sign_when_the_sides_change_places(cells: tuple[int, int, int, int]) -> None:
    a, b, n1, n2 = cells
    assume(a + b > 0)
    for measure in (measures.log_likelihood, measures.log_ratio, measures.lrc):
        assert measure(a, b, n1, n2) == pytest.approx(-measure(b, a, n2, n1), abs=1e-8)
    there, back = measures.log_odds(a, b, n1, n2), measures.log_odds(b, a, n2, n1)
    assert (there.log_odds, there.z) == pytest.approx((-back.log_odds, -back.z), abs=1e-8)


def test_the_list_of_measures_has_each_under_its_name_and_says_what_it_asks() -> None:
    cells = (np.array([7, 2]), np.array([1, 4]), 100, 120)
    both = measures.log_odds(*cells, strength=0.5)
    expected = {
        "log_odds": both.log_odds,
        "z": both.z,
        "log_ratio": measures.log_ratio(*cells),
        "lrc": measures.lrc(*cells),
        "g2": measures.log_likelihood(*cells),
    }
    assert list(measures.MEASURES) == list(expected)
    for name, measure in measures.MEASURES.items():
        prior = {"strength": 0.5} if measure.has_prior else {}
        np.testing.assert_array_equal(measure.function(*cells, **prior), expected[name])
        assert measure.heading
        assert (" is " in measure.criterion) == (measure.says_more is not None)


def test_what_is_resampled_needs_no_whole_numbers_and_is_not_checked() -> None:
    checked = measures.log_odds(6, 2, 20, 20, strength=0.5)
    free = measures.odds_ratio(np.float64(6), np.float64(2), np.float64(20), 20, strength=0.5, share=np.float64(0.2))
    assert (free.log_odds, free.z) == (checked.log_odds, checked.z)
    between = measures.odds_ratio(np.float64(6.5), np.float64(2), 20, 20, strength=0.5, share=np.float64(0.2))
    assert between.log_odds > free.log_odds


@pytest.mark.parametrize("measure", [measures.log_likelihood, measures.log_ratio, measures.lrc, measures.log_odds])
@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (([1, 0], [1, 0], 9, 9), "^a and b are both 0"),
        ((1, 1, 0, 9), "^n1 holds a 0"),
        ((1, 1, 9, 0), "^n2 holds a 0"),
        ((10, 1, 9, 9), "^a exceeds n1"),
        ((1, 10, 9, 9), "^b exceeds n2"),
        ((-1, 1, 9, 9), "^a holds a negative"),
        ((1, 0.5, 9, 9), "^b holds a fractional"),
        ((1, 1, np.nan, 9), "^n1 holds a missing"),
        (("x", 1, 9, 9), "^a holds .*not numbers"),
        (([1, 2], [1, 2, 3], 9, 9), "^a, b, n1 and n2 do not fit"),
    ],
)
def test_bad_cells_are_refused_by_name(measure: object, cells: tuple, message: str) -> None:
    with pytest.raises(ValueError, match=f"{message}.*[;(]"):
        measure(*cells)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: measures.log_odds(1, 1, 9, 9, strength=0), "^strength is 0;"),
        (lambda: measures.log_odds(9, 9, 9, 9), "^a and b make up all tokens for a term; odds need"),
    ],
)
def test_bad_settings_are_refused_by_name(call: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
