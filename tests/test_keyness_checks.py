"""Checks of contrasts: each fails for what it is named after, counts add up, controls find nothing where nothing is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from parallax import keyness_checks as checks
from parallax.keyness import keyness

GOOD = {"group": "a", "term": "t", "z": 5.0, "log_odds": 2.0, "g2": 40.0, "lrc": 0.5, "ci_low": 1.0,
        "log_odds_loo": 1.5, "q": 0.01}  # fmt: skip
TERMS = [f"t{i:02}" for i in range(40)]


def rows(*changes: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame([{**GOOD, **change} for change in changes])


def paragraphs(seed: int, *, clustered: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Draw three groups of paragraphs that do not differ; clustered words come three at a time."""
    rng = np.random.default_rng(seed)
    counts = rng.poisson(0.5 if clustered else 1.5, size=(45, 40)) * (3 if clustered else 1)
    return counts, np.repeat(["a", "b", "c"], 15)


@pytest.mark.parametrize(
    ("change", "failing"),
    [
        ({}, set()),
        ({"g2": 1.0}, {"by_tokens"}),
        ({"lrc": 0.0}, {"by_effect"}),
        ({"ci_low": -0.1}, {"by_reweighting"}),
        ({"ci_low": np.nan}, {"by_reweighting"}),
        ({"log_odds_loo": -0.1}, {"by_leaving_out"}),
        ({"q": 0.06}, {"by_shuffling"}),
    ],
)
def test_each_check_fails_for_its_own_reason(change: dict, failing: set[str]) -> None:
    table = checks.checked(rows(change))
    assert {name for name in checks.CHECKS if not table.at[0, name]} == failing
    assert table.at[0, "n_checks"] == 5 - len(failing)


def test_only_terms_that_a_group_uses_more_and_that_are_frequent_are_kept() -> None:
    table = checks.checked(rows({}, {"log_odds": -2.0, "term": "less"}, {"q": np.nan, "term": "rare"}))
    assert table["term"].tolist() == ["t"]


def test_the_usual_test_is_corrected_over_all_rows() -> None:
    # 3.85 alone has p just under 0.05; among twenty of which the rest say nothing it has not.
    alone = checks.checked(rows({"g2": 3.85}))
    among = checks.checked(rows({"g2": 3.85}, *({"g2": 0.1, "term": f"t{i}"} for i in range(19))))
    assert alone.at[0, "by_tokens"]
    assert not among.at[0, "by_tokens"]


def test_claims_are_counted_by_group_in_order() -> None:
    table = checks.checked(rows({"group": "b"}, {"group": "b", "lrc": 0.0}, {"q": 0.5}))
    counted = checks.claimed(table)
    assert counted["group"].tolist() == ["b", "a"]
    assert counted[["n_terms", "by_effect", "by_shuffling", "all_checks"]].to_numpy().tolist() == [
        [2, 1, 2, 1],
        [1, 1, 0, 0],
    ]


def test_the_best_hold_in_most_checks_then_have_the_largest_z() -> None:
    table = checks.checked(
        rows(
            {"term": "few", "lrc": 0.0, "z": 9.0},
            {"term": "low"},
            {"term": "high", "z": 6.0},
            {"group": "b", "term": "other"},
        )
    )
    assert checks.best(table, 2)["term"].tolist() == ["high", "low", "other"]
    with pytest.raises(ValueError, match="n is 0; give 1 or more"):
        checks.best(table, 0)


def test_lists_are_shared_on_the_mean_over_groups() -> None:
    table = checks.checked(
        rows(
            {"term": "p", "z": 3.0, "g2": 30.0},
            {"term": "q", "z": 2.0, "g2": 40.0},
            {"term": "r", "z": 1.0, "g2": 50.0},
            {"group": "b", "term": "p"},
        )
    )
    shared = checks.overlap(table, ("z", "g2"), 2)
    assert shared.to_numpy().tolist() == [["z", "g2", (1 / 2 + 1) / 2]]  # p q and r q; and the one term of b
    with pytest.raises(ValueError, match="table lacks the column 'chi2'"):
        checks.overlap(table, ("z", "chi2"), 2)
    with pytest.raises(ValueError, match="n is 0"):
        checks.overlap(table, ("z", "g2"), 0)


