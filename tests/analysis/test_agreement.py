"""Agreement of coders: alpha of each variable, and the codes on which they differ."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from helpers.codes import TWO, codings_of
from helpers.naive import naive_alpha
from parallax.analysis import agreement
from parallax.statistics.alpha import alphas, coincidences
from parallax.statistics.draws import weights
from parallax.statistics.settings import Settings

FEW = Settings(n_resamples=20)
#: Twice as many paragraphs, of which a resample hardly ever has one value only.
TWICE = {coder: {name: 2 * values for name, values in passes.items()} for coder, passes in TWO.items()}


def test_each_variable_has_its_row() -> None:
    table = agreement.by_variable(codings_of(TWO), Settings(n_resamples=50))
    assert list(table["variable"]) == ["unity", "stance"]
    assert list(table["n_coders"]) == [2, 2]
    assert list(table["n_paragraphs"]) == [6, 6]
    assert list(table["n_differing"]) == [1, 1]
    assert table["agreement"].to_numpy() == pytest.approx([5 / 6, 5 / 6])
    expected = [naive_alpha([list(TWO[coder][name]) for coder in TWO]) for name in ("unity", "stance")]
    assert table["alpha"].to_numpy() == pytest.approx(expected)
    assert list(table["carries"]) == [alpha >= agreement.LEAST for alpha in expected]


def test_the_interval_is_that_of_paragraphs_drawn_anew() -> None:
    codes = np.array([list(TWICE["first"]["stance"]), list(TWICE["second"]["stance"])])
    times = weights([f"dock/{line}" for line in range(12)], 300, seed=7, name="agreement")
    drawn = [alphas(coincidences(np.repeat(codes, row, axis=1)), np.ones((1, row.sum())))[0] for row in times]
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    few = Settings(seed=7, n_resamples=300)
    row = agreement.by_variable(codings_of(TWICE), few).set_index("variable").loc["stance"]
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((low, high))
    low, high = np.nanquantile(drawn, [0.1, 0.9])
    row = agreement.by_variable(codings_of(TWICE), few.but(level=0.8)).iloc[1]
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((low, high))


def test_the_order_of_rows_does_not_matter_and_the_seed_moves_the_interval_alone() -> None:
    codings = codings_of(TWICE)
    shuffled = codings.sample(frac=1, random_state=3)
    drawn = Settings(seed=1, n_resamples=2000)
    one, other = (
        agreement.by_variable(table, drawn).set_index("variable").sort_index() for table in (codings, shuffled)
    )
    pd.testing.assert_frame_equal(one, other, check_exact=True)
    of_one = agreement.by_variable(codings[codings["variable"] == "stance"], drawn).set_index("variable")
    pd.testing.assert_frame_equal(of_one, one.loc[["stance"]], check_exact=True)
    another = agreement.by_variable(codings, drawn.but(seed=2)).set_index("variable").sort_index()
    pd.testing.assert_series_equal(one["alpha"], another["alpha"])
    assert not one["ci_low"].equals(another["ci_low"])


def test_a_value_that_hardly_occurs_gets_no_interval() -> None:
    rare = {coder: {"rare": "1" + "0" * 30} for coder in ("first", "second")}
    (row,) = agreement.by_variable(codings_of(rare), Settings()).to_dict("records")
    assert row["alpha"] == 1
    assert np.isnan(row["ci_low"])
    assert np.isnan(row["ci_high"])


def test_settled_codes_are_no_coder_unless_named_and_a_partial_pass_counts_where_it_is() -> None:
    passes = {**TWO, "nell": {"unity": "11    ", "stance": "pn    "}, "resolved": TWO["first"]}
    table = agreement.by_variable(codings_of(passes), FEW)
    assert set(table["n_coders"]) == {3}
    codes = [list(TWO["first"]["unity"]), list(TWO["second"]["unity"]), ["1", "1", None, None, None, None]]
    assert table.set_index("variable").at["unity", "alpha"] == pytest.approx(naive_alpha(codes))
    named = agreement.by_variable(codings_of(passes), FEW, coders=["resolved", "nell"])
    assert list(named["n_paragraphs"]) == [2, 2]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"coders": ["first", "ghost"]}, "coders has no 'ghost'; choose from first, second"),
        ({"coders": ["first"]}, "coders holds 1; agreement takes two or more"),
        ({"n_resamples": 0}, "n_resamples is 0; give a whole number, 1 or more"),
        ({"level": 1.0}, "level is 1.0; give a share"),
    ],
)
def test_a_bad_argument_is_named(given: dict, message: str) -> None:
    options = {name: value for name, value in given.items() if name != "coders"}
    with pytest.raises(ValueError, match=message):
        agreement.by_variable(codings_of(TWO), Settings(**options), coders=given.get("coders"))


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="codings is missing the column 'value'"):
        agreement.by_variable(codings_of(TWO).drop(columns="value"), FEW)


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


def test_a_cell_without_a_value_is_no_code() -> None:
    codings = codings_of({**TWO, "resolved": TWO["first"]})
    gaps = codings.index.isin([1, 9, 15])
    expected = agreement.by_variable(codings[~gaps], FEW)
    for nothing in ("", " ", None, np.nan, pd.NA, "nan"):
        blank = codings.assign(value=codings["value"].mask(gaps, nothing))
        pd.testing.assert_frame_equal(agreement.by_variable(blank, FEW), expected)
        pd.testing.assert_frame_equal(agreement.differing(blank), agreement.differing(codings[~gaps]))
        variables = pd.DataFrame({"variable": ["unity"], "values": ["0 1"]})
        assert agreement.coded(blank, variables).equals(agreement.coded(codings[~gaps], variables))


FUNCTIONS = {
    "by_variable": lambda codings: agreement.by_variable(codings, FEW),
    "side_by_side": lambda codings: agreement.side_by_side(codings, [("first", "second")]),
    "coded": lambda codings: agreement.coded(codings, pd.DataFrame({"variable": ["unity"], "values": ["0 1"]})),
    "differing": agreement.differing,
    "settled": lambda codings: agreement.settled(
        codings, None, pd.DataFrame({"source": "dock", "line": range(6), "paragraph": range(6)})
    ),
}


@pytest.mark.parametrize("call", FUNCTIONS.values(), ids=FUNCTIONS)
def test_bad_tables_of_codes_are_refused_with_the_place(call: Callable[[pd.DataFrame], object]) -> None:
    codings = codings_of({**TWO, "resolved": TWO["first"]})
    call(codings)
    twice = pd.concat([codings, codings.iloc[[8]]])
    with pytest.raises(ValueError, match=r"^codings has two codes by first for dock, line 2, stance; keep one"):
        call(twice)
    for column, other in {"coder": 1, "source": 1, "line": "5", "variable": 1}.items():
        keys = codings[column].astype(object)
        with pytest.raises(ValueError, match=f"^column {column} of codings has no value in row 4; give it one"):
            call(codings.assign(**{column: keys.mask(codings.index == 4, None)}))
        with pytest.raises(ValueError, match=f"^column {column} of codings holds .* and .*; bring all to one type"):
            call(codings.assign(**{column: keys.mask(codings.index == 4, other)}))


def test_codes_of_two_types_are_refused_with_their_variable() -> None:
    codings = codings_of(TWO).astype({"value": object})
    codings.loc[(codings["coder"] == "second") & (codings["variable"] == "unity"), "value"] = 1
    with pytest.raises(ValueError, match=r"^variable unity of codings holds '1' \(str\) and 1 \(number\); bring"):
        agreement.by_variable(codings, FEW)


def test_a_variable_that_one_coder_only_has_leaves_the_others_their_alpha() -> None:
    alone = {"first": {**TWO["first"], "mood": "110010"}, "second": TWO["second"]}
    table = agreement.by_variable(codings_of(alone), FEW).set_index("variable")
    pd.testing.assert_frame_equal(table.drop("mood"), agreement.by_variable(codings_of(TWO), FEW).set_index("variable"))
    assert table.loc["mood", ["n_coders", "n_paragraphs", "n_differing", "carries"]].tolist() == [1, 0, 0, False]
    assert table.loc["mood", ["agreement", "alpha", "ci_low", "ci_high"]].isna().all()
    apart = {"first": {"unity": "110   "}, "second": {"unity": "   010"}}
    with pytest.raises(ValueError, match=r"^codings has no paragraph that two of first, second coded; give passes"):
        agreement.by_variable(codings_of(apart), FEW)


@pytest.mark.parametrize("call", [agreement.differing, lambda codings: FUNCTIONS["settled"](codings)])
def test_a_coder_that_is_not_there_is_named_where_differences_are_listed(call: Callable[..., object]) -> None:
    others = codings_of({"ann": {"unity": "1111"}, "bob": {"unity": "0000"}})
    with pytest.raises(ValueError, match=r"^coders has no 'first'; choose from ann, bob"):
        call(others)


def test_differences_are_those_of_the_two_that_are_named() -> None:
    codings = codings_of({"ann": {"unity": "1111"}, "bob": {"unity": "0000"}})
    assert len(agreement.differing(codings, ("ann", "bob"))) == 4
    with pytest.raises(ValueError, match=r"^coders has no 'anne'; choose from ann, bob"):
        agreement.differing(codings, ("anne", "bob"))
    with pytest.raises(ValueError, match=r"^coders holds 1; agreement takes two or more"):
        agreement.differing(codings, ("ann", "ann"))
    with pytest.raises(ValueError, match=r"^codings has no code by resolved; settle the codes"):
        agreement.coded(codings, pd.DataFrame({"variable": ["unity"], "values": ["0 1"]}))


def test_nothing_coded_gives_empty_tables_and_one_coder_his_own_counts() -> None:
    codings = codings_of({"ann": {"unity": "1101"}})
    variables = pd.DataFrame({"variable": ["unity", "toll"], "values": ["0 1", "0 1"]})
    assert agreement.coded(codings, variables)["settled"].tolist() == ["0: 1, 1: 3", ""]
    assert agreement.coded(codings.iloc[:0], variables)["settled"].tolist() == ["", ""]
    none = agreement.by_variable(codings.iloc[:0], FEW)
    assert none.empty
    assert list(none.columns) == list(agreement.by_variable(codings_of(TWO), FEW).columns)
    with pytest.raises(ValueError, match=r"^coders holds 1; agreement takes two or more"):
        agreement.by_variable(codings, FEW)


def test_lines_of_another_type_than_those_of_the_codes_are_refused() -> None:
    paragraphs = pd.DataFrame({"source": "dock", "line": [str(line) for line in range(6)], "paragraph": range(6)})
    with pytest.raises(ValueError, match=r"^column line of codings and paragraphs holds 0 .* and '0' .*; bring"):
        agreement.settled(codings_of(TWO), None, paragraphs)


def test_pairs_that_coded_other_variables_keep_the_order_of_the_codes() -> None:
    passes = {"first": TWO["first"], "second": {"unity": "110011"}, "nell": {"stance": "pnnpnm"}}
    table = agreement.side_by_side(codings_of(passes), [("first", "second"), ("first", "nell")])
    assert table["variable"].tolist() == ["unity", "stance"]
    assert table["first and second"].isna().tolist() == [False, True]
    assert table["first and nell"].isna().tolist() == [True, False]


def test_a_variable_under_two_thirds_carries_no_claim() -> None:
    # Krippendorff's own limit for tentative conclusions, to the three digits that he gives.
    assert agreement.LEAST == 0.667
    rare = {"first": {"calm": "1110000000"}, "second": {"calm": "1100000001"}}
    row = agreement.by_variable(codings_of(rare), Settings(n_resamples=5)).iloc[0]
    assert 0.4 < row["alpha"] < 0.667
    assert not row["carries"]
