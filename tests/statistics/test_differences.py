"""Differences of rates: against a naive second computation, at zeros, and how often chance alone makes one firm."""

from __future__ import annotations

from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.statistics import draws, resampling
from parallax.statistics.checks import Labels
from parallax.statistics.differences import RateDifferences, rate_differences
from parallax.statistics.draws import permuted, weights
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

STEADY = np.full(
    (20, 1), 2
)  # twenty paragraphs of twenty words, two of them hits: 100 in a thousand, whatever is drawn
TWENTY = np.full(20, 20)


def clustered(rng: np.random.Generator, units: int, columns: int = 6) -> tuple[np.ndarray, np.ndarray]:
    """Draw paragraphs of 20 to 140 words in which hits come in clusters, as words do."""
    sizes = rng.integers(20, 140, units)
    rates = rng.gamma(0.5, 0.02, (units, columns)) * rng.random(columns).round() + 0.005
    return np.minimum(rng.poisson(rates * sizes[:, np.newaxis]), sizes[:, np.newaxis]), sizes


def beyond(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    return (low > 0) | (high < 0)


def units_of(counts: np.ndarray, sizes: np.ndarray, groups: Labels) -> Units:
    return Units(counts, list("uvwxyz")[: counts.shape[1]], groups, sizes)


def differences_of(counts: np.ndarray, sizes: np.ndarray, groups: Labels, **options: object) -> RateDifferences:
    """Compare groups of paragraphs of which the columns are called u, v, w and so on."""
    return rate_differences(units_of(counts, sizes, groups), Settings(**options))


def of_two(first: np.ndarray, second: np.ndarray, **options: int) -> RateDifferences:
    """Compare two groups of twenty paragraphs of twenty words."""
    return differences_of(np.vstack([first, second]), np.tile(TWENTY, 2), np.repeat(["a", "b"], 20), **options)


def ratio(weights: np.ndarray, counts: np.ndarray, words: np.ndarray) -> tuple[float, float]:
    """Return the rate per 1,000 of paragraphs and its variance, by Cochran's formula."""
    hits, total, n = weights @ counts, weights @ words, weights.sum()
    residuals = counts - hits / total * words
    return 1000 * hits / total, 1e6 * max(n / (n - 1) * (weights @ residuals**2), 1) / total**2


def test_differences_and_intervals_agree_with_a_naive_computation() -> None:
    rng = np.random.default_rng(3)
    parts = {label: clustered(rng, n, 1) for label, n in (("a", 12), ("b", 15), ("c", 11))}
    parts = {label: (counts[:, 0] + 1, words) for label, (counts, words) in parts.items()}  # no resample without a hit
    counts, sizes = (np.concatenate([part[i] for part in parts.values()]) for i in (0, 1))
    groups = np.repeat(list(parts), [len(part[1]) for part in parts.values()])
    units = units_of(counts[:, np.newaxis], sizes, groups)
    found = rate_differences(units, Settings(n_resamples=300, seed=5), name="naive")

    key, drawn, whole = {"seed": 5, "name": "naive"}, {}, {}
    dealt = np.concatenate(list(permuted(units.codes, units.ids, 300, **key)))
    of_deals = {}
    for code, (label, part) in enumerate(parts.items()):
        times = weights(units.ids[groups == label], 300, **key)
        drawn[label] = np.array([ratio(draw, *part)[0] for draw in times])
        whole[label] = ratio(np.ones(len(part[1])), *part)
        of_deals[label] = [ratio((deal == code).astype(int), counts, sizes) for deal in dealt]
    pairs = [("a", "b"), ("a", "c"), ("b", "c")]
    assert list(zip(found.first, found.second, strict=True)) == pairs
    largest = [
        max(
            abs(of_deals[a][i][0] - of_deals[b][i][0]) / (of_deals[a][i][1] + of_deals[b][i][1]) ** 0.5
            for a, b in pairs
        )
        for i in range(300)
    ]
    for place, (one, other) in enumerate(pairs):
        difference = whole[one][0] - whole[other][0]
        margin = np.quantile(largest, 0.95) * (whole[one][1] + whole[other][1]) ** 0.5
        assert found.difference[place, 0] == pytest.approx(difference)
        own = np.quantile(drawn[one] - drawn[other], [0.025, 0.975])
        assert [found.low[place, 0], found.high[place, 0]] == pytest.approx(list(own))
        corrected = [found.corrected_low[place, 0], found.corrected_high[place, 0]]
        assert corrected == pytest.approx([difference - margin, difference + margin])


def test_the_paragraphs_drawn_are_those_of_the_intervals_of_rates() -> None:
    counts, sizes = clustered(np.random.default_rng(4), 20, 1)
    counts += 1
    both = np.vstack([counts, STEADY]), np.concatenate([sizes, TWENTY]), np.repeat(["a", "b"], 20)
    units, options = units_of(*both), Settings(n_resamples=500, seed=8)
    found = rate_differences(units, options, name="same")
    rates = resampling.bootstrap_rates(units, options, name="same")
    assert found.low[0, 0] == pytest.approx(rates.low[0, 0] - 100)
    assert found.high[0, 0] == pytest.approx(rates.high[0, 0] - 100)


def test_a_zero_is_taken_as_what_it_leaves_open() -> None:
    found = of_two(STEADY, np.zeros((20, 1), int), n_resamples=40_000)
    assert found.difference.tolist() == [[100.0]]
    # In 400 words a zero leaves an exponential with a mean of 2.5 in a thousand: quantiles 0.063 and 9.22.
    assert [found.low[0, 0], found.high[0, 0]] == pytest.approx([100 - 9.22, 100 - 0.063], abs=0.15)


def test_between_zeros_there_is_no_difference_and_the_interval_is_not_nothing() -> None:
    found = of_two(np.zeros((20, 1), int), np.zeros((20, 1), int), n_resamples=4_000)
    assert found.difference.tolist() == [[0.0]]
    assert found.low[0, 0] == pytest.approx(-found.high[0, 0], rel=0.1)
    assert found.high[0, 0] > 5
    # Of 400 words one makes 2.5 in a thousand; two such errors, and the bounds of a normal distribution.
    assert found.corrected_high[0, 0] == pytest.approx(1.96 * 2.5 * 2**0.5, abs=0.001)


def test_paragraphs_that_are_all_alike_leave_the_doubt_of_one_hit() -> None:
    found = of_two(2 * STEADY, STEADY, n_resamples=50)
    assert [found.low[0, 0], found.high[0, 0]] == pytest.approx([100, 100])
    assert found.corrected_low[0, 0] == pytest.approx(100 - 1.96 * 2.5 * 2**0.5, abs=0.001)


def test_a_group_of_few_paragraphs_is_not_compared_and_nothing_is_corrected_for_it() -> None:
    counts, sizes = clustered(np.random.default_rng(6), 49)
    groups = np.repeat(["a", "b", "c"], [20, 20, 9])
    found = differences_of(counts, sizes, groups, n_resamples=200)
    assert np.isfinite(found.difference).all()
    assert np.isnan(found[3:])[:, 1:].all()
    without = differences_of(counts[:40], sizes[:40], groups[:40], n_resamples=200)
    for ends, alone in zip(found[2:], without[2:], strict=True):
        np.testing.assert_array_equal(ends[0], alone[0])
    assert np.isnan(differences_of(counts[31:], sizes[31:], groups[31:])[3:]).all()


def test_one_group_has_no_differences() -> None:
    assert differences_of(STEADY, TWENTY, ["a"] * 20, n_resamples=9).difference.shape == (0, 1)


def test_chance_alone_makes_a_corrected_difference_as_rarely_as_it_should() -> None:
    # Paragraphs of four groups from one source of chance: no difference is real.
    deals, groups = 200, np.repeat(list("abcd"), [20, 32, 20, 14])
    firm, alone = 0, 0
    for deal in range(deals):
        counts, sizes = clustered(np.random.default_rng([4, deal]), len(groups))
        found = differences_of(counts, sizes, groups, n_resamples=400, seed=deal)
        firm += beyond(found.corrected_low, found.corrected_high).any()
        alone += beyond(found.low, found.high).any()
    assert 0.02 <= firm / deals <= 0.09
    # Of so many differences some would be believed in most deals, if each were looked at by itself.
    assert alone / deals > 0.5


def test_a_difference_that_is_there_is_found() -> None:
    groups, found = np.repeat(list("abcd"), [20, 32, 20, 14]), 0
    for deal in range(20):
        counts, sizes = clustered(np.random.default_rng([2, deal]), len(groups))
        counts[groups == "b", 0] += np.random.default_rng([3, deal]).poisson(sizes[groups == "b"] * 0.04)
        ends = differences_of(counts, np.maximum(sizes, counts.max(axis=1)), groups, n_resamples=400, seed=deal)
        found += bool((ends.corrected_high[0, 0] < 0) and (ends.corrected_low[3, 0] > 0))
    assert found >= 18


@settings(deadline=None, max_examples=10)
@given(st.permutations(range(24)), st.permutations(range(2)), st.integers(24, 200))
def test_neither_the_order_of_paragraphs_and_columns_nor_blocks_of_deals_matter(
    order: list[int], columns: list[int], at_once: int
) -> None:
    counts, sizes = clustered(np.random.default_rng(9), 24, 2)
    counts[20], sizes[20] = counts[4], sizes[4]  # equal ones in two groups
    groups, terms, options = np.repeat(["a", "b"], 12), np.array(["u", "v"]), Settings(n_resamples=20)
    found = rate_differences(Units(counts, terms, groups, sizes), options)
    moved = Units(counts[order][:, columns], terms[columns], groups[order], sizes[order])
    with mock.patch.object(draws, "BLOCK_VALUES", at_once):
        again = rate_differences(moved, options)
    for one, other in zip(found[2:], again[2:], strict=True):
        np.testing.assert_array_equal(one[:, columns], other)
    alone = rate_differences(moved.columns(["u"]), options)
    for one, other in zip(found[2:5], alone[2:5], strict=True):
        np.testing.assert_array_equal(one[:, [0]], other)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n_resamples": 0}, "^n_resamples is 0;"),
        ({"level": 1.0}, "^level is 1.0;"),
        ({"min_units": 1}, "^min_units is 1;"),
        ({"seed": -1}, "^seed is -1;"),
    ],
)
def test_bad_settings_are_refused(options: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        of_two(STEADY, STEADY, **options)


def test_bad_counts_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^counts holds a negative"):
        of_two(-STEADY, STEADY)
    with pytest.raises(ValueError, match=r"^groups has shape"):
        differences_of(STEADY, TWENTY, ["a"])
