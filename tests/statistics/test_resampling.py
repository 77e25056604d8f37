"""Intervals against a naive second computation, exact bounds, and what must not change them."""

from __future__ import annotations

import doctest

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats
from scipy.sparse import csr_array

from parallax.statistics import resampling
from parallax.statistics.checks import Counts, Labels
from parallax.statistics.draws import poisson_draws, weights
from parallax.statistics.resampling import RateIntervals
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units, row_order

ROWS = arrays(np.int64, st.tuples(st.integers(1, 8), st.just(3)), elements=st.integers(0, 3))


def toy(n_units: int = 12, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Make paragraphs of 20 to 60 tokens with three counts each."""
    rng = np.random.default_rng(seed)
    return rng.integers(0, 6, size=(n_units, 3)), rng.integers(20, 60, size=n_units)


def rates_of(counts: Counts, sizes: np.ndarray, groups: Labels | None = None, **options: object) -> RateIntervals:
    """Resample units of which the columns are called a, b, c and so on."""
    name = {"name": options.pop("name")} if "name" in options else {}
    terms = list("abcdefghij")[: np.shape(counts)[1]]
    return resampling.bootstrap_rates(Units(counts, terms, groups, sizes), Settings(**options), **name)


def test_the_examples_run() -> None:
    assert doctest.testmod(resampling) == (0, 4)


@given(st.integers(1, 10**6), st.floats(0.5, 0.999))
def test_the_bound_of_a_zero_is_clopper_and_pearsons(total: int, level: float) -> None:
    bound = float(resampling.zero_bound(total, level))
    assert bound == pytest.approx(stats.beta.ppf(level, 1, total), rel=1e-9)
    assert stats.binom.pmf(0, total, bound) == pytest.approx(1 - level, rel=1e-6)


def test_the_bound_of_a_zero_is_near_three_in_all_tokens() -> None:
    np.testing.assert_allclose(resampling.zero_bound([1, 1000]), [0.95, 0.002991], rtol=1e-3)


@pytest.mark.parametrize(("total", "level"), [(0, 0.95), (-3, 0.95), (np.nan, 0.95), (10, 0), (10, 1)])
def test_a_bound_without_tokens_or_level_is_refused(total: float, level: float) -> None:
    with pytest.raises(ValueError, match=r"^(total holds|level is) .*;"):
        resampling.zero_bound(total, level)


@settings(deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_canonical_order_does_not_depend_on_the_given_one(rows: np.ndarray, random: object) -> None:
    shuffled = np.array(random.sample(rows.tolist(), len(rows)))
    for first in (None, "sums"):
        tables = []
        for table in (rows, shuffled):
            lead = None if first is None else table.sum(axis=1)
            tables.append(table[row_order(csr_array(table), lead)])
        np.testing.assert_array_equal(*tables)
    assert (np.diff(tables[0].sum(axis=1)) >= 0).all()


def test_intervals_agree_with_a_naive_bootstrap() -> None:
    counts, sizes = toy()
    units = Units(counts, list("abc"), ["g"] * 12, sizes, ids=[f"p{place}" for place in range(12)])
    found = resampling.bootstrap_rates(units, Settings(n_resamples=300, level=0.9, seed=3), name="naive")
    times = weights(units.ids, 300, seed=3, name="naive")
    for column in range(3):
        rates = []
        for draw in times:
            drawn = np.repeat(np.arange(12), draw)
            rates.append(1000 * sum(counts[i, column] for i in drawn) / sum(sizes[i] for i in drawn))
        ends = np.percentile(rates, [5, 95])
        np.testing.assert_allclose([found.low[0, column], found.high[0, column]], ends)
    np.testing.assert_allclose(found.rate[0], 1000 * counts.sum(axis=0) / sizes.sum())


def test_a_resample_without_any_paragraph_of_a_group_takes_all_of_that_group_and_no_other() -> None:
    # Of two paragraphs none comes in one resample of seven.
    units = Units([[4], [0], [0], [3]], ["eel"], list("aabb"), [10, 10, 20, 10], ids=["p", "q", "r", "s"])
    found = resampling.bootstrap_rates(units, Settings(n_resamples=400, level=0.5, min_units=2, seed=1), name="few")
    raw = poisson_draws(units.ids, 400, seed=1, name="few")
    assert (raw[:, :2].sum(axis=1) == 0).mean() > 0.1 < (raw[:, 2:].sum(axis=1) == 0).mean()
    for group, (rows, hits, words) in enumerate((([0, 1], [4, 0], [10, 10]), ([2, 3], [0, 3], [20, 10]))):
        times = [draw if draw.any() else np.ones(2, int) for draw in raw[:, rows]]
        rates = [1000 * (draw @ hits) / (draw @ words) for draw in times]
        ends = [found.low[group, 0], found.high[group, 0]]
        np.testing.assert_allclose(ends, np.quantile(rates, [0.25, 0.75]))


def test_intervals_come_near_the_ratio_estimators_normal_ones() -> None:
    counts, sizes = toy(400)
    found = rates_of(counts, sizes, ["g"] * 400, n_resamples=4000)
    ratio = counts.sum(axis=0) / sizes.sum()
    error = (counts - ratio * sizes[:, np.newaxis]).std(axis=0) / np.sqrt(400) / sizes.mean()
    np.testing.assert_allclose(found.low[0], 1000 * (ratio - 1.96 * error), rtol=0.02)
    np.testing.assert_allclose(found.high[0], 1000 * (ratio + 1.96 * error), rtol=0.02)


@settings(deadline=None, max_examples=25)
@given(st.permutations(range(24)), st.permutations(range(3)), st.sampled_from(["named", ""]))
def test_intervals_do_not_depend_on_the_order_of_rows_and_columns_nor_on_others(
    order: list[int], columns: list[int], named: str
) -> None:
    counts, _ = toy(24)
    counts[20] = counts[4]  # equal ones in two groups
    counts[[6, 7]] = counts[4]
    sizes, ids = np.full(24, 30), np.array([f"p{place}" for place in range(24)])
    groups, terms, few = np.repeat(["north", "south"], 12), np.array(["eel", "net", "boat"]), Settings(n_resamples=50)
    whole = resampling.bootstrap_rates(Units(counts, terms, groups, sizes, ids=ids if named else None), few)
    moved = Units(
        csr_array(counts[order][:, columns]),
        terms[columns],
        groups[order],
        sizes[order],
        ids=ids[order] if named else None,
    )
    found = resampling.bootstrap_rates(moved, few)
    np.testing.assert_array_equal(whole.labels, found.labels)
    part = resampling.bootstrap_rates(moved.rows(moved.groups == "south").columns(["net"]), few)
    for one, two, three in zip(whole[1:], found[1:], part[1:], strict=True):
        np.testing.assert_array_equal(one[:, columns], two)
        np.testing.assert_array_equal(one[1:, [1]], three)


def test_a_groups_interval_does_not_depend_on_the_other_groups() -> None:
    counts, sizes = toy(36)
    groups = np.repeat(["a", "b", "c"], 12)
    three = rates_of(counts, sizes, groups)
    two = rates_of(counts[12:], sizes[12:], groups[12:])
    np.testing.assert_array_equal(three.low[1:], two.low)
    np.testing.assert_array_equal(three.high[1:], two.high)
    assert not np.array_equal(three.low[0], three.low[1])


def test_blocks_of_columns_do_not_change_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    counts, sizes = toy()
    whole = rates_of(counts, sizes, ["g"] * 12, n_resamples=100)
    monkeypatch.setattr(resampling, "BLOCK_VALUES", 150)
    blocked = rates_of(counts, sizes, ["g"] * 12, n_resamples=100)
    np.testing.assert_array_equal(whole.low, blocked.low)
    np.testing.assert_array_equal(whole.high, blocked.high)


def test_a_rate_that_every_paragraph_shares_has_no_spread() -> None:
    sizes = np.arange(10, 130, 10)
    found = rates_of((sizes // 10)[:, np.newaxis], sizes, ["g"] * 12)
    np.testing.assert_allclose([found.low, found.rate, found.high], 100)


def test_a_rate_that_hangs_on_one_paragraph_may_vanish() -> None:
    counts = np.zeros((12, 1), dtype=int)
    counts[4] = 12
    found = rates_of(counts, np.full(12, 50), ["g"] * 12)
    assert found.low[0, 0] == 0
    assert found.high[0, 0] > 2 * found.rate[0, 0]


def test_a_zero_count_gets_the_bound_it_leaves_open_and_no_false_interval() -> None:
    counts, sizes = toy(24)
    counts[12:, 2] = 0
    found = rates_of(counts, sizes, np.repeat(["a", "b"], 12), level=0.9)
    assert found.low[1, 2] == found.rate[1, 2] == 0
    assert found.high[1, 2] == pytest.approx(1000 * (1 - 0.1 ** (1 / sizes[12:].sum())))


def test_a_group_with_few_paragraphs_has_rates_but_no_interval() -> None:
    counts, sizes = toy(21)
    counts[12:, 0] = 0
    groups = pd.Categorical(["long"] * 12 + ["few"] * 9, categories=["long", "few"])
    found = rates_of(counts, sizes, groups)
    assert found.labels.tolist() == ["long", "few"]
    assert np.isfinite(found.rate).all()
    assert np.isfinite(found.low[0]).all()
    assert np.isnan(found.low[1]).all()
    assert np.isnan(found.high[1]).all()
    enough = rates_of(counts, sizes, groups, min_units=9)
    assert np.isfinite(enough.low).all()


def test_paragraphs_without_tokens_are_not_drawn() -> None:
    counts, sizes = toy()
    found = rates_of(counts, sizes, ["g"] * 12)
    padded = rates_of(np.vstack([np.zeros((3, 3), dtype=int), counts]), np.concatenate([[0, 0, 0], sizes]), ["g"] * 15)
    np.testing.assert_array_equal(found.low, padded.low)
    np.testing.assert_array_equal(found.high, padded.high)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"counts": [[-1]] * 12}, "^counts holds a negative"),
        ({"sizes": [9] * 11}, "^sizes has shape"),
        ({"sizes": [9] * 11 + [0]}, "^sizes gives 'b' no tokens"),
        ({"groups": ["a"] * 11}, "^groups has shape"),
        ({"n_resamples": 0}, "^n_resamples is 0"),
        ({"min_units": 1}, "^min_units is 1"),
        ({"level": 95}, "^level is 95"),
        ({"seed": -1}, "^seed is -1"),
    ],
)
def test_bad_arguments_are_refused_by_name(change: dict, message: str) -> None:
    arguments = {"counts": [[1]] * 11 + [[0]], "sizes": [9] * 12, "groups": ["a"] * 11 + ["b"], **change}
    with pytest.raises(ValueError, match=f"{message}.*;"):
        rates_of(**arguments)
