"""The word list scored: by hand on a few paragraphs, against scikit-learn, and with the texts against extraction."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import precision_recall_fscore_support

from helpers.project import ROOT
from parallax import load_corpus
from parallax.analysis import framing, lexicon
from parallax.articles.extraction import derive
from parallax.articles.reading import read_texts
from parallax.statistics.draws import weights
from parallax.statistics.settings import Settings
from parallax.tables import package
from parallax.tables.accepted import EXTRACTED

# Ferry and rope are said by both articles, wharf and crew by one each; the crew of the wharf is a longer entry.
LIST = pd.DataFrame(
    [
        ("boat", "gear", "", "seed"),
        ("crew", "people", "", "text"),
        ("crew of the wharf", "people", "", "text"),
        ("ferry", "gear", "", "text"),
        ("like a boat", "none", "", "text"),
        ("old wharf fund", "people", "", "text"),
        ("rope", "gear", "", "seed"),
        ("wharf", "place", "", "seed"),
    ],
    columns=["entry", "frame", "pole", "origin"],
)
PARAGRAPHS = pd.DataFrame({"source": ["dock", "dock", "reef"], "line": [2, 3, 1], "paragraph": [1, 2, 1]})


def phrases_of(*rows: tuple[str, int, str, int]) -> pd.DataFrame:
    """Return rows of phrases.csv from source, line, entry and count."""
    table = pd.DataFrame(rows, columns=["source", "line", "entry", "n"])
    return table.assign(lexicon="frames", quoted=0)


PHRASES = phrases_of(
    ("dock", 2, "crew of the wharf", 2),
    ("dock", 2, "ferry", 1),
    ("dock", 3, "like a boat", 1),
    ("reef", 1, "crew", 1),
    ("reef", 1, "ferry", 3),
)
ISSUES = ["gear", "people", "place"]


def test_a_paragraph_has_a_word_for_an_issue_or_not() -> None:
    table = lexicon.hits(PHRASES, LIST, PARAGRAPHS)
    assert table.columns.tolist() == ISSUES
    assert table.to_numpy().tolist() == [[1, 1, 0], [0, 0, 0], [1, 1, 0]]


def test_where_an_entry_is_taken_out_those_inside_it_are_found() -> None:
    shorter = LIST[~LIST["entry"].isin(["crew of the wharf", "like a boat"])]
    found = lexicon.reduced(PHRASES, shorter, [])
    rows = sorted(found[["source", "line", "entry", "n"]].itertuples(index=False, name=None))
    assert rows == [
        ("dock", 2, "crew", 2),
        ("dock", 2, "ferry", 1),
        ("dock", 2, "wharf", 2),
        ("dock", 3, "boat", 1),
        ("reef", 1, "crew", 1),
        ("reef", 1, "ferry", 3),
    ]


def test_the_longest_entry_inside_comes_first_and_other_lexicons_are_left_out() -> None:
    table = phrases_of(("dock", 2, "the crew of the wharf there", 1))
    both = pd.concat([table, table.assign(lexicon="actors", entry="wharf")])
    assert lexicon.reduced(both, LIST, [])[["entry", "lexicon"]].values.tolist() == [["crew of the wharf", "frames"]]


@pytest.mark.parametrize(("names", "found"), [([], ["wharf"]), (["old wharf fund"], []), (["old wharf"], [])])
def test_a_part_of_a_masked_name_is_not_found_inside_an_entry(names: list[str], found: list[str]) -> None:
    shorter = LIST[LIST["entry"] != "old wharf fund"]
    assert lexicon.reduced(phrases_of(("dock", 2, "old wharf fund", 1)), shorter, names)["entry"].tolist() == found


def test_a_whole_masked_name_is_found_inside_an_entry() -> None:
    longer = phrases_of(("dock", 2, "the old wharf fund", 1))
    assert lexicon.reduced(longer, LIST, ["old wharf fund"])["entry"].tolist() == ["old wharf fund"]


def test_three_ways_to_search() -> None:
    ways = lexicon.ways(PHRASES, LIST, PARAGRAPHS.set_axis(["a", "a", "b"]), [])
    assert list(ways) == ["whole", "across", "seeds"]
    assert all(table.index.tolist() == ["a", "a", "b"] for table in ways.values())
    assert ways["whole"].to_numpy().tolist() == [[1, 1, 0], [0, 0, 0], [1, 1, 0]]
    # The long entry is dock's alone, and so is what is like a boat; crew is reef's alone, but dock's for all that.
    assert ways["across"].to_numpy().tolist() == [[1, 1, 1], [1, 0, 0], [1, 0, 0]]
    assert ways["seeds"].to_numpy().tolist() == [[0, 0, 1], [1, 0, 0], [0, 0, 0]]


def test_what_is_taken_out_is_listed() -> None:
    own = lexicon.own_entries(PHRASES, LIST, PARAGRAPHS)
    assert own.values.tolist() == [
        ["dock", "crew of the wharf", "people"],
        ["dock", "like a boat", "none"],
        ["reef", "crew", "people"],
    ]


def test_a_row_without_a_count_is_no_hit_of_an_article() -> None:
    phrases = pd.concat([PHRASES, phrases_of(("dock", 3, "crew", 0))])
    assert "crew" in lexicon.own_entries(phrases, LIST, PARAGRAPHS)["entry"].tolist()


def test_entries_are_counted_by_issue_origin_and_the_article_that_alone_has_them() -> None:
    table = lexicon.balance(PHRASES, LIST, PARAGRAPHS)
    assert table.columns.tolist() == ["frame", "seed", "text", "dock", "reef"]
    # By hand: dock alone has the crew of the wharf, reef alone the crew; both have the ferry, nobody the old fund.
    assert table.to_numpy().tolist() == [["gear", 2, 1, 0, 0], ["people", 0, 3, 1, 1], ["place", 1, 0, 0, 0]]


def test_masked_names_may_come_from_anything_that_is_gone_through_once() -> None:
    phrases = phrases_of(("dock", 2, "old wharf fund", 1), ("reef", 1, "boat", 1))
    ways = lexicon.ways(phrases, LIST, PARAGRAPHS, iter(["old wharf fund"]))
    assert ways["across"]["place"].tolist() == ways["seeds"]["place"].tolist() == [0, 0, 0]


# Scores

FOUND = pd.DataFrame({"gear": [1, 1, 0, 0, 1], "place": [0, 0, 0, 1, 0], "people": [0, 0, 0, 0, 0]})
READ = pd.DataFrame({"gear": [1, 0, 1, 0, 1], "place": [0, 0, 0, 0, 0], "people": [0, 0, 0, 0, 0]})
IDS = list("abcde")
FEW = Settings(seed=3, n_resamples=50, min_units=2)


def test_scores_by_hand() -> None:
    table = lexicon.scores(FOUND, READ, IDS, FEW).set_index("frame")
    assert table.index.tolist() == ["gear", "place", "people", "all"]
    assert table[["n_read", "n_found", "n_both"]].to_numpy().tolist() == [[3, 3, 2], [0, 1, 0], [0, 0, 0], [3, 4, 2]]
    values = table[["precision", "recall", "f1"]]
    np.testing.assert_allclose(
        values, [[2 / 3, 2 / 3, 2 / 3], [0, np.nan, 0], [np.nan, np.nan, np.nan], [1 / 2, 2 / 3, 4 / 7]]
    )


def planted(n: int = 40, seed: int = 5) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """Return hits and codes that agree more often than not, and names of the paragraphs."""
    rng = np.random.default_rng(seed)
    read = rng.integers(0, 2, (n, 3))
    found = np.where(rng.random((n, 3)) < 0.8, read, 1 - read)
    return pd.DataFrame(found, columns=ISSUES), pd.DataFrame(read, columns=ISSUES), [f"p{i}" for i in range(n)]


def oracle(read: np.ndarray, found: np.ndarray, times: np.ndarray, average: str | None) -> np.ndarray:
    """Return precision, recall and F1 as scikit-learn has them, each paragraph as often as it was drawn."""
    rows = np.repeat(np.arange(len(read)), times)
    return np.array(precision_recall_fscore_support(read[rows], found[rows], average=average, zero_division=np.nan)[:3])


def test_scores_and_their_ends_are_those_of_another_implementation() -> None:
    found, read, ids = planted()
    drawn = Settings(seed=8, n_resamples=60, level=0.9)
    table = lexicon.scores(found, read, ids, drawn)
    once = np.ones(len(read), dtype=int)
    expected = np.column_stack(
        [
            oracle(read.to_numpy(), found.to_numpy(), once, None),
            oracle(read.to_numpy(), found.to_numpy(), once, "micro"),
        ]
    )
    np.testing.assert_allclose(table[["precision", "recall", "f1"]].to_numpy().T, expected)
    times = weights(ids, 60, seed=8, name="lexicon.scores")
    each = np.array([oracle(read.to_numpy(), found.to_numpy(), row, "micro") for row in times])
    low, high = np.quantile(each, (0.05, 0.95), axis=0)
    np.testing.assert_allclose(table.iloc[-1][["precision_low", "recall_low", "f1_low"]].to_numpy(dtype=float), low)
    np.testing.assert_allclose(table.iloc[-1][["precision_high", "recall_high", "f1_high"]].to_numpy(dtype=float), high)


def test_neither_the_order_of_paragraphs_nor_other_issues_change_a_score() -> None:
    found, read, ids = planted()
    table = lexicon.scores(found, read, ids, FEW)
    turned = lexicon.scores(found.iloc[::-1], read.iloc[::-1], ids[::-1], FEW)
    pd.testing.assert_frame_equal(table, turned)
    alone = lexicon.scores(found[["people"]], read[["people"]], ids, FEW)
    pd.testing.assert_series_equal(alone.iloc[0], table.iloc[1], check_names=False)


def test_too_few_paragraphs_have_no_interval() -> None:
    table = lexicon.scores(FOUND, READ, IDS, FEW.but(min_units=6))
    assert table["f1"].notna().any()
    assert table[[f"{name}_{end}" for name in lexicon.MEASURES for end in ("low", "high")]].isna().all(axis=None)


def test_a_score_that_draws_often_lack_has_no_interval() -> None:
    # A paragraph that alone is read and found is missing from more than a third of the draws.
    found = pd.DataFrame({"gear": [1] + [0] * 29})
    (gear, whole) = lexicon.scores(found, found, [str(i) for i in range(30)], FEW).itertuples()
    assert gear.f1 == whole.f1 == 1
    assert np.isnan(gear.f1_low)
    assert np.isnan(whole.recall_high)


def test_a_change_is_one_of_scores_on_the_same_draws() -> None:
    found, read, ids = planted()
    worse = found.assign(people=0)
    table = lexicon.changes(found, worse, read, ids, FEW)
    before, after = (lexicon.scores(each, read, ids, FEW) for each in (found, worse))
    np.testing.assert_allclose(table["recall"], after["recall"] - before["recall"])
    assert table.loc[0, ["f1", "f1_low", "f1_high"]].tolist() == [0, 0, 0]
    times = weights(ids, 50, seed=3, name="lexicon.scores")
    each = [
        oracle(read.to_numpy(), worse.to_numpy(), row, "micro")[1]
        - oracle(read.to_numpy(), found.to_numpy(), row, "micro")[1]
        for row in times
    ]
    expected = np.quantile(each, (0.025, 0.975))
    np.testing.assert_allclose(table.loc[3, ["recall_low", "recall_high"]].to_numpy(dtype=float), expected)


def test_each_group_is_scored_by_itself_over_all_issues() -> None:
    table = lexicon.by_group(FOUND, READ, ["dock", "reef", "dock", "dock", "reef"], IDS, FEW.but(min_units=3))
    assert table["group"].tolist() == ["dock", "reef"]
    # Dock: read in a and c, found in a and, for place, in d; reef: found in b and e, read in e.
    assert table[["n_read", "n_found", "n_both", "precision", "recall"]].values.tolist() == [
        [2, 2, 1, 0.5, 0.5], [1, 2, 1, 0.5, 1],
    ]  # fmt: skip
    assert table["f1_low"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("found", "read", "ids", "message"),
    [
        (FOUND, READ[["gear"]], IDS, "^found and read differ"),
        (FOUND, READ.iloc[:3], IDS, "^found and read differ"),
        (FOUND, READ.iloc[::-1], IDS, "^found and read differ"),
        (FOUND, READ, IDS[:2], "^ids holds 2, found 5 rows; name each paragraph once"),
        (FOUND * 2, READ, IDS, "^found holds something other than 0 and 1"),
        (FOUND, READ.replace(0, -1), IDS, "^read holds something other than 0 and 1"),
    ],
)
def test_tables_that_do_not_fit_are_refused(
    found: pd.DataFrame, read: pd.DataFrame, ids: Sequence[str], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        lexicon.scores(found, read, ids, FEW)


# Where they disagree


def test_each_disagreement_is_named_with_the_entries_that_hit() -> None:
    read = pd.DataFrame({"gear": [0, 1, 1], "people": [1, 0, 0], "place": [0, 0, 0]})
    phrases = pd.concat([PHRASES, phrases_of(("dock", 2, "rope", 2)), PHRASES.assign(lexicon="actors")])
    table = lexicon.differing(phrases, LIST, PARAGRAPHS, read)
    assert table.columns.tolist() == ["source", "line", "paragraph", "frame", "kind", "n", "entries"]
    assert table.drop(columns="line").values.tolist() == [
        ["dock", 1, "gear", "found", 3, "rope 2, ferry"],
        ["dock", 2, "gear", "missed", 0, ""],
        ["reef", 1, "people", "found", 1, "crew"],
    ]


def test_quoted_and_other_hits_of_an_entry_are_one() -> None:
    phrases = pd.concat([PHRASES, PHRASES.assign(quoted=1)])
    read = pd.DataFrame(0, index=PARAGRAPHS.index, columns=ISSUES)
    assert lexicon.differing(phrases, LIST, PARAGRAPHS, read)["entries"].tolist() == [
        "ferry 2", "crew of the wharf 4", "ferry 6", "crew 2",
    ]  # fmt: skip


# On the book's own tables


@pytest.mark.parametrize("left", ["seeds", "without one article's own", "every other entry"])
def test_a_shorter_list_finds_what_extraction_with_it_would_find(left: str, texts_dir: Path) -> None:
    corpus = load_corpus()
    tables = corpus.tables
    words, actors = tables["frames"], tables["actors"]
    own = set(lexicon.own_entries(tables["phrases"], words, corpus.paragraphs)["entry"])
    keep = {
        "seeds": words["origin"] == "seed",
        "without one article's own": ~words["entry"].isin(own),
        "every other entry": pd.Series(np.arange(len(words)) % 2 == 0, index=words.index),
    }[left]
    found = lexicon.reduced(tables["phrases"], words[keep], actors.loc[actors["mask"] == 1, "alias"])
    coded = {name: package.read(ROOT / "corpus", name) for name in EXTRACTED}
    texts = read_texts(coded["sources"], texts_dir)
    anew = derive(texts, {**coded, "frames": words[keep]})["phrases"]
    here, there = (framing.counts(each, words, corpus.paragraphs) for each in (found, anew))
    # Once a seed overlaps an entry that was taken out, in a paragraph with more words for the issue: a count, no score.
    assert (here - there).abs().to_numpy().sum() == (1 if left == "seeds" else 0)
    pd.testing.assert_frame_equal(here > 0, there > 0)
