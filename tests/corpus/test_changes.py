"""Changing a corpus on purpose: each act does what it says, and a change that is none is refused."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.project import ROOT
from parallax.corpus import changes
from parallax.tables import checked, package

CORPUS = ROOT / "corpus"


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return checked.checked_tables(CORPUS)


@pytest.fixture(scope="module")
def stopwords() -> frozenset[str]:
    return frozenset(package.stopwords(CORPUS))


def total(corpus: object, term: str) -> int:
    terms = list(corpus.terms)
    return int(corpus.counts[:, [terms.index(term)]].sum()) if term in terms else 0


def test_rows_are_dropped_set_multiplied_and_added(tables: dict, stopwords: frozenset) -> None:
    term = tables["terms"].loc[tables["terms"]["n"].idxmax(), "term"]
    before = int(tables["terms"].loc[tables["terms"]["term"] == term, "n"].sum())
    where = {"table": "terms", "where": {"term": term}}
    line = tables["terms"].iloc[0]
    added = {"source": line["source"], "line": int(line["line"]), "term": term, "quoted": 0, "masked": 0, "n": 5}
    expected = {
        before * 3: {**where, "multiply": {"n": 3}},
        0: {**where, "drop": True},
        before + 5: {"table": "terms", "add": added},
    }
    for n, change in expected.items():
        assert total(changes.mutate(tables, stopwords, change), term) == n
    renamed = changes.mutate(tables, stopwords, {**where, "set": {"term": "zzz"}})
    assert (total(renamed, term), total(renamed, "zzz")) == (0, before)


def test_the_tables_themselves_stay_as_they_are(tables: dict, stopwords: frozenset) -> None:
    before = tables["hops"].copy()
    changes.mutate(tables, stopwords, {"table": "hops", "where": {"hop": 1}, "set": {"holder": "somebody"}})
    pd.testing.assert_frame_equal(tables["hops"], before)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"table": "nothing", "drop": True}, "table 'nothing' is unknown; choose from"),
        ({"table": "hops"}, "give table, where, and one of add, drop, set, multiply"),
        ({"table": "hops", "drop": True, "set": {"hop": 1}}, "one of add, drop, set, multiply"),
        ({"table": "hops", "drop": True, "were": {}}, "one of add, drop, set, multiply"),
        ({"table": "hops", "where": {"hope": 1}, "drop": True}, "column 'hope' is not in hops; correct"),
        ({"table": "hops", "where": {"hop": 99}, "drop": True}, "leaves hops as it is; name rows that are there"),
    ],
)
def test_a_change_that_is_none_is_refused(change: dict, message: str, tables: dict, stopwords: frozenset) -> None:
    with pytest.raises(ValueError, match=message):
        changes.mutate(tables, stopwords, change)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {
                "table": "terms",
                "where": {"term": ["mill", "ford"]},
                "multiply": {"n": 3},
                "edge": {"n": 1.9, "times": 2},
            },
            "if n were multiplied by 3 in terms.csv, where term is mill or ford (then n 1.9, against times 2)",
        ),
        ({"table": "overlaps", "drop": True}, "if rows of overlaps.csv were dropped"),
        (
            {"table": "lines", "where": {"line": 2, "source": "dock"}, "set": {"voice": "author"}},
            "if voice were author in lines.csv, where line is 2 and source is dock",
        ),
        ({"table": "facts", "set": {"reference": ""}}, "if reference were empty in facts.csv"),
        ({"table": "hops", "add": {"hop": 4}}, "if hops.csv had one more row, with hop 4"),
    ],
)
def test_a_change_is_a_condition_in_words(change: dict, words: str) -> None:
    assert changes.in_words(change) == words
