"""Voices: counts, who is heard through whom, what parties are called, and which words names hide, by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from parallax.analysis import voices
from parallax.statistics.settings import Settings

FEW = Settings(seed=1, n_resamples=199, min_units=3)
COLUMNS = ["source", "line", "attribution", "speaker", "kind", "side", "form", "n_quoted", "within"]
#: The dock lets a keeper speak of pilots, who have no word of their own; the reef hears a keeper too.
ROWS = [
    ("dock", 2, 1, "keeper", "named", "town", "direct", 7, None),
    ("dock", 2, 2, "pilots", "anonymous", "sea", "indirect", 0, 1),
    ("dock", 3, 1, "keeper", "named", "town", "indirect", 0, None),
    ("dock", 3, 2, "mayor", "named", "town", "indirect", 0, 1),
    ("dock", 4, 1, "mayor", "named", "town", "direct", 3, None),
    ("reef", 2, 1, "keeper", "named", "town", "indirect", 0, None),
]
HEARD = pd.DataFrame(ROWS, columns=COLUMNS).astype({"within": "Int64"})


def wilson(n: int, of: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """Return the ends of Wilson's interval, from the quadratic that defines it."""
    p = n / of
    middle, half = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return (middle - half) / (1 + z * z / of), (middle + half) / (1 + z * z / of)


def test_attributions_are_counted_with_shares_where_there_are_enough() -> None:
    table = voices.counted(HEARD, ["reef", "dock"], "side", ["sea", "town", "sky"], FEW)
    assert table[["side", "group", "n", "n_quoted", "of"]].to_numpy().tolist() == [
        ["sea", "reef", 0, 0, 1],
        ["sea", "dock", 1, 0, 5],
        ["town", "reef", 1, 0, 1],
        ["town", "dock", 4, 10, 5],
        ["sky", "reef", 0, 0, 1],
        ["sky", "dock", 0, 0, 5],
    ]
    np.testing.assert_allclose(table["share"], [np.nan, 0.2, np.nan, 0.8, np.nan, 0.0])
    ends = [wilson(n, of) for n, of in table[["n", "of"]].to_numpy()]
    np.testing.assert_allclose(table[["low", "high"]], ends, atol=1e-12)


def test_who_hears_nobody_has_no_interval() -> None:
    (row,) = voices.counted(HEARD, ["sail"], "side", ["sea"], FEW).itertuples()
    assert (row.n, row.of) == (0, 0)
    assert math.isnan(row.low)
    assert math.isnan(row.high)


def test_cells_have_counts_shares_and_what_a_zero_leaves_open() -> None:
    table = voices.cells(voices.counted(HEARD, ["reef", "dock", "sail"], "side", ["sky", "town"], FEW))
    assert list(table.columns) == ["side", "reef", "dock", "sail"]
    # Of none of five, z²/(5 + z²) = 3.84/8.84; of none of one, 3.84/4.84.
    assert table.to_numpy().tolist() == [["sky", "0 (≤79%)", "0 (≤43%)", "0"], ["town", "1", "4 (80%)", "0"]]


def test_a_speaker_counts_once_with_the_longest_quotation() -> None:
    table = voices.speakers(HEARD)
    assert table[["source", "speaker", "n_quoted"]].to_numpy().tolist() == [
        ["dock", "keeper", 7],
        ["dock", "pilots", 0],
        ["dock", "mayor", 3],
        ["reef", "keeper", 0],
    ]


def test_marks_come_quoted_first_then_by_kind() -> None:
    table = voices.marks(HEARD, ["anonymous", "named"])
    assert table.columns.tolist() == ["side", "group", "kind", "quoted"]
    assert table[["kind", "quoted"]].to_numpy().tolist() == [
        ["named", True],
        ["named", True],
        ["anonymous", False],
        ["named", False],
        ["named", False],
        ["named", False],
    ]
    with pytest.raises(ValueError, match="the kind 'anonymous', which is not in kinds"):
        voices.marks(HEARD, ["named"])


def test_what_stands_in_somebody_elses_words_names_that_speaker() -> None:
    table = voices.nested(HEARD)
    columns = ["line", "speaker", "side", "through", "through_side"]
    assert table[columns].to_numpy().tolist() == [
        [2, "pilots", "sea", "keeper", "town"],
        [3, "mayor", "town", "keeper", "town"],
    ]


