"""Resampled contrasts: against loops over resamples, terms and groups, and on corpora with planted differences."""

from __future__ import annotations

import os
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joblib import Parallel, delayed
from scipy.stats import false_discovery_control

from helpers.words import TABLES, some_groups, usable
from parallax.analysis.keyness import firmness
from parallax.statistics.draws import THRESHOLDS, permuted, uniforms, weights
from parallax.statistics.measures import log_odds, odds_ratio
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units


def made(counts: np.ndarray, groups: np.ndarray) -> firmness.Prepared:
    units = Units(counts, [f"t{place:02}" for place in range(counts.shape[1])], groups).canonical()
    return firmness.Prepared(units.rows(units.sizes > 0), 0.1)


@settings(deadline=None, max_examples=25)
@given(TABLES, st.data())
def test_intervals_agree_with_a_loop_over_resamples_terms_and_groups(table: np.ndarray, data: st.DataObject) -> None:
    table = np.hstack([usable(table), np.ones((len(table) + 3, 1), dtype=int)])
    prepared = made(table, some_groups(data, len(table)))
    low, high = firmness.intervals(prepared, Settings(n_resamples=9, level=0.8, min_units=2, seed=3))
    rows, sizes = prepared.counts.toarray().astype(int), prepared.sizes.astype(int)
    times = np.hstack([
        weights(prepared.ids[prepared.codes == code], 9, seed=3, name="contrasts.keyness")
        for code in range(len(prepared.labels))
    ])  # fmt: skip
    open_uses = -np.log(1 - uniforms(prepared.labels, 2, 9, seed=3, name="contrasts.keyness/unseen"))
    for group, term in product(range(len(prepared.labels)), range(table.shape[1])):
        own = prepared.codes == group
        if min(own.sum(), (~own).sum()) < 2:
            assert np.isnan([low[group, term], high[group, term]]).all()
            continue
        share, found = table[:, term].sum() / table.sum(), []
        for draw, w in enumerate(times):
            a, b = (w[own] * rows[own, term]).sum(), (w[~own] * rows[~own, term]).sum()
            n1, n2 = (w[own] * sizes[own]).sum(), (w[~own] * sizes[~own]).sum()
            if a == 0 < b:
                a = min(open_uses[group, 0, draw] * n1 / sizes[own].sum(), n1)
            elif b == 0 < a:
                b = min(open_uses[group, 1, draw] * n2 / sizes[~own].sum(), n2)
            found.append(odds_ratio(float(a), float(b), n1, n2, strength=0.1, share=share).log_odds)
        assert low[group, term] == pytest.approx(np.quantile(found, 0.1), abs=1e-9)
        assert high[group, term] == pytest.approx(np.quantile(found, 0.9), abs=1e-9)


def test_every_deal_reaches_a_contrast_that_is_none_whatever_rounding_makes_of_it() -> None:
    # The second term is a third of the words of both groups; its z comes out as 3e-16.
    prepared = made(np.array([[3, 2, 1], [1, 1, 1], [3, 2, 1]]), np.array(["a", "a", "b"]))
    p, p_max_t, _ = firmness.shuffled(prepared, Settings(n_permutations=19, seed=5))
    assert p[:, 1].tolist() == p_max_t[:, 1].tolist() == [1, 1]


@settings(deadline=None, max_examples=25)
@given(TABLES, st.data())
def test_shuffled_labels_agree_with_a_loop_over_permutations(table: np.ndarray, data: st.DataObject) -> None:
    table = np.hstack([usable(table), np.ones((len(table) + 3, 1), dtype=int)])
    prepared = made(table, some_groups(data, len(table)))
    p, p_max_t, found = firmness.shuffled(prepared, Settings(n_permutations=19, seed=5))
    rows, sizes, n_groups = prepared.counts.toarray(), prepared.sizes, len(prepared.labels)
    (shuffled,) = permuted(prepared.codes, prepared.ids, 19, seed=5, name="contrasts.keyness")

    def z_of(codes: np.ndarray) -> np.ndarray:
        sums = [
            (rows[codes == g].sum(0), rows[codes != g].sum(0), sizes[codes == g].sum(), sizes[codes != g].sum())
            for g in range(n_groups)
        ]
        return np.abs([log_odds(*side).z for side in sums])

    observed, drawn = z_of(prepared.codes), np.array([z_of(codes) for codes in shuffled])
    as_large = (drawn >= observed - 1e-7).sum(axis=0)
    reached = (drawn.max(axis=(1, 2))[:, None, None] >= observed - 1e-7).sum(axis=0)
    np.testing.assert_allclose(p, (1 + as_large) / 20)
    for group in range(n_groups):
        mine, dealt = prepared.codes == group, shuffled == group
        other = ~((dealt == mine).all(axis=1) | (dealt != mine).all(axis=1))
        there = (drawn[other, group] >= observed[group] - 1e-7).any(axis=0)
        np.testing.assert_array_equal(found[group], there)
    np.testing.assert_allclose(p_max_t, (1 + reached) / 20)


