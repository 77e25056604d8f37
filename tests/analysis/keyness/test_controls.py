"""Controls of contrasts: they find nothing where nothing is, and what one group alone brings about."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from parallax.analysis.keyness import controls
from parallax.analysis.keyness.checks import count_claimed, with_checks
from parallax.analysis.keyness.contrasts import keyness
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

TERMS = [f"t{i:02}" for i in range(40)]


def lengths(sizes: list[int], groups: list[str]) -> Units:
    """Return units of which only the length is looked at."""
    return Units(np.zeros((len(sizes), 1), dtype=int), ["x"], groups, sizes)


def paragraphs(seed: int, *, clustered: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Draw three groups of paragraphs that do not differ; clustered words come three at a time."""
    rng = np.random.default_rng(seed)
    counts = rng.poisson(0.5 if clustered else 1.5, size=(45, 40)) * (3 if clustered else 1)
    return counts, np.repeat(["a", "b", "c"], 15)


def test_blocks_have_about_as_many_tokens_in_the_order_of_the_text() -> None:
    groups = ["a"] * 4 + ["b"] * 3
    assert controls.blocks(lengths([10, 10, 10, 30, 5, 5, 50], groups), 2).tolist() == [0, 0, 0, 1, 0, 0, 1]
    assert controls.blocks(lengths([10, 10, 10, 10, 1, 1, 1], groups), 3).tolist() == [0, 1, 1, 2, 0, 1, 2]
    with pytest.raises(ValueError, match="n_blocks is 1; give 2 or more"):
        controls.blocks(lengths([1, 1], ["a", "a"]), 1)
    with pytest.raises(ValueError, match="n_blocks is 4, and 'b' has 3 units"):
        controls.blocks(lengths([1] * 7, groups), 4)
    with pytest.raises(ValueError, match=r"^sizes gives 'b' no tokens; leave that group out"):
        controls.blocks(lengths([1, 1, 1, 1, 0, 0, 0], groups), 2)


def test_shuffled_labels_make_the_engine_report_nothing_beyond_the_nominal_rate() -> None:
    counts, groups = paragraphs(3)
    deals = controls.random_deals(
        Units(counts, TERMS, groups), Settings(n_deals=40, n_resamples=99, n_permutations=199)
    )
    assert deals["deal"].tolist() == list(range(1, 41))
    # A deal of which nothing is true may report anything one time in twenty: two of forty, and hardly ever eight.
    assert (deals["by_shuffling"] > 0).sum() <= 7
    assert (deals["all_checks"] > 0).sum() <= 2


def test_where_words_come_in_clusters_the_usual_test_reports_what_is_not_there() -> None:
    counts, groups = paragraphs(4, clustered=True)
    deals = controls.random_deals(
        Units(counts, TERMS, groups), Settings(n_deals=20, n_resamples=99, n_permutations=199)
    )
    assert deals["by_tokens"].mean() > 5 * max(deals["by_shuffling"].mean(), 0.1)
    assert (deals["all_checks"] > 0).sum() <= 2


def test_deals_follow_the_seed() -> None:
    counts, groups = paragraphs(5, clustered=True)
    first, again, other = (
        controls.random_deals(
            Units(counts, TERMS, groups), Settings(n_deals=3, seed=seed, n_resamples=2, n_permutations=2)
        )
        for seed in (1, 1, 2)
    )
    pd.testing.assert_frame_equal(first, again)
    assert not first.equals(other)


def test_blocks_of_one_group_are_contrasted_with_each_other_and_with_no_other_group() -> None:
    counts, groups = paragraphs(6)
    counts[:7, 0] += 9  # the first half of a
    counts[15:, 1] += 5  # all of b and c
    table = controls.between_blocks(
        Units(csr_array(counts), TERMS, groups), Settings(n_resamples=99, n_permutations=499)
    )
    found = count_claimed(table)
    assert set(table["block"]) == {0, 1}
    assert found["group"].tolist() == ["a", "b", "c"]
    assert found.loc[0, "by_tokens"] >= 1
    assert (found.loc[1:, "by_tokens"] <= 1).all()
    by_hand = keyness(
        counts[:15][:, counts[:15].any(axis=0)],
        controls.blocks(Units(counts[:15], TERMS, groups[:15]), 2),
        np.array(TERMS)[counts[:15].any(axis=0)],
        settings=Settings(n_resamples=99, n_permutations=499),
    )
    counted = count_claimed(with_checks(by_hand)).drop(columns="group").sum(min_count=1)
    pd.testing.assert_series_equal(found.loc[0, counted.index].astype("Int64"), counted, check_names=False)
    assert pd.isna(counted["by_reweighting"])  # no half has paragraphs enough


def test_in_deals_of_which_none_can_be_put_to_a_check_it_is_not_said_to_claim_nothing() -> None:
    counts, groups = paragraphs(8)
    deals = controls.random_deals(
        Units(counts, TERMS, groups), Settings(n_deals=2, n_resamples=2, n_permutations=2, min_units=16)
    )
    assert deals[["by_reweighting", "all_checks"]].isna().all(axis=None)
    assert (deals["n_all_made"] == 0).all()
    assert deals["by_leaving_out"].notna().all()


