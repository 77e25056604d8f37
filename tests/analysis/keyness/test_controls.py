"""Controls of contrasts: they find nothing where nothing is, and what one group alone brings about."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from parallax.analysis.keyness import controls
from parallax.analysis.keyness.checks import checked, claimed
from parallax.analysis.keyness.contrasts import keyness

TERMS = [f"t{i:02}" for i in range(40)]


def paragraphs(seed: int, *, clustered: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Draw three groups of paragraphs that do not differ; clustered words come three at a time."""
    rng = np.random.default_rng(seed)
    counts = rng.poisson(0.5 if clustered else 1.5, size=(45, 40)) * (3 if clustered else 1)
    return counts, np.repeat(["a", "b", "c"], 15)


def test_blocks_have_about_as_many_tokens_in_the_order_of_the_text() -> None:
    groups = ["a"] * 4 + ["b"] * 3
    assert controls.blocks([10, 10, 10, 30, 5, 5, 50], groups, 2).tolist() == [0, 0, 0, 1, 0, 0, 1]
    assert controls.blocks([10, 10, 10, 10, 1, 1, 1], groups, 3).tolist() == [0, 1, 1, 2, 0, 1, 2]
    with pytest.raises(ValueError, match="n_blocks is 1; give 2 or more"):
        controls.blocks([1, 1], ["a", "a"], 1)
    with pytest.raises(ValueError, match="n_blocks is 4, and 'b' has 3 units"):
        controls.blocks([1] * 7, groups, 4)
    with pytest.raises(ValueError, match=r"^sizes gives 'b' no tokens; leave that group out"):
        controls.blocks([1, 1, 1, 1, 0, 0, 0], groups, 2)


def test_shuffled_labels_make_the_engine_report_nothing_beyond_the_nominal_rate() -> None:
    counts, groups = paragraphs(3)
    deals = controls.dealt(counts, groups, TERMS, n_deals=40, n_resamples=99, n_permutations=199)
    assert deals["deal"].tolist() == list(range(1, 41))
    # A deal of which nothing is true may report anything one time in twenty: two of forty, and hardly ever eight.
    assert (deals["by_shuffling"] > 0).sum() <= 7
    assert (deals["all_checks"] > 0).sum() <= 2


def test_where_words_come_in_clusters_the_usual_test_reports_what_is_not_there() -> None:
    counts, groups = paragraphs(4, clustered=True)
    deals = controls.dealt(counts, groups, TERMS, n_deals=20, n_resamples=99, n_permutations=199)
    assert deals["by_tokens"].mean() > 5 * max(deals["by_shuffling"].mean(), 0.1)
    assert (deals["all_checks"] > 0).sum() <= 2


def test_deals_follow_the_seed_and_none_is_refused() -> None:
    counts, groups = paragraphs(5, clustered=True)
    first, again, other = (
        controls.dealt(counts, groups, TERMS, n_deals=3, seed=seed, n_resamples=2, n_permutations=2)
        for seed in (1, 1, 2)
    )
    pd.testing.assert_frame_equal(first, again)
    assert not first.equals(other)
    with pytest.raises(ValueError, match="n_deals is 0"):
        controls.dealt(counts, groups, TERMS, n_deals=0)


def test_blocks_of_one_group_are_contrasted_with_each_other_and_with_no_other_group() -> None:
    counts, groups = paragraphs(6)
    counts[:7, 0] += 9  # the first half of a
    counts[15:, 1] += 5  # all of b and c
    table = controls.between_blocks(csr_array(counts), groups, TERMS, n_resamples=99, n_permutations=499)
    found = claimed(table)
    assert set(table["block"]) == {0, 1}
    assert found["group"].tolist() == ["a", "b", "c"]
    assert found.loc[0, "by_tokens"] >= 1
    assert (found.loc[1:, "by_tokens"] <= 1).all()
    by_hand = keyness(
        counts[:15][:, counts[:15].any(axis=0)],
        controls.blocks(counts[:15].sum(axis=1), groups[:15], 2),
        np.array(TERMS)[counts[:15].any(axis=0)],
        n_resamples=99,
        n_permutations=499,
    )
    counted = claimed(checked(by_hand)).drop(columns="group").sum(min_count=1)
    pd.testing.assert_series_equal(found.loc[0, counted.index].astype("Int64"), counted, check_names=False)
    assert pd.isna(counted["by_reweighting"])  # no half has paragraphs enough


def test_in_deals_of_which_none_can_be_put_to_a_check_it_is_not_said_to_claim_nothing() -> None:
    counts, groups = paragraphs(8)
    deals = controls.dealt(counts, groups, TERMS, n_deals=2, n_resamples=2, n_permutations=2, min_units=16)
    assert deals[["by_reweighting", "all_checks"]].isna().all(axis=None)
    assert (deals["n_all_made"] == 0).all()
    assert deals["by_leaving_out"].notna().all()


def test_a_contrast_that_one_other_group_carries_is_gone_without_it() -> None:
    counts, groups = paragraphs(7)
    counts[groups == "c", 0] = 0  # only c lacks the term, so that a and b use it more than the rest with c
    table = controls.without_each(counts, groups, TERMS, n_resamples=199, n_permutations=499)
    assert table["left_out"].drop_duplicates().tolist() == ["a", "b", "c"]
    assert not (table["group"] == table["left_out"]).any()
    mine = table[(table["group"] == "a") & (table["term"] == "t00")].set_index("left_out")["n_checks"]
    assert mine["b"] >= 4 > mine.get("c", 0)
    alone = keyness(counts[groups != "c"], groups[groups != "c"], TERMS, n_resamples=199, n_permutations=499)
    expected = checked(alone).drop(columns="group").reset_index(drop=True)
    found = table[table["left_out"] == "c"].drop(columns=["group", "left_out"]).reset_index(drop=True)
    pd.testing.assert_frame_equal(found, expected)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: controls.between_blocks([[1, 2], [2, 1]], ["a", "b"], ["x", "y"]),
            "^n_blocks is 2, and 'a' has 1 units",
        ),
        (lambda: controls.without_each([[1, 2], [2, 1]], ["a", "b"], ["x", "y"]), "^groups holds 2 group"),
    ],
)
def test_bad_arguments_are_refused_by_name(call: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