def test_shuffles_take_memory_for_each_deal_and_not_for_each_deal_and_term(monkeypatch: pytest.MonkeyPatch) -> None:
    n_terms, deals = 400, 2000
    prepared = made(np.random.default_rng(5).integers(1, 4, size=(6, n_terms)), np.repeat(["a", "b"], 3))
    few = Settings(n_permutations=deals, seed=5)
    at_once = firmness.shuffled(prepared, few)
    monkeypatch.setattr(firmness, "BLOCK_VALUES", deals)  # a block is one term
    tracemalloc.start()
    by_term = firmness.shuffled(prepared, few)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    np.testing.assert_array_equal(by_term.p_max_t, at_once.p_max_t)
    assert most < n_terms * deals * 8 / 2


def test_q_is_scipys_but_for_contrasts_that_more_shuffles_could_bring_to_alpha() -> None:
    p = np.array([[0.1, 0.1, 0.5], [0.2, 0.3, 0.1]])
    found = firmness.Shuffled(p, p, p > 0.1)
    expected = false_discovery_control(p.ravel()).reshape(p.shape)
    assert expected[0, 0] == pytest.approx(0.2)
    np.testing.assert_array_equal(found.q(0.2), expected)
    np.testing.assert_array_equal(found.q(0.19), np.where(p == 0.1, np.nan, expected))
    np.testing.assert_array_equal(firmness.Shuffled(p, p, p > 0).q(0.05), expected)


def test_sums_of_resamples_are_exact_whatever_is_drawn() -> None:
    # A term comes as often as a unit that draws the largest number that there is brings it about.
    for uses, kind in ((2**24 // len(THRESHOLDS), np.float32), (2**24 // len(THRESHOLDS) + 1, np.float64)):
        prepared = made(np.array([[uses, 1], [0, 3]]), np.array(["a", "b"]))
        assert prepared.counts.dtype == kind
        largest = prepared.counts * prepared.counts.dtype.type(len(THRESHOLDS))
        assert largest.max() == uses * len(THRESHOLDS)
    assert weights(prepared.ids, 50_000, seed=1, name="exact").max() < len(THRESHOLDS)


@settings(deadline=None, max_examples=40)
@given(TABLES, st.data())
def test_leaving_one_out_agrees_with_deleting_each_unit_in_turn(table: np.ndarray, data: st.DataObject) -> None:
    table = np.hstack([usable(table), np.ones((len(table) + 3, 1), dtype=int)])
    prepared = made(table, some_groups(data, len(table)))
    found, observed = firmness.leave_one_out(prepared), prepared.observed.log_odds
    rows, sizes, codes = prepared.counts.toarray(), prepared.sizes, prepared.codes
    for group, term in product(range(len(prepared.labels)), range(table.shape[1])):
        n_units = (codes == group).sum()
        if min(n_units, len(codes) - n_units) < 2:  # of one unit nothing can be left out
            assert np.isnan(found[group, term])
            continue
        sign = -1 if observed[group, term] < 0 else 1
        left = []
        for unit in np.flatnonzero(rows[:, term]):
            rest, own = np.arange(len(rows)) != unit, codes == group
            n1, n2 = sizes[rest & own].sum(), sizes[rest & ~own].sum()
            a, b = rows[rest & own, term].sum(), rows[rest & ~own, term].sum()
            share = prepared.share[term]
            left.append(
                sign * float(odds_ratio(a, b, n1, n2, strength=0.1, share=share).log_odds) if n1 and n2 else 0.0
            )
        assert found[group, term] == pytest.approx(sign * min(left), abs=1e-9)


@pytest.mark.parametrize(
    ("allowed", "threads"), [(None, 3), ("", 3), ("all", 3), ("1", 1), ("2", 2), (" 2,1", 2), ("0", 1), ("64", 3)]
)
def test_a_process_takes_no_more_threads_than_it_is_allowed_or_has_cores(
    allowed: str | None, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 5}, raising=False)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    if allowed is not None:
        monkeypatch.setenv("OMP_NUM_THREADS", allowed)
    started = []
    monkeypatch.setattr(firmness, "ThreadPoolExecutor", lambda n: started.append(n) or ThreadPoolExecutor(n))
    table = np.arange(12).reshape(4, 3)
    firmness.shuffled(made(table, np.array(["a", "a", "b", "b"])), Settings(n_permutations=5, seed=1))
    assert set(started) == {threads}


def test_workers_of_joblib_share_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    cores = firmness._threads()
    each = Parallel(n_jobs=2)(delayed(firmness._threads)() for _ in range(2))
    assert each == [max(cores // 2, 1)] * 2


def test_leaving_one_out_of_many_groups_takes_no_step_for_each_pair_of_group_and_paragraph(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted = []

    def counting(*sides: np.ndarray, **prior: object) -> object:
        counted.append(np.size(sides[0]))
        return odds_ratio(*sides, **prior)

    monkeypatch.setattr(firmness, "odds_ratio", counting)
    rng = np.random.default_rng(5)
    work = {}
    for n_groups in (10, 40):
        prepared = made(rng.integers(0, 3, size=(8 * n_groups, 6)), np.repeat(np.arange(n_groups), 8))
        counted.clear()
        firmness.leave_one_out(prepared)
        work[n_groups] = sum(counted)
    assert work[40] <= 5 * work[10]  # 16 times, where each group is held against every paragraph