def test_a_contrast_that_one_other_group_carries_is_gone_without_it() -> None:
    counts, groups = paragraphs(7)
    counts[groups == "c", 0] = 0  # only c lacks the term, so that a and b use it more than the rest with c
    draws = Settings(n_resamples=199, n_permutations=499)
    table = controls.without_each(Units(counts, TERMS, groups), draws)
    assert table["left_out"].drop_duplicates().tolist() == ["a", "b", "c"]
    assert not (table["group"] == table["left_out"]).any()
    mine = table[(table["group"] == "a") & (table["term"] == "t00")].set_index("left_out")["n_checks"]
    assert mine["b"] >= 4 > mine.get("c", 0)
    alone = keyness(counts[groups != "c"], groups[groups != "c"], TERMS, settings=draws)
    expected = with_checks(alone).drop(columns="group").reset_index(drop=True)
    found = table[table["left_out"] == "c"].drop(columns=["group", "left_out"]).reset_index(drop=True)
    pd.testing.assert_frame_equal(found, expected)


def test_what_is_claimed_is_set_beside_what_deals_give() -> None:
    counts, groups = paragraphs(10, clustered=True)
    counts[:15, 0] += 5
    units, few = Units(counts, TERMS, groups), Settings(n_deals=3, n_resamples=99, n_permutations=199)
    table, deals = with_checks(keyness(units, settings=few)), controls.random_deals(units, few)
    found = controls.beside_deals(count_claimed(table), np.array([4, 0, 2, 2]), deals)
    assert found["step"].tolist() == ["by_tokens", "surviving"]
    assert found["n"].tolist() == [table["by_tokens"].sum(), (table["n_checks"] == table["n_made"]).sum()]
    assert found.loc[0, ["mean_dealt", "most_dealt", "n_deals"]].tolist() == [2, 4, 4]
    assert found.loc[1, ["mean_dealt", "most_dealt", "n_deals"]].tolist() == [
        deals["surviving"].mean(), deals["surviving"].max(), 3
    ]  # fmt: skip


def test_comparisons_stand_side_by_side_with_their_controls() -> None:
    counts, groups = paragraphs(11, clustered=True)
    units, few = Units(counts, TERMS, groups), Settings(n_deals=3, n_resamples=99, n_permutations=99)
    table, deals = with_checks(keyness(units, settings=few)), controls.random_deals(units, few)
    halves = controls.between_blocks(units, few)
    found = controls.side_by_side({"all": table}, deals, halves, {"b": "Bay", "a": "Ash"}).set_index("compared")
    assert found.index.tolist() == ["all", "random deals, mean", "random deals, most", "halves of Bay", "halves of Ash"]
    assert found.at["all", "n_terms"] == len(table)
    assert found.at["all", "by_leaving_out"] == table["by_leaving_out"].sum()
    assert found.at["random deals, mean", "by_tokens"] == pytest.approx(deals["by_tokens"].mean())
    assert found.at["random deals, most", "by_tokens"] == deals["by_tokens"].max()
    assert found.at["halves of Bay", "by_tokens"] == halves.query("group == 'b'")["by_tokens"].sum()
    assert pd.isna(found.at["halves of Bay", "by_reweighting"])  # no half has paragraphs enough
    without = controls.side_by_side({"all": table}, deals).set_index("compared")
    pd.testing.assert_frame_equal(without, found.iloc[:3])


@pytest.mark.parametrize(
    ("control", "message"),
    [
        (controls.between_blocks, "^no group can be halved and has a term with 5 uses"),
        (controls.without_each, "^groups holds 2 group"),
    ],
)
def test_units_that_do_not_suffice_are_refused_by_name(control: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        control(Units([[1, 2], [2, 1]], ["x", "y"], ["a", "b"]))


def test_whole_documents_are_dealt_and_cut_as_soon_as_a_group_has_two() -> None:
    counts, groups = paragraphs(9)
    of = np.repeat([f"d{document}" for document in range(9)], 5)
    units = Units(counts, TERMS, groups, clusters=of)
    few = Settings(n_deals=30, n_resamples=2, n_permutations=2)
    dealt = np.array(list(controls.dealt_codes(units, few)))
    assert {tuple(np.unique(row[of == document])) for row in dealt for document in of} == {(0,), (1,), (2,)}
    assert {tuple(np.bincount(row)) for row in dealt} == {(15, 15, 15)}
    assert len({tuple(row) for row in dealt.tolist()}) > 20
    cut = controls.blocks(units, 2)
    assert all(len(np.unique(cut[of == document])) == 1 for document in of)
    assert controls.random_deals(units, few.but(n_deals=2))["deal"].tolist() == [1, 2]


def test_a_group_that_is_too_small_is_passed_over_and_the_others_are_halved() -> None:
    counts, groups = paragraphs(9)
    units = Units(np.vstack([counts, np.eye(1, 40, dtype=int)]), TERMS, [*groups, "tiny"])
    halves = controls.between_blocks(units, Settings(n_resamples=2, n_permutations=2))
    assert halves["group"].unique().tolist() == ["a", "b", "c"]
    shown = controls.side_by_side(
        {}, controls.random_deals(units, Settings(n_deals=1, n_resamples=2)), halves, dict.fromkeys(["a", "tiny"], "x")
    )
    assert shown["compared"].tolist()[2:] == ["halves of x"]


def test_paragraphs_are_dealt_and_cut_whatever_document_they_are_of() -> None:
    counts, groups = paragraphs(9)
    few = Settings(n_deals=2, n_resamples=2, n_permutations=2)
    loose, bound = Units(counts, TERMS, groups), Units(counts, TERMS, groups, clusters=groups)
    for control in (controls.random_deals, controls.between_blocks, controls.without_each):
        pd.testing.assert_frame_equal(control(bound, few), control(loose, few), check_exact=True)
