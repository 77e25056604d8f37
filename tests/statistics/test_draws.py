"""Draws by key: against naive second computations, their distributions, and what must not change them."""

from __future__ import annotations

import doctest
import json
from collections.abc import Iterator
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import partial
from hashlib import blake2b
from math import exp, factorial
from typing import Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.sparse import csr_array

from parallax.statistics import draws

IDS = np.array([f"dock {n}" for n in range(7)] + ["réef:1", "réef:2"])
LABELS = np.repeat([0, 1, 2], [4, 3, 2])
KEY: dict[str, Any] = {"seed": 3, "name": "test"}
COUNTS = np.random.default_rng(2).poisson(0.7, (9, 5))
TERMS = np.array(["boat", "net", "gull", "tide", "été"])


def raw_of(name: str, what: str, n: int, seed: int = 3) -> list[int]:
    """Return a unit's raw numbers: Philox4x64-10 of Salmon et al., written out from their paper."""
    text = f'[{seed}, "test", "{what}", {name}]'
    key = int.from_bytes(blake2b(text.encode(), digest_size=16).digest(), "little")
    found: list[int] = []
    for counter in range(1, n // 4 + 2):
        k0, k1 = key % 2**64, key >> 64
        x0, x1, x2, x3 = counter, 0, 0, 0
        for _ in range(10):
            (high0, low0), (high2, low2) = (
                divmod(0xD2E7470EE14C6C93 * x0, 2**64),
                divmod(0xCA5A826395121157 * x2, 2**64),
            )
            x0, x1, x2, x3 = high2 ^ x1 ^ k0, low2, high0 ^ x3 ^ k1, low0
            k0, k1 = (k0 + 0x9E3779B97F4A7C15) % 2**64, (k1 + 0xBB67AE8584CAA73B) % 2**64
        found += [x0, x1, x2, x3]
    return found[:n]


def permuted(labels: np.ndarray, ids: np.ndarray, n: int, **options: Any) -> np.ndarray:  # noqa: ANN401
    return np.concatenate(list(draws.permuted(labels, ids, n, **{**KEY, **options})))


def test_the_examples_run() -> None:
    assert doctest.testmod(draws) == (0, 1)


def test_thresholds_are_poissons_distribution_to_the_last_digit() -> None:
    with localcontext() as context:
        context.prec = 60
        cumulated = [Decimal(-1).exp() * sum(Decimal(1) / factorial(j) for j in range(k + 1)) for k in range(22)]
        expected = [int((2**64 * share).to_integral_value()) for share in cumulated]
    assert draws.THRESHOLDS.tolist() == [value for value in expected if value < 2**64]
    assert len(draws.THRESHOLDS) == 20
    steps = np.diff([0, *draws.THRESHOLDS.tolist(), 2**64]).tolist()
    for k, step in enumerate(steps[:15]):
        assert float(Fraction(step, 2**64)) == pytest.approx(exp(-1) / factorial(k), rel=1e-8)


def test_a_unit_draws_what_its_stream_written_out_gives() -> None:
    found = draws.poisson_draws(IDS, 50, **KEY)
    assert (found.shape, found.dtype) == ((50, 9), np.int64)
    for column, name in enumerate(IDS):
        raw = raw_of(json.dumps(name), "weights", 50)
        assert found[:, column].tolist() == [sum(one >= limit for limit in draws.THRESHOLDS.tolist()) for one in raw]
    uniforms = draws.uniforms(IDS, 5, 2, **KEY)
    assert uniforms.shape == (9, 5, 2)
    for unit, name in enumerate(IDS):
        raw = raw_of(json.dumps(name), "uniforms", 10)
        assert uniforms[unit].ravel().tolist() == [float(Fraction(one >> 11, 2**53)) for one in raw]
    assert draws.uniforms(IDS, 10, **KEY).tolist() == uniforms.reshape(9, 10).tolist()


def test_weights_are_distributed_as_poisson() -> None:
    found = draws.poisson_draws([f"unit {n}" for n in range(200)], 1000, **KEY)
    observed = np.bincount(np.minimum(found.ravel(), 6), minlength=7)
    share = stats.poisson.pmf(np.arange(6), 1)
    expected = found.size * np.append(share, 1 - share.sum())
    assert stats.chisquare(observed, expected).pvalue > 0.01
    # No unit is like another, nor a resample like the next.
    correlations = np.corrcoef(found.T)[np.triu_indices(200, 1)]
    assert np.abs(correlations).max() < 0.15
    assert abs(correlations.mean()) < 0.001
    assert abs(np.corrcoef(found[1:].ravel(), found[:-1].ravel())[0, 1]) < 0.01


def test_where_no_unit_was_drawn_each_counts_once() -> None:
    raw = draws.poisson_draws(IDS[:2], 5000, **KEY)
    found = draws.weights(IDS[:2], 5000, **KEY)
    empty = ~raw.any(axis=1)
    # Both are left out with a probability of e^-2.
    assert empty.mean() == pytest.approx(exp(-2), abs=0.015)
    assert (found[empty] == 1).all()
    np.testing.assert_array_equal(found[~empty], raw[~empty])
    assert not (draws.weights(IDS, 5000, **KEY).sum(axis=1) == 0).any()


@settings(max_examples=25)
@given(st.permutations(range(9)), st.sets(st.integers(0, 8), min_size=1))
def test_a_unit_draws_the_same_in_any_order_and_in_any_part(order: list[int], part: set[int]) -> None:
    some = sorted(part)
    numbers = partial(draws.poisson_draws, n_resamples=30, **KEY)
    whole = numbers(IDS)
    np.testing.assert_array_equal(numbers(IDS[order]), whole[:, order])
    np.testing.assert_array_equal(numbers(IDS[some]), whole[:, some])
    np.testing.assert_array_equal(draws.weights(IDS[order], 30, **KEY), draws.weights(IDS, 30, **KEY)[:, order])
    uniforms = draws.uniforms(IDS, 4, **KEY)
    np.testing.assert_array_equal(draws.uniforms(IDS[order], 4, **KEY), uniforms[order])
    np.testing.assert_array_equal(draws.uniforms(IDS[some], 4, **KEY), uniforms[some])


def test_more_resamples_begin_with_the_fewer() -> None:
    np.testing.assert_array_equal(draws.weights(IDS, 70, **KEY)[:31], draws.weights(IDS, 31, **KEY))
    np.testing.assert_array_equal(permuted(LABELS, IDS, 70)[:31], permuted(LABELS, IDS, 31))
    np.testing.assert_array_equal(draws.subsamples(IDS, 0.5, 70, **KEY)[:31], draws.subsamples(IDS, 0.5, 31, **KEY))


def test_other_seeds_names_and_purposes_draw_other_numbers() -> None:
    options = [{"seed": seed, "name": name} for seed in (3, 4, 34) for name in ("test", "tests", "4")]
    assert len({draws.uniforms(IDS[:1], 1, **each).item() for each in options}) == len(options)
    calls = {
        "weights": lambda **options: draws.weights(IDS, 200, **options),
        "permuted": lambda **options: permuted(LABELS, IDS, 200, **options),
        "subsamples": lambda **options: draws.subsamples(IDS, 0.5, 200, **options),
        "shuffled": lambda **options: draws.shuffled_columns(csr_array(COUNTS), IDS, TERMS, **options).toarray(),
    }
    for call in calls.values():
        first = call(**KEY)
        np.testing.assert_array_equal(call(**KEY), first)
        for other in ({"seed": 4, "name": "test"}, {"seed": 3, "name": "another"}):
            assert not np.array_equal(call(**other), first)
    # What one analysis draws for two purposes hangs together no more than by chance.
    keys = draws.uniforms(IDS, 2000, **KEY).T
    assert abs(np.corrcoef(draws.poisson_draws(IDS, 2000, **KEY).ravel(), keys.ravel())[0, 1]) < 0.03


def test_labels_are_dealt_by_the_rank_of_written_out_keys() -> None:
    found = permuted(LABELS, IDS, 6)
    keys = {name: raw_of(json.dumps(name), "permuted", 6) for name in IDS}
    for deal in range(6):
        ranked = sorted(IDS, key=lambda name: (keys[name][deal], name))
        dealt = dict(zip(ranked, sorted(LABELS.tolist()), strict=True))
        assert found[deal].tolist() == [dealt[name] for name in IDS]


@settings(max_examples=25)
@given(st.permutations(range(9)), st.permutations(range(9)))
def test_deals_do_not_depend_on_the_order_of_units_or_labels(order: list[int], labels: list[int]) -> None:
    whole = permuted(LABELS, IDS, 10)
    np.testing.assert_array_equal(permuted(LABELS[labels], IDS[order], 10), whole[:, order])
    named = np.array(["east", "north", "west"])
    np.testing.assert_array_equal(permuted(named[LABELS], IDS, 10), named[whole])
    within = draws.subsamples(IDS, 0.6, 10, **KEY)
    np.testing.assert_array_equal(draws.subsamples(IDS[order], 0.6, 10, **KEY), within[:, order])


def test_every_group_keeps_its_number_of_units_and_all_deals_are_as_likely() -> None:
    found = permuted(LABELS, IDS, 6000)
    np.testing.assert_array_equal(np.sort(found, axis=1), np.tile(LABELS, (6000, 1)))
    four = permuted(np.array([0, 0, 1, 1]), IDS[:4], 6000)
    deals, observed = np.unique(four, axis=0, return_counts=True)
    assert len(deals) == 6
    assert stats.chisquare(observed).pvalue > 0.01


@given(st.integers(1, 9), st.data())
def test_keys_rank_as_a_stable_sort_ranks_them_whichever_bits_they_differ_in(n: int, data: st.DataObject) -> None:
    # Keys that differ in the lowest bits only, in the highest only, or nowhere
    keys = st.sampled_from([0, 1, 2, 7, 8, 2**63, 2**63 + 1, 2**64 - 2, 2**64 - 1])
    rows = data.draw(st.lists(st.lists(keys, min_size=n, max_size=n), min_size=1, max_size=5))
    raw = np.array(rows, dtype=np.uint64)
    ranked = draws._ranked(raw)
    assert ranked.dtype == np.int64
    np.testing.assert_array_equal(ranked, np.argsort(raw, axis=1, kind="stable"))
    np.testing.assert_array_equal(draws._ranked(raw.T), np.argsort(raw.T, axis=1, kind="stable"))


def test_blocks_do_not_change_the_deals_and_hold_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, within = permuted(LABELS, IDS, 50), draws.subsamples(IDS, 0.5, 50, **KEY)
    monkeypatch.setattr(draws, "BLOCK_VALUES", 9 * 7 + 1)
    blocks = list(draws.permuted(LABELS, IDS, 50, **KEY))
    assert [len(block) for block in blocks] == [7] * 7 + [1]
    np.testing.assert_array_equal(np.concatenate(blocks), whole)
    np.testing.assert_array_equal(draws.subsamples(IDS, 0.5, 50, **KEY), within)
    for at_once in (3, 8):
        blocks = list(draws.permuted(LABELS, IDS, 50, **KEY, at_once=at_once))
        assert {len(block) for block in blocks[:-1]} == {min(at_once, 7)}
        np.testing.assert_array_equal(np.concatenate(blocks), whole)
    monkeypatch.setattr(draws, "BLOCK_VALUES", 1)
    assert [len(block) for block in draws.permuted(LABELS, IDS, 3, **KEY)] == [1, 1, 1]


@pytest.mark.parametrize(("share", "size"), [(0.8, 7), (0.5, 4), (1, 9), (0.01, 1)])
def test_a_subsample_is_the_share_of_units_with_the_smallest_keys(share: float, size: int) -> None:
    found = draws.subsamples(IDS, share, 20, **KEY)
    assert (found.shape, found.dtype) == ((20, 9), np.bool_)
    keys = {name: raw_of(json.dumps(name), "subsamples", 20) for name in IDS}
    for n, within in enumerate(found):
        assert set(IDS[within]) == set(sorted(IDS, key=lambda name: keys[name][n])[:size])


def test_every_unit_is_in_as_many_subsamples() -> None:
    found = draws.subsamples([f"unit {n}" for n in range(50)], 0.4, 2000, **KEY)
    # 2,000 draws of 0.4: a standard deviation of 0.011; the largest of fifty lies within four of them.
    assert np.abs(found.mean(axis=0) - 0.4).max() < 0.044


def test_columns_are_shuffled_by_keys_of_unit_and_term() -> None:
    found = draws.shuffled_columns(csr_array(COUNTS), IDS, TERMS, **KEY)
    assert (found.dtype, found.has_canonical_format) == (np.int64, True)
    for column, term in enumerate(TERMS):
        keys = {
            name: blake2b(
                f'[3, "test", "shuffled_columns", {json.dumps(name)}]{term}'.encode(), digest_size=16
            ).digest()[:8]
            for name in IDS
        }
        ranked = sorted(IDS, key=lambda name: int.from_bytes(keys[name], "little"))
        dealt = dict(zip(ranked, sorted(COUNTS[:, column].tolist(), reverse=True), strict=True))
        assert found.toarray()[:, column].tolist() == [dealt[name] for name in IDS]


@pytest.fixture(params=[draws.MOST_DIGESTS, 0], ids=["by digest", "by term"], scope="module")
def _either_way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Deal columns by the keys of a few units and terms, then by those of many."""
    with mock.patch.object(draws, "MOST_DIGESTS", request.param):
        yield


@pytest.mark.usefixtures("_either_way")
@settings(max_examples=25)
@given(st.permutations(range(9)), st.permutations(range(5)), st.sets(st.integers(0, 4), min_size=1))
def test_shuffled_columns_do_not_depend_on_order_or_on_other_columns(
    order: list[int], columns: list[int], part: set[int]
) -> None:
    whole = draws.shuffled_columns(csr_array(COUNTS), IDS, TERMS, **KEY).toarray()
    np.testing.assert_array_equal(np.sort(whole, axis=0), np.sort(COUNTS, axis=0))
    turned = csr_array(COUNTS[np.random.default_rng(1).permutation(9)][:, columns])  # who had a count before is nothing
    found = draws.shuffled_columns(turned, IDS[order], TERMS[columns], **KEY).toarray()
    np.testing.assert_array_equal(found, whole[order][:, columns])
    some = sorted(part)
    alone = draws.shuffled_columns(csr_array(COUNTS[:, some]), IDS, TERMS[some], **KEY).toarray()
    np.testing.assert_array_equal(alone, whole[:, some])


@pytest.mark.usefixtures("_either_way")
def test_a_count_may_fall_on_any_unit_and_columns_hang_together_by_chance_only() -> None:
    terms = [f"term {n}" for n in range(1800)]
    once = np.zeros((9, 1800), dtype=int)
    once[0] = 1
    found = draws.shuffled_columns(csr_array(once), IDS, terms, **KEY)
    assert stats.chisquare(found.sum(axis=1)).pvalue > 0.01
    place = found.toarray().argmax(axis=0)
    assert abs(np.corrcoef(place[1:], place[:-1])[0, 1]) < 0.06


def test_the_keys_of_many_units_and_terms_are_those_of_a_stream_written_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draws, "MOST_DIGESTS", COUNTS.size - 1)
    found = draws.shuffled_columns(csr_array(COUNTS), IDS, TERMS, **KEY).toarray()
    for column, term in enumerate(TERMS):
        text = f'[3, "test", "shuffled_columns/by term", {json.dumps(term)}]'
        key = int.from_bytes(blake2b(text.encode(), digest_size=16).digest(), "little")
        drawn = dict(zip(sorted(IDS), np.random.Philox(key=key).random_raw(len(IDS)).tolist(), strict=True))
        ranked = sorted(IDS, key=drawn.__getitem__)
        dealt = dict(zip(ranked, sorted(COUNTS[:, column].tolist(), reverse=True), strict=True))
        assert found[:, column].tolist() == [dealt[name] for name in IDS]


@pytest.mark.usefixtures("_either_way")
def test_a_term_that_nobody_uses_stays_unused() -> None:
    counts = csr_array(COUNTS * [1, 0, 1, 0, 1])
    counts.eliminate_zeros()
    assert draws.shuffled_columns(counts, IDS, TERMS, **KEY).sum(axis=0).tolist() == counts.sum(axis=0).tolist()
    assert draws.shuffled_columns(csr_array(counts.shape, dtype=np.int64), IDS, TERMS, **KEY).nnz == 0
