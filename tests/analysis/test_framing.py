"""Frames counted by hand in two made-up articles of three paragraphs."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.analysis import framing
from parallax.statistics import resampling
from parallax.statistics.checks import Counts, Labels
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

LEXICON = pd.DataFrame(
    [
        ("split", "unity", "apart", "seed"),
        ("join hands", "unity", "together", "seed"),
        ("alliance", "unity", pd.NA, "seed"),
        ("court", "rights", "", "seed"),
        ("law", "rights", "", "seed"),
        ("alliance", "powers", "", "seed"),
        ("tariff", "trade", "", "seed"),
    ],
    columns=["entry", "frame", "pole", "origin"],
)
PARAGRAPHS = pd.DataFrame(
    {
        "source": ["east", "east", "east", "west", "west", "west"],
        "line": [1, 2, 4, 0, 1, 3],
        "paragraph": [1, 2, 3, 1, 2, 3],
        "n_tokens": [50, 20, 30, 10, 40, 50],
    }
)
PHRASES = pd.DataFrame(
    [
        ("east", 1, "frames", "split", 0, 2),
        ("east", 1, "frames", "split", 1, 1),
        ("east", 1, "frames", "join hands", 0, 1),
        ("east", 4, "frames", "alliance", 0, 1),
        ("east", 4, "bigram", "the court", 0, 1),
        ("west", 1, "frames", "court", 0, 1),
        ("west", 3, "frames", "law", 0, 1),
        ("west", 3, "frames", "court", 0, 1),
        ("west", 3, "actors", "split", 0, 5),
    ],
    columns=["source", "line", "lexicon", "entry", "quoted", "n"],
)
COLUMNS = ["powers", "rights", "trade", "unity", "unity:apart", "unity:together"]
TWO_FORMS = LEXICON.replace({"court": "cou\u0301rt", "law": "co\u00fart"})
HITS = framing.counts(PHRASES, LEXICON, PARAGRAPHS)
SIZES = PARAGRAPHS["n_tokens"].to_numpy()
UNITS = framing.hits(PHRASES, LEXICON, PARAGRAPHS, PARAGRAPHS["source"], SIZES)


def units_of(hits: pd.DataFrame, sizes: Counts, groups: Labels) -> Units:
    return Units(hits, hits.columns, groups, sizes, overlapping=True)


def test_hits_are_counts_of_units_that_have_their_keys() -> None:
    assert UNITS.terms.tolist() == COLUMNS
    np.testing.assert_array_equal(UNITS.counts.toarray(), HITS)
    assert UNITS.ids.tolist() == ["east/1", "east/2", "east/4", "west/0", "west/1", "west/3"]
    assert (UNITS.groups.tolist(), UNITS.sizes.tolist()) == (PARAGRAPHS["source"].tolist(), SIZES.tolist())
    assert UNITS.overlapping
    one_word = framing.hits(PHRASES, LEXICON, PARAGRAPHS, PARAGRAPHS["source"], [4, 0, 1, 0, 1, 2])
    assert one_word.sizes[2] < one_word.counts[2].sum()  # alliance is of two frames


def test_hits_agree_with_counting_by_hand() -> None:
    assert HITS.columns.tolist() == COLUMNS
    assert (HITS.dtypes == np.int64).all()
    assert HITS.to_numpy().tolist() == [
        [0, 0, 0, 4, 3, 1],
        [0, 0, 0, 0, 0, 0],
        [1, 0, 0, 1, 0, 0],
        [0, 0, 0, 0, 0, 0],
        [0, 1, 0, 0, 0, 0],
        [0, 2, 0, 0, 0, 0],
    ]


def test_a_frame_stands_before_its_poles_and_they_before_other_frames() -> None:
    more = pd.concat([LEXICON, pd.DataFrame([("pact", "unity-talks", "", "seed")], columns=LEXICON.columns)])
    columns = framing.counts(PHRASES, more, PARAGRAPHS).columns
    assert columns[-4:].tolist() == ["unity", "unity:apart", "unity:together", "unity-talks"]


def test_hits_follow_the_order_and_index_of_the_paragraphs() -> None:
    backwards = PARAGRAPHS.iloc[::-1].set_index(pd.Index(list("fedcba")))
    found = framing.counts(PHRASES.sample(frac=1, random_state=0), LEXICON.iloc[::-1], backwards)
    assert found.index.tolist() == list("fedcba")
    np.testing.assert_array_equal(found.to_numpy(), HITS.to_numpy()[::-1])


def test_tables_in_nullable_types_count_the_same() -> None:
    found = framing.counts(
        PHRASES.convert_dtypes(),
        LEXICON.convert_dtypes(),
        PARAGRAPHS.convert_dtypes().astype({"source": "category"}),
    )
    pd.testing.assert_frame_equal(found, HITS)


def test_phrases_of_paragraphs_that_are_not_asked_for_are_passed_over() -> None:
    pd.testing.assert_frame_equal(framing.counts(PHRASES, LEXICON, PARAGRAPHS.iloc[:3]), HITS.iloc[:3])


def test_what_only_looks_like_an_entry_counts_for_no_frame() -> None:
    lexicon = pd.concat([LEXICON, pd.DataFrame({"entry": ["court shoe"], "frame": [framing.NO_FRAME]})])
    phrases = pd.concat([PHRASES, PHRASES[:1].assign(entry="court shoe", n=9)])
    pd.testing.assert_frame_equal(framing.counts(phrases, lexicon, PARAGRAPHS), HITS)
    assert "court shoe" not in set(framing.entries(phrases, lexicon)["entry"])


def test_a_corpus_without_hits_counts_zero_for_every_frame() -> None:
    none = framing.counts(PHRASES.iloc[:0], LEXICON, PARAGRAPHS)
    assert none.columns.tolist() == COLUMNS
    assert (none.to_numpy() == 0).all()


def test_an_empty_lexicon_counts_nothing_of_each_paragraph() -> None:
    none = framing.counts(PHRASES.iloc[:0], LEXICON.iloc[:0], PARAGRAPHS)
    assert none.shape == (len(PARAGRAPHS), 0)
    assert none.index.equals(PARAGRAPHS.index)
    assert framing.issues_of(LEXICON.iloc[:0]) == []
    assert framing.entries(PHRASES.iloc[:0], LEXICON.iloc[:0]).empty


def test_texts_are_drawn_whole_where_a_group_has_several() -> None:
    paragraphs = pd.DataFrame({"source": ["a", "a", "b", "b", "c", "c"], "line": [0, 1] * 3})
    phrases = PHRASES.iloc[:0]
    units = framing.hits(
        phrases, LEXICON, paragraphs, ["dock"] * 4 + ["reef"] * 2, [10] * 6, documents=paragraphs["source"]
    )
    assert units.by_document
    assert units.drawn.ids.tolist() == ["a", "b", "c"]
    alone = framing.hits(phrases, LEXICON, paragraphs, ["dock"] * 4 + ["reef"] * 2, [10] * 6)
    assert not alone.by_document


@pytest.mark.parametrize(
    ("phrases", "lexicon", "paragraphs", "message"),
    [
        (
            PHRASES.replace("law", "lore"),
            LEXICON,
            PARAGRAPHS,
            "^phrases has the entry 'lore', which is not in lexicon;",
        ),
        (PHRASES.drop(columns="n"), LEXICON, PARAGRAPHS, "^phrases is missing the column 'n';"),
        (PHRASES.assign(n=-1), LEXICON, PARAGRAPHS, "^phrases, column n, holds a negative"),
        (PHRASES.assign(n=0.5), LEXICON, PARAGRAPHS, "^phrases, column n, holds a fractional"),
        (PHRASES.assign(n=np.nan), LEXICON, PARAGRAPHS, "^phrases, column n, holds a missing"),
        (PHRASES, LEXICON.iloc[:0], PARAGRAPHS, "^phrases has the entry '.*', which is not in lexicon;"),
        (PHRASES, LEXICON.drop(columns="pole"), PARAGRAPHS, "^lexicon is missing the column 'pole';"),
        (
            PHRASES,
            pd.concat([LEXICON, LEXICON[:1]]),
            PARAGRAPHS,
            "^lexicon has 'split' twice under one frame;",
        ),
        (
            PHRASES,
            LEXICON.replace("rights", "a:b"),
            PARAGRAPHS,
            "^lexicon gives 'court' a frame with a colon;",
        ),
        (PHRASES, LEXICON.replace("rights", ""), PARAGRAPHS, "^column frame of lexicon has no value in row 3;"),
        (PHRASES, LEXICON.replace("court", None), PARAGRAPHS, "^column entry of lexicon has no value in row 3;"),
        (PHRASES, TWO_FORMS, PARAGRAPHS, "^column entry of lexicon holds one name in two forms"),
        (PHRASES, LEXICON, PARAGRAPHS.assign(line=1), "^paragraphs holds a source and line twice;"),
        (PHRASES, LEXICON, PARAGRAPHS.drop(columns="line"), "^paragraphs is missing the column 'line';"),
    ],
)
def test_tables_that_do_not_fit_are_refused_by_name(
    phrases: pd.DataFrame, lexicon: pd.DataFrame, paragraphs: pd.DataFrame, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        framing.counts(phrases, lexicon, paragraphs)


def test_rates_agree_with_counting_by_hand() -> None:
    table = framing.rates(UNITS, Settings())
    assert table.columns.tolist() == [
        "group", "frame", "pole", "n", "rate",
        "paragraphs", "n_paragraphs", "words_covered", "ci_low", "ci_high",
    ]  # fmt: skip
    assert table["group"].tolist() == ["east"] * 6 + ["west"] * 6
    assert table["frame"].tolist() == ["powers", "rights", "trade", "unity", "unity", "unity"] * 2
    assert table["pole"].tolist() == ["", "", "", "", "apart", "together"] * 2
    rows = table.set_index(["group", "frame", "pole"])
    assert rows.loc[("east", "unity", ""), ["n", "rate", "paragraphs", "n_paragraphs"]].tolist() == [
        5,
        50,
        2,
        3,
    ]
    assert rows.loc[("east", "unity", ""), "words_covered"] == 0.8
    assert rows.loc[("west", "rights", ""), ["n", "rate", "paragraphs", "words_covered"]].tolist() == [
        3,
        30,
        2,
        0.9,
    ]
    assert rows.loc[("west", "trade", ""), ["n", "rate", "paragraphs", "words_covered"]].tolist() == [
        0,
        0,
        0,
        0,
    ]


def test_a_group_of_few_paragraphs_has_no_interval() -> None:
    table = framing.rates(UNITS, Settings())
    assert table[["ci_low", "ci_high"]].isna().all(axis=None)


def test_intervals_are_those_of_the_bootstrap() -> None:
    groups = pd.Categorical(np.tile(PARAGRAPHS["source"], 4), categories=["west", "east"])
    many = units_of(pd.concat([HITS] * 4, ignore_index=True), np.tile(SIZES, 4), groups)
    drawn = Settings(seed=4, n_resamples=200)
    table = framing.rates(many, drawn)
    expected = resampling.bootstrap_rates(many, drawn, name="frames.rates")
    assert table["group"].unique().tolist() == ["west", "east"]
    np.testing.assert_array_equal(table["ci_low"], expected.low.ravel())
    np.testing.assert_array_equal(table["ci_high"], expected.high.ravel())
    found = table[table["n"] > 0]
    assert (found["ci_low"] <= found["rate"]).all()
    assert (found["rate"] <= found["ci_high"]).all()
    zero = table[table["n"] == 0]
    np.testing.assert_allclose(zero["ci_high"], 1000 * (1 - 0.05 ** (1 / 400)))
    other = framing.rates(many, drawn.but(seed=5))
    assert not other["ci_high"].equals(table["ci_high"])


@settings(deadline=None, max_examples=25)
@given(st.permutations(range(6)))
def test_rates_do_not_depend_on_the_order_of_paragraphs(order: list[int]) -> None:
    drawn = Settings(min_units=3, n_resamples=20)
    table, paragraphs = framing.rates(UNITS, drawn), PARAGRAPHS.iloc[order]
    moved = framing.hits(PHRASES[::-1], LEXICON, paragraphs, paragraphs["source"], SIZES[order])
    pd.testing.assert_frame_equal(framing.rates(moved, drawn), table, check_exact=True)
    pd.testing.assert_frame_equal(
        framing.differences(moved, drawn), framing.differences(UNITS, drawn), check_exact=True
    )


def test_bad_hits_and_sizes_are_refused() -> None:
    sources = PARAGRAPHS["source"]
    with pytest.raises(ValueError, match=r"^phrases, column n, holds a negative"):
        framing.hits(PHRASES.assign(n=-1), LEXICON, PARAGRAPHS, sources, SIZES)
    with pytest.raises(ValueError, match=r"^counts holds a negative"):
        framing.rates(units_of(-HITS, SIZES, sources), Settings())
    with pytest.raises(ValueError, match=r"^sizes is 1 for row 5, which has a count of 2;"):
        framing.hits(PHRASES, LEXICON, PARAGRAPHS, sources, np.append(SIZES[:5], 1))
    with pytest.raises(ValueError, match=r"^groups has shape"):
        framing.hits(PHRASES, LEXICON, PARAGRAPHS, ["east"], SIZES)
    with pytest.raises(ValueError, match=r"^sizes gives 'west' no tokens;"):
        framing.rates(units_of(HITS * 0, [50, 20, 30, 0, 0, 0], sources), Settings())


def test_hits_whose_columns_are_no_names_of_frames_are_refused() -> None:
    for call in (
        lambda hits: framing.rates(hits, Settings()),
        lambda hits: framing.by_paragraph(hits, PARAGRAPHS),
        lambda hits: framing.differences(hits, Settings()),
        lambda hits: framing.beside(hits, HITS, Settings()),
    ):
        with pytest.raises(ValueError, match=r"^hits is a ndarray; give the units that analysis\.framing\.hits makes"):
            call(HITS.to_numpy())
    for names, message in {
        (np.nan, "trade"): "^terms has no name for column 0;",
        ("trade", 1): "^terms holds 'trade' .* and 1 ",
        ("trade", "trade"): "^terms has 'trade' twice;",
    }.items():
        with pytest.raises(ValueError, match=message):
            units_of(HITS.iloc[:, :2].set_axis(list(names), axis=1), SIZES, PARAGRAPHS["source"])


@pytest.mark.parametrize("column", ["source", "line", "entry"])
def test_a_hit_without_a_key_is_refused_and_not_lost(column: str) -> None:
    phrases = PHRASES.astype({column: object})
    phrases.loc[phrases.index[1], column] = None
    for call in (
        lambda: framing.counts(phrases, LEXICON, PARAGRAPHS),
        lambda: framing.entries(phrases, LEXICON),
    ):
        with pytest.raises(ValueError, match=f"^column {column} of phrases has no value in row 1;"):
            call()


def test_every_paragraph_stands_alone_with_its_rate() -> None:
    table = framing.by_paragraph(UNITS, PARAGRAPHS)
    assert table.columns.tolist() == ["source", "paragraph", "frame", "pole", "n", "n_tokens", "rate"]
    assert len(table) == HITS.size
    apart = table[(table["frame"] == "unity") & (table["pole"] == "apart")]
    assert apart["n"].tolist() == [3, 0, 0, 0, 0, 0]
    assert apart["rate"].tolist() == [60, 0, 0, 0, 0, 0]
    assert apart["paragraph"].tolist() == [1, 2, 3, 1, 2, 3]
    assert apart["source"].tolist() == PARAGRAPHS["source"].tolist()


def test_a_paragraph_whose_words_are_not_counted_has_no_rate() -> None:
    table = framing.by_paragraph(units_of(HITS, [25, 0, 30, 10, 40, 50], PARAGRAPHS["source"]), PARAGRAPHS)
    assert table.groupby(["source", "paragraph"]).size().tolist() == [6] * 5
    assert not ((table["source"] == "east") & (table["paragraph"] == 2)).any()
    assert table.loc[table["pole"] == "apart", "rate"].iloc[0] == 120
    with pytest.raises(ValueError, match=r"^paragraphs has 5 rows, hits 6;"):
        framing.by_paragraph(UNITS, PARAGRAPHS.iloc[1:])
    with pytest.raises(ValueError, match=r"^paragraphs is missing the column 'paragraph';"):
        framing.by_paragraph(UNITS, PARAGRAPHS.drop(columns="paragraph"))


def test_the_words_that_make_a_rate_are_listed() -> None:
    table = framing.entries(PHRASES, LEXICON)
    assert table.columns.tolist() == ["group", "frame", "pole", "entry", "n", "paragraphs", "rank"]
    assert table.to_numpy().tolist() == [
        ["east", "powers", "", "alliance", 1, 1, 1],
        ["east", "unity", "apart", "split", 3, 1, 1],
        ["east", "unity", "", "alliance", 1, 1, 2],
        ["east", "unity", "together", "join hands", 1, 1, 3],
        ["west", "rights", "", "court", 2, 2, 1],
        ["west", "rights", "", "law", 1, 1, 2],
    ]
    whole = HITS.groupby(PARAGRAPHS["source"]).sum()
    sums = table.groupby(["group", "frame"])["n"].sum()
    assert all(whole.loc[group, frame] == n for (group, frame), n in sums.items())


def test_the_first_three_entries_of_a_frame_stand_in_one_cell() -> None:
    more = pd.concat([PHRASES, PHRASES[:1].assign(entry="alliance", n=3), PHRASES[:1].assign(entry="pact", n=1)])
    lexicon = pd.concat([LEXICON, pd.DataFrame([("pact", "unity", "", "seed")], columns=LEXICON.columns)])
    table = framing.leading(framing.entries(more, lexicon))
    assert table.index.tolist() == ["powers", "rights", "unity"]
    assert table.columns.tolist() == ["east", "west"]
    assert table.to_numpy().tolist() == [
        ["alliance 4", ""], ["", "court 2, law 1"], ["alliance 4, split 3, join hands 1", ""]
    ]  # fmt: skip


def test_an_entry_without_a_hit_is_not_listed() -> None:
    silent = framing.entries(PHRASES.assign(n=PHRASES["n"].where(PHRASES["entry"] != "law", 0)), LEXICON)
    assert silent["entry"].tolist() == ["alliance", "split", "alliance", "join hands", "court"]


def test_categories_of_sources_set_the_order_of_entries() -> None:
    source = pd.Categorical(PHRASES["source"], categories=["west", "east", "unused"])
    table = framing.entries(PHRASES.assign(source=source), LEXICON)
    assert table["group"].tolist() == ["west"] * 2 + ["east"] * 4
