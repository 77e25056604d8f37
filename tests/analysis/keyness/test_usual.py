"""What ordinary keyness alone claims: as the full table does, in deals and between parts."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from parallax.analysis.keyness import controls, usual
from parallax.analysis.keyness.checks import checked, claimed
from parallax.analysis.keyness.contrasts import keyness

TERMS = [f"t{i:02}" for i in range(30)]
GROUPS = np.repeat(["a", "b", "c"], 12)


def clustered(seed: int) -> np.ndarray:
    """Draw three groups of paragraphs; words come three at a time, so that the usual test claims some."""
    return np.random.default_rng(seed).poisson(0.4, size=(36, 30)) * 3


def test_deals_are_those_of_the_control_and_so_are_their_claims() -> None:
    counts = clustered(1)
    quick = usual.in_deals(csr_array(counts), GROUPS, n_deals=12, seed=4)
    full = controls.dealt(counts, GROUPS, TERMS, n_deals=12, seed=4, n_resamples=2, n_permutations=2)
    assert quick.tolist() == full["by_tokens"].tolist()
    assert quick.max() > 0
    assert usual.in_deals(counts, GROUPS, n_deals=5, seed=4).tolist() == quick[:5].tolist()
    strict = usual.in_deals(counts, GROUPS, n_deals=12, seed=4, alpha=0.0001)
    assert (strict <= quick).all()
    assert strict.sum() < quick.sum()


def test_parts_of_one_group_are_claimed_as_the_control_claims_them() -> None:
    counts = clustered(2)
    counts[:6, 0] += 4  # the first half of a
    counts[24:, 1] += 4  # all of c
    parts = usual.between_parts(counts, GROUPS)
    assert len(parts) == 15
    inside = parts[parts["group"] == parts["other_group"]].set_index("group")
    assert inside[["block", "other_block"]].drop_duplicates().to_numpy().tolist() == [[0, 1]]
    full = controls.between_blocks(counts, GROUPS, TERMS, n_resamples=2, n_permutations=2)
    table = claimed(full).set_index("group")
    assert inside["n_claimed"].to_dict() == table["by_tokens"].to_dict()
    assert inside["n_terms"].to_dict() == table["n_terms"].to_dict()
    assert inside.at["a", "n_claimed"] >= 1


def test_parts_of_two_groups_are_claimed_as_two_groups_of_their_own() -> None:
    counts = clustered(3)
    counts[24:, 1] += 4
    parts = usual.between_parts(counts, GROUPS).set_index(["group", "block", "other_group", "other_block"])
    cut = controls.blocks(counts.sum(axis=1), GROUPS, 2)
    units = np.flatnonzero(((GROUPS == "a") & (cut == 1)) | ((GROUPS == "c") & (cut == 0)))
    used = counts[units].any(axis=0)
    full = claimed(
        checked(keyness(counts[units][:, used], GROUPS[units], np.array(TERMS)[used], n_resamples=2, n_permutations=2))
    )
    assert parts.loc[("a", 1, "c", 0)].tolist() == [full["n_terms"].sum(), full["by_tokens"].sum()]
    assert parts.loc[("a", 1, "c", 0), "n_claimed"] >= 1


def test_where_no_term_is_frequent_enough_none_is_looked_at() -> None:
    counts = np.array([[1, 0], [0, 1], [1, 1], [0, 1]])
    parts = usual.between_parts(counts, ["a", "a", "b", "b"], min_total=5)
    assert parts[["n_terms", "n_claimed"]].to_numpy().tolist() == [[0, 0]] * 6
    assert usual.in_deals(counts, ["a", "a", "b", "b"], n_deals=2).tolist() == [0, 0]


def test_bad_arguments_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match="n_deals is 0; give 1 or more"):
        usual.in_deals([[1, 2], [2, 1]], ["a", "b"], n_deals=0)
    with pytest.raises(ValueError, match=r"^groups holds 1 group"):
        usual.in_deals([[1, 2], [2, 1]], ["a", "a"])
    with pytest.raises(ValueError, match="n_blocks is 2, and 'a' has 1 units"):
        usual.between_parts([[1, 2], [2, 1]], ["a", "b"])
