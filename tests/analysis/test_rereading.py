"""Settled codes that were read again: what later passes met, and what they all contradict."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.codes import TWO, codings_of
from parallax.analysis import rereading

FOUR = {
    **TWO,
    "resolved": {"unity": "110011", "stance": "pnnpnn"},
    "third": {"unity": "010011", "stance": "nnnpnp"},
    "fourth": {"unity": "010001", "stance": "nnnpnp"},
}
REREAD = pd.DataFrame(
    [("dock", 0, "unity", "", "It stays."), ("dock", 5, "stance", "m", "It was wrong."), ("dock", 5, "unity", "", "x")],
    columns=["source", "line", "variable", "settled_before", "reason"],
)


def test_settled_codes_are_put_back_to_what_later_passes_met() -> None:
    codings = codings_of(FOUR)
    met = rereading.as_met(codings, REREAD)
    changed = met[met["value"] != codings["value"]]
    assert changed.to_numpy().tolist() == [["resolved", "dock", 5, "stance", "m"]]
    pd.testing.assert_frame_equal(rereading.as_met(codings, REREAD.iloc[:0]), codings)


def test_settled_codes_that_all_later_passes_contradict_are_listed() -> None:
    found = rereading.later_against(codings_of(FOUR), REREAD, ("third", "fourth"))
    assert list(found.columns) == ["source", "line", "variable", "later", "met", "resolved", "reason"]
    assert found.to_numpy().tolist() == [
        ["dock", 0, "unity", "0", "1", "1", "It stays."],
        ["dock", 0, "stance", "n", "p", "p", ""],
        ["dock", 5, "stance", "p", "m", "n", "It was wrong."],
    ]


def test_a_paragraph_that_a_later_pass_left_out_is_not_listed() -> None:
    some = {**FOUR, "fourth": {"unity": " 10001", "stance": "n np p"}}
    found = rereading.later_against(codings_of(some), REREAD, ("third", "fourth"))
    assert found[["line", "variable"]].to_numpy().tolist() == [[0, "stance"], [5, "stance"]]


def test_one_later_pass_does_not_agree_with_itself() -> None:
    with pytest.raises(ValueError, match="coders holds 1; name two later passes or more"):
        rereading.later_against(codings_of(FOUR), REREAD, ("third", "third"))


def test_rows_are_drawn_by_their_own_lots() -> None:
    rows = [f"dock/{line}" for line in range(40)]
    some = rereading.drawn(rows, 10, seed=1, table="codings")
    assert some == [row for row in rows if row in some]
    assert len(some) == 10
    assert set(rereading.drawn(rows[::-1], 10, seed=1, table="codings")) == set(some)
    assert [row for row in rereading.drawn(rows[:20], 20, seed=1, table="codings") if row in some] == [
        row for row in some if row in rows[:20]
    ]
    assert (
        rereading.drawn(rows, 10, seed=1, table="mentions")
        != some
        != rereading.drawn(rows, 10, seed=2, table="codings")
    )
    left = [row for row in rows if row != some[0]]
    assert set(some[1:]) < set(rereading.drawn(left, 10, seed=1, table="codings"))
    assert rereading.drawn(rows[:3], 10, seed=1, table="codings") == rows[:3]


def test_lots_are_even() -> None:
    rows = [f"dock/{line}" for line in range(8)]
    drawn = [row for seed in range(400) for row in rereading.drawn(rows, 2, seed=seed, table="x")]
    # 100 of 800 each on the mean; the standard deviation is 8.7.
    assert all(abs(drawn.count(row) - 100) < 35 for row in rows)


def checks_of(rows: list[tuple], checked_by: str = "model", checker: str = "") -> pd.DataFrame:
    """Return checks by one reader: table and right of each."""
    return pd.DataFrame(rows, columns=["table", "right"]).assign(checked_by=checked_by, checker=checker)


def test_error_rates_have_the_intervals_of_wilson() -> None:
    checks = checks_of([("codings", 1)] * 48 + [("codings", 0)] * 2 + [("mentions", 1)] * 20)
    rates = rereading.error_rates(checks)
    assert rates[["table", "n_checked", "n_wrong"]].to_numpy().tolist() == [["codings", 50, 2], ["mentions", 20, 0]]
    # By hand: (p + z²/2n ± z √(p q / n + z²/4n²)) / (1 + z²/n), z = 1.96.
    z, n, p = 1.959964, 50, 0.04
    middle, half = p + z**2 / (2 * n), z * (p * (1 - p) / n + z**2 / (4 * n**2)) ** 0.5
    assert rates.loc[0, ["wrong_low", "wrong_high"]].tolist() == pytest.approx(
        [(middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)], abs=1e-6
    )
    assert rates.loc[1, "wrong_low"] == 0
    assert rates.loc[1, "wrong_high"] == pytest.approx(z**2 / 20 / (1 + z**2 / 20), abs=1e-6)
    with pytest.raises(ValueError, match="right"):
        rereading.error_rates(checks[["table"]])


def test_error_rates_are_those_of_each_reader_persons_first() -> None:
    by_model = checks_of([("codings", 1)] * 3 + [("mentions", 0)])
    by_bob = checks_of([("mentions", 1), ("mentions", None)], "person", "bob")
    by_ada = checks_of([("mentions", 0), ("mentions", 1), ("facts", None)], "person", "ada")
    rates = rereading.error_rates(pd.concat([by_model, by_bob, by_ada]))
    columns = ["table", "checked_by", "checker", "n_checked", "n_unsure", "n_wrong"]
    assert rates[columns].to_numpy().tolist() == [
        ["codings", "model", "", 3, 0, 0],
        ["mentions", "person", "ada", 2, 0, 1],
        ["mentions", "person", "bob", 1, 1, 0],
        ["mentions", "model", "", 1, 0, 1],
        ["facts", "person", "ada", 0, 1, 0],
    ]
    assert rates["share_wrong"].fillna(-1).tolist() == [0, 0.5, 0, 1, -1]
    # Of what nobody could tell nothing is estimated.
    assert rates.loc[4, ["share_wrong", "wrong_low", "wrong_high"]].isna().all()
    with pytest.raises(ValueError, match="checker"):
        rereading.error_rates(by_model.drop(columns="checker"))


ROWS = pd.DataFrame(
    [("mentions", "dock", line, "guild: pilots") for line in range(60)]
    + [("fact_sources", "dock", None, f"tide-{n}") for n in range(3)],
    columns=["table", "source", "line", "item"],
).astype({"line": "Int64"})


def test_rows_of_each_table_are_drawn_by_lots_of_its_own() -> None:
    some = rereading.by_lot(ROWS)
    assert some.groupby("table").size().to_dict() == {"fact_sources": 3, "mentions": 50}
    # The same lots by the names that the book drew with.
    names = [f"dock/{line}/guild: pilots" for line in range(60)]
    chosen = rereading.drawn(names, 50, seed=2026, table="mentions")
    assert [f"dock/{line}/guild: pilots" for line in some["line"].dropna()] == chosen
    assert rereading.by_lot(ROWS, n=2, seed=1).groupby("table").size().to_dict() == {"fact_sources": 2, "mentions": 2}


def test_what_persons_said_counts_for_the_row_that_they_saw_and_doubt_comes_first() -> None:
    rows = ROWS.head(6).assign(seen=[f"s{n}" for n in range(6)])
    said = [
        (0, 1, "person", "ada", "s0", ""),
        (0, 0, "person", "bob", "s0", ""),
        (1, 1, "person", "ada", "s1", ""),
        (1, 0, "person", "bob", "s1", "kept"),
        (2, 1, "person", "ada", "s2", ""),
        (3, 1, "person", "ada", "earlier", ""),
        (4, None, "person", "ada", "s4", ""),
        (5, 1, "model", "", "", ""),
    ]
    checks = rows.loc[[n for n, *_ in said], ["table", "source", "line", "item"]].reset_index(drop=True)
    more = pd.DataFrame([each[1:] for each in said], columns=["right", "checked_by", "checker", "seen", "outcome"])
    found = rereading.said_by_persons(checks.join(more.astype({"right": "Int64"})), rows)
    assert found[["line", "said"]].to_numpy().tolist() == [[0, "open"], [1, "kept"], [2, "right"]]
    assert rereading.said_by_persons(checks.join(more).iloc[:0], rows).empty