def test_only_through_another_are_those_without_a_word_of_their_own() -> None:
    # The mayor is heard in line 4 too, in nobody else's words.
    assert voices.only_through(HEARD)[["speaker", "through"]].to_numpy().tolist() == [["pilots", "keeper"]]


def test_one_within_another_within_a_third_is_heard_through_the_second() -> None:
    deeper = pd.DataFrame([("dock", 5, n + 1, who, "named", "town", "indirect", 0, n or None) for n, who in
                           enumerate(("a", "b", "c"))], columns=COLUMNS).astype({"within": "Int64"})  # fmt: skip
    assert voices.only_through(deeper)[["speaker", "through"]].to_numpy().tolist() == [["b", "a"], ["c", "b"]]


def test_features_are_quotation_and_what_is_heard_often_enough() -> None:
    assert voices.features(HEARD, FEW) == {
        "quoted": ("form", "direct"),
        "named": ("kind", "named"),
        "town": ("side", "town"),
    }


def test_units_count_voices_by_paragraph() -> None:
    paragraphs = pd.DataFrame({"source": ["dock", "dock", "reef"], "line": [2, 3, 2]})
    features = {"quoted": ("form", "direct"), "sea": ("side", "sea")}
    units = voices.units(HEARD, features, paragraphs, paragraphs["source"], [10, 20, 30])
    assert units.terms.tolist() == ["all", "quoted", "sea"]
    assert units.counts.toarray().tolist() == [[2, 1, 1], [2, 0, 0], [1, 0, 0]]
    assert units.tokens.tolist() == [30, 30]


def test_differences_are_those_of_rates_per_thousand_words() -> None:
    paragraphs = pd.DataFrame({"source": ["dock"] * 3 + ["reef"] * 3, "line": [2, 3, 4, 2, 3, 4]})
    units = voices.units(HEARD, {}, paragraphs, paragraphs["source"], [10] * 6)
    (row,) = voices.differences(units, FEW).itertuples()
    assert (row.group, row.other, row.label, bool(row.made)) == ("dock", "reef", "all", True)
    assert row.difference == pytest.approx(1000 * 5 / 30 - 1000 * 1 / 30)


MENTIONS = pd.DataFrame(
    [
        ("dock", 2, "pilots", "old hands", 1, 0),
        ("dock", 3, "pilots", "Pilots", 2, 1),
        ("dock", 4, "pilots", "pilots", 1, 0),
        ("reef", 2, "pilots", "pilots", 1, 0),
        ("reef", 2, "keeper", "keeper", 1, 0),
    ],
    columns=["source", "line", "actor", "naming", "n", "n_quoted"],
)


def test_namings_come_by_party_article_and_frequency_whatever_their_capitals() -> None:
    table = voices.namings(MENTIONS, ["keeper", "pilots"])
    assert table[["actor", "source", "naming", "n", "n_quoted", "lines", "rank"]].to_numpy().tolist() == [
        ["keeper", "reef", "keeper", 1, 0, [2], 1],
        ["pilots", "dock", "Pilots", 3, 1, [3, 4], 1],
        ["pilots", "dock", "old hands", 1, 0, [2], 2],
        ["pilots", "reef", "pilots", 1, 0, [2], 1],
    ]


TERMS = pd.DataFrame(
    [
        ("dock", "guild", 1, 2),
        ("dock", "guild", 0, 3),
        ("dock", "of", 1, 1),
        ("dock", "net", 0, 4),
        ("reef", "net", 0, 5),
    ],
    columns=["source", "term", "masked", "n"],
)


def test_words_inside_names_are_counted_beside_their_other_uses() -> None:
    assert voices.in_names(TERMS, ["reef", "dock"]).to_numpy().tolist() == [
        ["dock", "guild", 2, 3],
        ["dock", "of", 1, 0],
    ]


def test_what_names_hide_is_summed_up_with_its_first_words() -> None:
    table = voices.left_out(TERMS, ["reef", "dock"], ["of"], 2)
    assert table.to_numpy().tolist() == [["reef", 0, 5, 0.0, ""], ["dock", 3, 10, 0.3, "guild 2 of 5"]]
