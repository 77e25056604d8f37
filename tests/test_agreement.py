"""Agreement of coders: Krippendorff's alpha against another implementation, by hand, and at its edges."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from parallax import agreement
from parallax.resampling import generator, unit_weights

_ = None
# Four observers of twelve units; the data of Krippendorff's reliability examples, nominal alpha 0.743.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]


def naive_alpha(codes: Sequence[Sequence[object]]) -> float:
    """Return alpha pair by pair, as its definition reads."""
    units = [[code for code in unit if code is not None] for unit in zip(*codes, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    values = [code for unit in units for code in unit]
    n = len(values)
    observed = sum(sum(a != b for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in units) / n
    expected = sum(a != b for a, b in permutations(values, 2)) / (n * (n - 1))
    return 1 - observed / expected


def codings_of(passes: dict[str, dict[str, str]]) -> pd.DataFrame:
    """Return a table of codes: by coder, by variable, one character a paragraph; a blank is no code."""
    rows = [
        (coder, "dock", line, variable, value)
        for coder, mine in passes.items()
        for variable, values in mine.items()
        for line, value in enumerate(values)
        if value != " "
    ]
    return pd.DataFrame(rows, columns=["coder", "source", "line", "variable", "value"])


TWO = {"first": {"unity": "110010", "stance": "pnnpnm"}, "second": {"unity": "110011", "stance": "pnnpnn"}}


def test_the_textbook_example() -> None:
    assert agreement.nominal_alpha(OBSERVERS) == pytest.approx(0.743, abs=0.0005)
    assert agreement.nominal_alpha(OBSERVERS) == pytest.approx(naive_alpha(OBSERVERS), abs=1e-12)


@given(arrays(float, st.tuples(st.integers(2, 4), st.integers(2, 12)), elements=st.sampled_from([0, 1, 2, np.nan])))
def test_alpha_is_that_of_another_implementation(codes: np.ndarray) -> None:
    pairable = codes[:, (~np.isnan(codes)).sum(axis=0) > 1]
    assume(len(set(pairable[~np.isnan(pairable)])) > 1)
    theirs = krippendorff.alpha(reliability_data=codes, level_of_measurement="nominal")
    assert agreement.nominal_alpha(codes) == pytest.approx(theirs, abs=1e-9)


def test_perfect_agreement_is_one_and_a_single_value_says_nothing() -> None:
    assert agreement.nominal_alpha([["a", "b", "b"], ["a", "b", "b"]]) == 1
    assert np.isnan(agreement.nominal_alpha([["a", "a"], ["a", "a"]]))


def test_contrary_codes_are_worse_than_chance() -> None:
    assert agreement.nominal_alpha([["a", "b"], ["b", "a"]]) < 0


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        ([["a", "b"]], r"codes has shape \(1, 2\); give a row a coder"),
        (["a", "b"], r"codes has shape \(2,\)"),
        ([["a", None], [None, "b"]], "codes has no unit that two coders coded"),
    ],
)
def test_codes_that_cannot_be_compared_are_refused(codes: list, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        agreement.nominal_alpha(codes)


def test_each_variable_has_its_row() -> None:
    table = agreement.by_variable(codings_of(TWO), n_resamples=50)
    assert list(table["variable"]) == ["unity", "stance"]
    assert list(table["n_coders"]) == [2, 2]
    assert list(table["n_paragraphs"]) == [6, 6]
    assert list(table["n_differing"]) == [1, 1]
    assert table["agreement"].to_numpy() == pytest.approx([5 / 6, 5 / 6])
    expected = [naive_alpha([list(TWO[coder][name]) for coder in TWO]) for name in ("unity", "stance")]
    assert table["alpha"].to_numpy() == pytest.approx(expected)
    assert list(table["carries"]) == [alpha >= agreement.LEAST for alpha in expected]


def test_the_interval_is_that_of_paragraphs_drawn_anew() -> None:
    codes = np.array([list(TWO["first"]["stance"]), list(TWO["second"]["stance"])])
    weights = unit_weights(generator(7, "agreement"), 6, 300)
    drawn = [agreement.nominal_alpha(np.repeat(codes, row, axis=1)) for row in weights]
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    row = agreement.by_variable(codings_of(TWO), n_resamples=300, seed=7).set_index("variable").loc["stance"]
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((low, high))


def test_the_order_of_rows_does_not_matter_and_the_seed_moves_the_interval_alone() -> None:
    codings = codings_of(TWO)
    shuffled = codings.sample(frac=1, random_state=3)
    one, other = (
        agreement.by_variable(table, seed=1).set_index("variable").sort_index() for table in (codings, shuffled)
    )
    pd.testing.assert_frame_equal(one, other)
    another = agreement.by_variable(codings, seed=2).set_index("variable").sort_index()
    pd.testing.assert_series_equal(one["alpha"], another["alpha"])
    assert not one["ci_low"].equals(another["ci_low"])


def test_a_value_that_hardly_occurs_gets_no_interval() -> None:
    rare = {coder: {"rare": "1" + "0" * 30} for coder in ("first", "second")}
    (row,) = agreement.by_variable(codings_of(rare)).to_dict("records")
    assert row["alpha"] == 1
    assert np.isnan(row["ci_low"])
    assert np.isnan(row["ci_high"])


def test_settled_codes_are_no_coder_unless_named_and_a_partial_pass_counts_where_it_is() -> None:
    passes = {**TWO, "nell": {"unity": "11    ", "stance": "pn    "}, "resolved": TWO["first"]}
    table = agreement.by_variable(codings_of(passes), n_resamples=10)
    assert set(table["n_coders"]) == {3}
    codes = [list(TWO["first"]["unity"]), list(TWO["second"]["unity"]), ["1", "1", _, _, _, _]]
    assert table.set_index("variable").at["unity", "alpha"] == pytest.approx(naive_alpha(codes))
    named = agreement.by_variable(codings_of(passes), coders=["resolved", "nell"], n_resamples=10)
    assert list(named["n_paragraphs"]) == [2, 2]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"coders": ["first", "ghost"]}, "coders has no 'ghost'; known are first, second"),
        ({"coders": ["first"]}, "coders holds 1; agreement takes two or more"),
        ({"n_resamples": 0}, "n_resamples is 0"),
        ({"level": 1.0}, "level 1.0; give 1 or more, and a share"),
    ],
)
def test_a_bad_argument_is_named(given: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        agreement.by_variable(codings_of(TWO), **given)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="codings lacks the column 'value'"):
        agreement.by_variable(codings_of(TWO).drop(columns="value"))


def test_differing_codes_are_listed_with_what_was_settled_and_why() -> None:
    codings = codings_of({**TWO, "resolved": {"unity": "110010", "stance": "pnnpnn"}})
    found = agreement.differing(codings)
    assert found.to_numpy().tolist() == [["dock", 5, "unity", "0", "1", "0"], ["dock", 5, "stance", "m", "n", "n"]]
    paragraphs = pd.DataFrame({"source": "dock", "line": range(6), "paragraph": range(1, 7)})
    reasons = pd.DataFrame([("dock", 5, "unity", "No group.")], columns=["source", "line", "variable", "reason"])
    shown = agreement.settled(codings, reasons, paragraphs)
    assert shown[["paragraph", "variable", "resolved", "reason"]].to_numpy().tolist() == [
        [6, "unity", "0", "No group."],
        [6, "stance", "n", ""],
    ]
    again = agreement.settled(codings, None, paragraphs, coders=("resolved", "second"))
    assert list(again.columns) == ["source", "paragraph", "variable", "resolved", "second"]
    assert list(again["variable"]) == ["unity"]


def test_settled_values_are_counted_in_the_order_of_the_codebook() -> None:
    codings = codings_of({"resolved": {"stance": "pnnpnn", "unity": "110010"}})
    variables = pd.DataFrame({"variable": ["unity", "stance"], "values": ["0 1", "p m n"]})
    assert agreement.coded(codings, variables).to_numpy().tolist() == [
        ["unity", "0: 3, 1: 3"],
        ["stance", "p: 2, n: 4"],
    ]


def test_pairs_of_coders_stand_side_by_side() -> None:
    codings = codings_of({**TWO, "nell": TWO["first"]})
    table = agreement.side_by_side(codings, [("first", "second"), ("first", "nell")]).set_index("variable")
    assert list(table.columns) == ["first and second", "first and nell"]
    assert list(table["first and nell"]) == [1, 1]
    stance = naive_alpha([list(TWO[coder]["stance"]) for coder in TWO])
    assert table.at["stance", "first and second"] == pytest.approx(stance)
