"""What ordinary keyness alone claims: as the full table does, in deals and between parts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from parallax.analysis.keyness import controls, g2
from parallax.analysis.keyness.checks import count_claimed, with_checks
from parallax.analysis.keyness.contrasts import keyness
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

TERMS = [f"t{i:02}" for i in range(30)]
GROUPS = np.repeat(["a", "b", "c"], 12)
FEW = Settings(n_resamples=2, n_permutations=2)


def clustered(seed: int) -> np.ndarray:
    """Draw three groups of paragraphs; words come three at a time, so that the usual test claims some."""
    return np.random.default_rng(seed).poisson(0.4, size=(36, 30)) * 3


def test_deals_are_those_of_the_control_and_so_are_their_claims() -> None:
    units, settings = Units(csr_array(clustered(1)), TERMS, GROUPS), FEW.but(n_deals=12, seed=4)
    quick = g2.in_deals(units, settings)
    full = controls.random_deals(units, settings)
    assert quick.tolist() == full["by_tokens"].tolist()
    assert quick.max() > 0
    order = np.random.default_rng(2).permutation(36)
    assert g2.in_deals(units.rows(order), settings).tolist() == quick.tolist()
    pd.testing.assert_frame_equal(controls.random_deals(units.rows(order), settings), full, check_exact=True)
    assert g2.in_deals(units, settings.but(n_deals=5)).tolist() == quick[:5].tolist()
    strict = g2.in_deals(units, settings.but(alpha=0.0001))
    assert (strict <= quick).all()
    assert strict.sum() < quick.sum()


def test_parts_of_one_group_are_claimed_as_the_control_claims_them() -> None:
    counts = clustered(2)
    counts[:6, 0] += 4  # the first half of a
    counts[24:, 1] += 4  # all of c
    units = Units(counts, TERMS, GROUPS)
    parts = g2.between_parts(units)
    assert len(parts) == 15
    inside = parts[parts["group"] == parts["other_group"]].set_index("group")
    assert inside[["block", "other_block"]].drop_duplicates().to_numpy().tolist() == [[0, 1]]
    table = count_claimed(controls.between_blocks(units, FEW)).set_index("group")
    assert inside["n_claimed"].to_dict() == table["by_tokens"].to_dict()
    assert inside["n_terms"].to_dict() == table["n_terms"].to_dict()
    assert inside.at["a", "n_claimed"] >= 1


def test_parts_of_two_groups_are_claimed_as_two_groups_of_their_own() -> None:
    counts = clustered(3)
    counts[24:, 1] += 4
    units = Units(counts, TERMS, GROUPS)
    parts = g2.between_parts(units).set_index(["group", "block", "other_group", "other_block"])
    cut = controls.blocks(units, 2)
    two = units.rows(((GROUPS == "a") & (cut == 1)) | ((GROUPS == "c") & (cut == 0)))
    full = count_claimed(with_checks(keyness(two, settings=FEW)))
    assert parts.loc[("a", 1, "c", 0)].tolist() == [full["n_terms"].sum(), full["by_tokens"].sum()]
    assert parts.loc[("a", 1, "c", 0), "n_claimed"] >= 1


def test_pairs_of_halves_are_summed_by_whether_they_are_of_one_group() -> None:
    parts = pd.DataFrame(
        {"group": ["a", "a", "a"], "other_group": ["a", "b", "b"], "n_terms": [10, 10, 30], "n_claimed": [1, 5, 5]}
    )
    assert g2.shares(parts).to_dict("list") == {
        "one_group": [True, False],
        "n": [1, 2],
        "n_terms": [10, 40],
        "n_claimed": [1, 10],
        "share": [0.1, 0.25],
    }


def test_where_no_term_is_frequent_enough_none_is_looked_at() -> None:
    units = Units([[1, 0], [0, 1], [1, 1], [0, 1]], ["x", "y"], ["a", "a", "b", "b"])
    parts = g2.between_parts(units, Settings(min_total=5))
    assert parts[["n_terms", "n_claimed"]].to_numpy().tolist() == [[0, 0]] * 6
    assert g2.in_deals(units, Settings(n_deals=2)).tolist() == [0, 0]


def test_units_that_do_not_suffice_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"^groups holds 1 group"):
        g2.in_deals(Units([[1, 2], [2, 1]], ["x", "y"], ["a", "a"]))
    with pytest.raises(ValueError, match="n_blocks is 2, and 'a' has 1 units"):
        g2.between_parts(Units([[1, 2], [2, 1]], ["x", "y"], ["a", "b"]))
