"""Checks of contrasts: each fails for what it is named after, counts add up, controls find nothing where nothing is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from parallax.analysis.keyness import checks

GOOD = {"group": "a", "term": "t", "z": 5.0, "log_odds": 2.0, "g2": 40.0, "lrc": 0.5, "ci_low": 1.0,
        "log_odds_loo": 1.5, "p": 0.001, "q": 0.01, "p_max_t": 0.2}  # fmt: skip


def rows(*changes: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame([{**GOOD, **change} for change in changes])


@pytest.mark.parametrize(
    ("change", "failing"),
    [
        ({}, set()),
        ({"g2": 1.0}, {"by_tokens"}),
        ({"lrc": 0.0}, {"by_effect"}),
        ({"ci_low": -0.1}, {"by_reweighting"}),
        ({"ci_low": 2e-16}, {"by_reweighting"}),  # zero, but for rounding
        ({"log_odds_loo": -0.1}, {"by_leaving_out"}),
        ({"q": 0.06}, {"by_shuffling"}),
    ],
)
def test_each_check_fails_for_its_own_reason(change: dict, failing: set[str]) -> None:
    table = checks.with_checks(rows(change))
    assert {name for name in checks.CHECKS if not table.at[0, name]} == failing
    assert table.loc[0, ["n_checks", "n_made"]].tolist() == [5 - len(failing), 5]


@pytest.mark.parametrize(
    ("column", "check"), [("ci_low", "by_reweighting"), ("log_odds_loo", "by_leaving_out"), ("lrc", "by_effect")]
)
def test_a_check_that_cannot_be_made_is_missing_and_has_not_failed(column: str, check: str) -> None:
    table = checks.with_checks(rows({column: np.nan}))
    assert table.loc[0, list(checks.CHECKS)].isna().to_dict() == {name: name == check for name in checks.CHECKS}
    assert table.loc[0, ["n_checks", "n_made"]].tolist() == [4, 4]


@pytest.mark.parametrize(("p_max_t", "passes"), [(0.04, True), (0.05, True), (0.06, None)])
def test_where_there_were_too_few_shuffles_for_q_the_stricter_p_can_pass_but_not_fail(
    p_max_t: float, passes: bool | None
) -> None:
    table = checks.with_checks(rows({"q": np.nan, "p_max_t": p_max_t}))
    assert table["by_shuffling"].isna().tolist() == [passes is None]
    assert table.loc[0, ["n_checks", "n_made"]].tolist() == ([5, 5] if passes else [4, 4])


def test_a_q_that_can_be_told_is_not_overruled_by_the_stricter_p() -> None:
    assert not checks.with_checks(rows({"q": 0.06, "p_max_t": 0.01})).at[0, "by_shuffling"]


def test_only_terms_that_a_group_uses_more_and_that_are_frequent_are_kept() -> None:
    table = checks.with_checks(rows({}, {"log_odds": -2.0, "term": "less"}, {"p": np.nan, "q": np.nan, "term": "rare"}))
    assert table["term"].tolist() == ["t"]


def test_the_usual_test_is_corrected_over_all_rows() -> None:
    # 3.85 alone has p just under 0.05; among twenty of which the rest say nothing it has not.
    alone = checks.with_checks(rows({"g2": 3.85}))
    among = checks.with_checks(rows({"g2": 3.85}, *({"g2": 0.1, "term": f"t{i}"} for i in range(19))))
    assert alone.at[0, "by_tokens"]
    assert not among.at[0, "by_tokens"]


def test_claims_are_counted_by_group_in_order() -> None:
    table = checks.with_checks(rows({"group": "b"}, {"group": "b", "lrc": 0.0}, {"q": 0.5}))
    counted = checks.count_claimed(table)
    assert counted["group"].tolist() == ["b", "a"]
    columns = ["n_terms", "by_effect", "by_shuffling", "n_all_made", "all_checks", "surviving"]
    assert counted[columns].to_numpy().tolist() == [[2, 1, 2, 2, 1, 1], [1, 1, 0, 1, 0, 0]]


def test_where_a_check_can_be_made_of_none_no_count_of_it_is_given() -> None:
    table = checks.with_checks(
        rows({"ci_low": np.nan}, {"ci_low": np.nan, "lrc": 0.0}, {"group": "b", "ci_low": np.nan}, {"group": "b"})
    )
    everything = checks.count_claimed(table).set_index("group")
    counted = everything[["by_effect", "by_reweighting", "n_all_made", "all_checks"]]
    assert counted.loc["a"].isna().tolist() == [False, True, False, True]
    assert counted.loc["a", ["by_effect", "n_all_made"]].tolist() == [1, 0]
    assert counted.loc["b"].tolist() == [2, 1, 1, 1]
    assert everything["surviving"].tolist() == [1, 2]  # a check that is not made has not failed
    assert checks.survives(table).tolist() == [True, False, True, True]


def test_a_contrast_that_fails_in_no_check_that_was_made_is_before_one_that_fails() -> None:
    table = checks.with_checks(rows({"term": "failed", "lrc": 0.0, "z": 9.0}, {"term": "unmade", "ci_low": np.nan}))
    assert checks.most_checks(table, 2)["term"].tolist() == ["unmade", "failed"]


def test_the_best_fail_in_the_fewest_checks_then_have_the_largest_z() -> None:
    table = checks.with_checks(
        rows(
            {"term": "few", "lrc": 0.0, "z": 9.0},
            {"term": "low"},
            {"term": "high", "z": 6.0},
            {"group": "b", "term": "other"},
        )
    )
    assert checks.most_checks(table, 2)["term"].tolist() == ["high", "low", "other"]
    assert checks.most_checks(table)["term"].tolist() == ["high", "low", "few", "other"]
    assert checks.most_checks(table, 1, ["b", "a"])["term"].tolist() == ["other", "high"]
    assert checks.most_checks(table, groups=["b"])["term"].tolist() == ["other"]
    with pytest.raises(ValueError, match="n is 0; give 1 or more"):
        checks.most_checks(table, 0)


def test_lists_are_shared_on_the_mean_over_groups_and_ties_at_their_end_are_left_out() -> None:
    table = checks.with_checks(
        rows(
            {"term": "p", "z": 3.0, "g2": 30.0, "lrc": 0.5},
            {"term": "q", "z": 2.0, "g2": 40.0, "lrc": 0.0},
            {"term": "r", "z": 1.0, "g2": 50.0, "lrc": 0.0},
            {"group": "b", "term": "p"},
        )
    )
    shared = checks.overlap(table, ("z", "g2", "lrc"), 2)
    assert shared.to_numpy().tolist() == [
        ["z", "g2", (1 / 2 + 1) / 2, 2],  # p q and r q; and the one term of b
        ["z", "lrc", 1.0, 2],  # p, for q and r are tied
        ["g2", "lrc", (0 + 1) / 2, 2],
    ]
    with pytest.raises(ValueError, match="table is missing the column 'chi2'"):
        checks.overlap(table, ("z", "chi2"), 2)
    with pytest.raises(ValueError, match="n is 0"):
        checks.overlap(table, ("z", "g2"), 0)


def test_a_group_without_values_is_not_compared() -> None:
    table = checks.with_checks(rows({}, {"group": "b", "ci_low": np.nan}))
    assert checks.overlap(table, ("z", "ci_low"), 2).to_numpy().tolist() == [["z", "ci_low", 1.0, 1]]
    nothing = checks.overlap(checks.with_checks(rows({"ci_low": np.nan})), ("z", "ci_low"), 2)
    assert np.isnan(nothing.at[0, "shared"])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: checks.with_checks(rows({}), alpha=0), "^alpha is 0;"),
        (lambda: checks.with_checks(rows({}).drop(columns="q")), "^contrasts is missing the column 'q'"),
        (lambda: checks.count_claimed(rows({})), "^table is missing the column 'by_tokens'"),
    ],
)
def test_bad_arguments_are_refused_by_name(call: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
