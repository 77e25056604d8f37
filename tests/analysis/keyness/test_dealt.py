"""Sums of groups under dealt labels: against loops, with few groups and with many, which must give the same."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from parallax.analysis.keyness import dealt, firmness
from parallax.analysis.keyness.dealt import FEW_GROUPS, Dealt
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units


@pytest.mark.parametrize("n_groups", [2, FEW_GROUPS, FEW_GROUPS + 1, 3 * FEW_GROUPS])
def test_sums_are_those_of_a_loop_over_deals_and_groups(n_groups: int) -> None:
    rng = np.random.default_rng(n_groups)
    n_units, n_terms, n_deals = 2 * n_groups, 5, 4
    counts, sizes = rng.integers(0, 3, size=(n_units, n_terms)), rng.integers(9, 20, n_units).astype(float)
    codes = np.array([rng.permutation(np.repeat(np.arange(n_groups), 2)) for _ in range(n_deals)])
    made = Dealt(codes, n_groups, np.dtype(np.float32))

    tokens, uses = made.summed(sizes), list(made.uses(csr_array(counts.T.astype(np.float32))))

    assert tokens.shape == (n_groups, n_deals)
    assert len(uses) == n_groups
    for group in range(n_groups):
        for deal in range(n_deals):
            mine = codes[deal] == group
            assert tokens[group, deal] == sizes[mine].sum()
            np.testing.assert_array_equal(uses[group][:, deal], counts[mine].sum(axis=0))


def test_a_deal_is_another_unless_it_gives_a_group_its_own_units_or_all_the_others() -> None:
    codes = np.array([0, 0, 1, 1])
    deals = np.array([[0, 0, 1, 1], [1, 1, 0, 0], [0, 1, 0, 1]])
    assert [each.tolist() for each in Dealt(deals, 2, np.dtype(float)).others(codes)] == [[False, False, True]] * 2


def test_many_groups_and_few_are_found_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    table, groups = rng.integers(0, 4, size=(15, 40)) + (np.arange(40) == 0), np.repeat(["a", "b", "c"], 5)
    prepared = firmness.Prepared(Units(table, [f"t{n:02}" for n in range(40)], groups).canonical(), 0.1)
    few = Settings(n_resamples=30, n_permutations=60, min_units=2)
    found = [*firmness.shuffled(prepared, few), *firmness.intervals(prepared, few)]
    for module in (dealt, firmness):
        monkeypatch.setattr(module, "FEW_GROUPS", 1)
    monkeypatch.setattr(firmness, "BLOCK_VALUES", 100)
    monkeypatch.setattr(firmness, "BLOCK_WEIGHTS", 100)
    again = [*firmness.shuffled(prepared, few), *firmness.intervals(prepared, few)]
    for one, other in zip(found, again, strict=True):
        np.testing.assert_array_equal(one, other)
