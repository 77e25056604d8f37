"""Frames compared, counted by hand in two made-up articles of three paragraphs."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from parallax.analysis import framing
from parallax.statistics.checks import Labels
from parallax.statistics.differences import rate_differences
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

PARAGRAPHS = pd.DataFrame({"source": ["east", "east", "east", "west", "west", "west"], "line": [1, 2, 4, 0, 1, 3]})
SIZES = np.array([50, 20, 30, 10, 40, 50])
GROUPS = PARAGRAPHS["source"]
HITS = pd.DataFrame(
    {"rights": [0, 1, 0, 0, 2, 1], "unity": [3, 0, 0, 0, 0, 0], "unity:apart": [2, 0, 0, 0, 0, 0]}, index=list("abcdef")
)
CODES = {"rights": [1, 1, 0, 0, 1, 0], "unity": [0, 0, 1, 0, 0, 0], "mood": [7, 7, 7, 7, 7, 7]}
CODINGS = pd.DataFrame(
    [
        (coder, source, line, variable, str(code if coder == "resolved" else 1 - code))
        for coder in ("first", "resolved")
        for variable, codes in CODES.items()
        for source, line, code in zip(PARAGRAPHS["source"], PARAGRAPHS["line"], codes, strict=True)
    ],
    columns=["coder", "source", "line", "variable", "value"],
)
ISSUES = ["rights", "unity"]


def units_of(hits: pd.DataFrame, sizes: np.ndarray = SIZES, groups: Labels = GROUPS) -> Units:
    return Units(hits, hits.columns, groups, sizes, overlapping=True)


def test_issues_are_those_that_count() -> None:
    lexicon = pd.DataFrame({"frame": ["unity", "rights", framing.NO_FRAME, "unity"]})
    assert framing.issues_of(lexicon) == ISSUES


def test_differences_are_of_whole_frames_a_row_a_pair_and_frame() -> None:
    groups = pd.Categorical(np.tile(GROUPS, 5), categories=["west", "east"])
    many = units_of(pd.concat([HITS] * 5, ignore_index=True), np.tile(SIZES, 5), groups)
    table = framing.differences(many, Settings(seed=4, n_resamples=200))
    assert table.columns.tolist() == [
        "group", "other", "frame", "difference",
        "ci_low", "ci_high", "corrected_low", "corrected_high", "made", "firm",
    ]  # fmt: skip
    # West has 3 hits on rights in 100 words and none on unity, east 1 and 3.
    assert table.iloc[:, :4].to_numpy().tolist() == [["west", "east", "rights", 20.0], ["west", "east", "unity", -30.0]]
    expected = rate_differences(many.columns(ISSUES), Settings(seed=4, n_resamples=200), name="frames.rates")
    ends = zip(("ci_low", "ci_high", "corrected_low", "corrected_high"), expected[3:], strict=True)
    for name, values in ends:
        np.testing.assert_array_equal(table[name], values[0])
    assert table["made"].all()
    assert table["firm"].tolist() == ((table["corrected_low"] > 0) | (table["corrected_high"] < 0)).tolist()


def test_paragraphs_drawn_are_those_of_the_rates() -> None:
    # West has two hits in each paragraph of twenty words, so that only east's rate moves.
    hits = pd.DataFrame({"rights": [*np.tile([1, 2, 3, 1, 1], 3), *[2] * 15]})
    groups = np.repeat(["east", "west"], 15)
    units, drawn = units_of(hits, np.full(30, 20), groups), Settings(seed=9, n_resamples=300)
    table, rates = framing.differences(units, drawn), framing.rates(units, drawn).set_index("group")
    assert table.loc[0, "ci_low"] == pytest.approx(rates.at["east", "ci_low"] - 100)
    assert table.loc[0, "ci_high"] == pytest.approx(rates.at["east", "ci_high"] - 100)


def test_a_difference_that_is_large_is_firm_and_one_from_few_paragraphs_is_not_made() -> None:
    hits = pd.DataFrame({"rights": [5] * 12 + [0] * 12 + [9] * 9, "unity": [1, 0] * 16 + [1]})
    groups = np.repeat(["east", "north", "west"], [12, 12, 9])
    table = framing.differences(units_of(hits, np.full(33, 20), groups), Settings(n_resamples=200))
    assert table["made"].tolist() == [True, True, False, False, False, False]
    assert table["firm"].tolist() == [True, False, False, False, False, False]


def test_settled_codes_stand_in_the_order_of_the_paragraphs() -> None:
    backwards = PARAGRAPHS.iloc[::-1].set_index(pd.Index(list("fedcba")))
    table = framing.coded(CODINGS.sample(frac=1, random_state=0), backwards, ["unity", "rights"])
    assert table.index.tolist() == list("fedcba")
    assert table.columns.tolist() == ["unity", "rights"]
    assert table["rights"].tolist() == CODES["rights"][::-1]
    assert table["unity"].tolist() == CODES["unity"][::-1]


def test_codes_are_found_whatever_types_the_tables_use() -> None:
    types = PARAGRAPHS.convert_dtypes().astype({"source": "category"})
    table = framing.coded(CODINGS.convert_dtypes(), types, ISSUES)
    assert table.to_numpy().tolist() == [[r, u] for r, u in zip(CODES["rights"], CODES["unity"], strict=True)]


@pytest.mark.parametrize(
    ("codings", "paragraphs", "names", "message"),
    [
        (CODINGS[CODINGS["variable"] != "unity"], PARAGRAPHS, ISSUES, "^codings has no settled code of 'unity' for"),
        (CODINGS, PARAGRAPHS.assign(line=[1, 2, 4, 0, 1, 9]), ISSUES, "^codings has no settled code of 'rights' for"),
        (CODINGS[CODINGS["coder"] == "first"], PARAGRAPHS, ISSUES, "^codings has no settled code"),
        (CODINGS.drop(columns="value"), PARAGRAPHS, ISSUES, "^codings is missing the column 'value';"),
        (CODINGS, PARAGRAPHS.drop(columns="line"), ISSUES, "^paragraphs is missing the column 'line';"),
    ],
)
def test_missing_codes_are_refused(
    codings: pd.DataFrame, paragraphs: pd.DataFrame, names: list[str], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        framing.coded(codings, paragraphs, names)


def test_reading_stands_beside_the_words() -> None:
    read = framing.coded(CODINGS, PARAGRAPHS, ISSUES).set_axis(HITS.index)
    drawn = Settings(seed=2, n_resamples=50)
    table = framing.beside(units_of(HITS), read[["unity", "rights"]], drawn)
    alone = framing.rates(units_of(HITS[ISSUES]), drawn)
    pd.testing.assert_frame_equal(table[alone.columns], alone)
    added = table[["group", "frame", "paragraphs_read", "paragraphs_both", "words_read"]]
    # East: rights in paragraphs of 50 and 20 words, of which the second has a hit; unity in one of 30 that has none.
    assert added.to_numpy().tolist() == [
        ["east", "rights", 2, 1, 0.7], ["east", "unity", 1, 0, 0.3],
        ["west", "rights", 1, 1, 0.4], ["west", "unity", 0, 0, 0.0],
    ]  # fmt: skip


def test_a_frame_without_codes_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^read is missing the column 'unity';"):
        framing.beside(units_of(HITS), HITS[["rights"]], Settings())


def test_pairs_are_turned_so_that_their_groups_come_in_order_and_one_pair_first() -> None:
    columns = ["group", "other", "frame", "difference", "ci_low", "ci_high", "corrected_low", "corrected_high"]
    rows = [
        ("north", "east", "rights", 3.0, 1.0, 4.0, -1.0, 5.0),
        ("north", "west", "rights", 2.0, 1.0, 3.0, 0.0, 4.0),
        ("east", "west", "rights", 1.0, 0.0, 2.0, -1.0, 3.0),
    ]
    table = framing.in_order(pd.DataFrame(rows, columns=columns), ["east", "north", "west"])
    assert table.to_numpy().tolist() == [
        ["east", "north", "rights", -3.0, -4.0, -1.0, -5.0, 1.0],
        ["east", "west", "rights", 1.0, 0.0, 2.0, -1.0, 3.0],
        ["north", "west", "rights", 2.0, 1.0, 3.0, 0.0, 4.0],
    ]
    first = framing.in_order(pd.DataFrame(rows, columns=columns), ["east", "north", "west"], ["west", "north"])
    assert first[["group", "other"]].iloc[0].tolist() == ["north", "west"]


def test_a_cell_has_the_rate_and_the_share_that_is_read_so() -> None:
    table = pd.DataFrame(
        [("unity", "east", 4.06, 0.25), ("rights", "west", 0.0, 1.0), ("unity", "west", 12.0, 0.004),
         ("rights", "east", 1.0, 0.5)],
        columns=["frame", "group", "rate", "words_read"],
    )  # fmt: skip
    wide = framing.in_cells(table, {"west": "The West", "east": "The East"})
    assert wide.columns.tolist() == ["frame", "The West", "The East"]
    assert wide.to_numpy().tolist() == [["rights", "0.0 · 100%", "1.0 · 50%"], ["unity", "12.0 · 0%", "4.1 · 25%"]]