def test_blocks_have_about_as_many_tokens_in_the_order_of_the_text() -> None:
    groups = ["a"] * 4 + ["b"] * 3
    assert checks.blocks([10, 10, 10, 30, 5, 5, 50], groups, 2).tolist() == [0, 0, 0, 1, 0, 0, 1]
    assert checks.blocks([10, 10, 10, 10, 1, 1, 1], groups, 3).tolist() == [0, 1, 1, 2, 0, 1, 2]
    with pytest.raises(ValueError, match="n_blocks is 1; give 2 or more"):
        checks.blocks([1, 1], ["a", "a"], 1)
    with pytest.raises(ValueError, match="n_blocks is 4, and 'b' has 3 units"):
        checks.blocks([1] * 7, groups, 4)


def test_shuffled_labels_make_the_engine_report_nothing_beyond_the_nominal_rate() -> None:
    counts, groups = paragraphs(3)
    deals = checks.dealt(counts, groups, TERMS, n_deals=40, n_resamples=99, n_permutations=199)
    assert deals["deal"].tolist() == list(range(1, 41))
    # A deal of which nothing is true may report anything one time in twenty: two of forty, and hardly ever eight.
    assert (deals["by_shuffling"] > 0).sum() <= 7
    assert (deals["all_checks"] > 0).sum() <= 2


def test_where_words_come_in_clusters_the_usual_test_reports_what_is_not_there() -> None:
    counts, groups = paragraphs(4, clustered=True)
    deals = checks.dealt(counts, groups, TERMS, n_deals=20, n_resamples=99, n_permutations=199)
    assert deals["by_tokens"].mean() > 5 * max(deals["by_shuffling"].mean(), 0.1)
    assert (deals["all_checks"] > 0).sum() <= 2


def test_deals_follow_the_seed_and_none_is_refused() -> None:
    counts, groups = paragraphs(5, clustered=True)
    first, again, other = (
        checks.dealt(counts, groups, TERMS, n_deals=3, seed=seed, n_resamples=2, n_permutations=2) for seed in (1, 1, 2)
    )
    pd.testing.assert_frame_equal(first, again)
    assert not first.equals(other)
    with pytest.raises(ValueError, match="n_deals is 0"):
        checks.dealt(counts, groups, TERMS, n_deals=0)


def test_blocks_of_one_group_are_contrasted_with_each_other_and_with_no_other_group() -> None:
    counts, groups = paragraphs(6)
    counts[:7, 0] += 9  # the first half of a
    counts[15:, 1] += 5  # all of b and c
    found = checks.within(csr_array(counts), groups, TERMS, n_resamples=99, n_permutations=499)
    assert found["group"].tolist() == ["a", "b", "c"]
    assert found.loc[0, "by_tokens"] >= 1
    assert (found.loc[1:, "by_tokens"] <= 1).all()
    by_hand = keyness(
        counts[:15][:, counts[:15].any(axis=0)],
        checks.blocks(counts[:15].sum(axis=1), groups[:15], 2),
        np.array(TERMS)[counts[:15].any(axis=0)],
        n_resamples=99,
        n_permutations=499,
    )
    counted = checks.claimed(checks.checked(by_hand)).drop(columns="group").sum()
    assert found.loc[0, counted.index].tolist() == counted.tolist()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: checks.checked(rows({}), alpha=0), "^alpha is 0;"),
        (lambda: checks.checked(rows({}).drop(columns="q")), "^contrasts lacks the column 'q'"),
        (lambda: checks.claimed(rows({})), "^table lacks the column 'by_tokens'"),
        (lambda: checks.within([[1, 2], [2, 1]], ["a", "b"], ["x", "y"]), "^n_blocks is 2, and 'a' has 1 units"),
    ],
)
def test_bad_arguments_are_refused_by_name(call: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
