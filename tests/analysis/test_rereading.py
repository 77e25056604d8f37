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
