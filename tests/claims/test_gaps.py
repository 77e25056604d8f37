"""What articles leave out beside chance, on articles of a few words."""

from __future__ import annotations

import numpy as np

from helpers.articles import Articles, corpus_of, times
from parallax.claims import gaps
from parallax.claims.results import Results

APART = {"dock": times(10, "net rope"), "reef": times(10, "lamp oil")}
# Apart only where quoted words count.
QUOTED = {"dock": times(10, 'net "rope "rope'), "reef": times(10, 'net "oil "oil')}


def book_of(articles: Articles) -> Results:
    return Results(corpus_of(articles))


def test_what_is_left_out_is_a_table_of_the_sources_that_are_asked_for() -> None:
    table = gaps.beyond(book_of({**APART, "sail": ["sand"]}), ["dock", "reef"], 1)
    assert table[["group", "term"]].values.tolist() == [
        ["dock", "lamp"], ["dock", "oil"], ["reef", "net"], ["reef", "rope"],
    ]  # fmt: skip
    assert table["beyond_bound"].all()


def test_gaps_are_set_beside_chance_with_quoted_words_and_without() -> None:
    book = book_of({**QUOTED, "sail": ["sand"]})
    table = gaps.beside_chance(book, {"two": (["dock", "reef"], 1)}, 10)
    assert table["label"].tolist() == ["two", "two"]
    assert table["counted"].tolist() == ["all words", "without quoted words"]
    assert table["left_out"].tolist() == [2, 0]
    np.testing.assert_allclose(table["share_reaching"], [1 / 11, 1])


def test_deals_are_made_once_whoever_asks_for_them() -> None:
    book = book_of(APART)
    first = gaps.against_deals(book, ["dock", "reef"], 1, 10)
    assert gaps.against_deals(book, ("reef", "dock"), 1, 10) is first
    assert first["left_out"] == 4
    assert gaps.without_quotes(book) is gaps.without_quotes(book)


def test_gaps_of_pairs_name_the_partner() -> None:
    book = book_of({**APART, "sail": times(10, "net"), "quay": times(10, "oar")})
    table = gaps.beyond_in_pairs(book, [("reef", "dock"), ("sail", "quay")])
    assert table[["group", "other", "term"]].values.tolist() == [
        ["reef", "dock", "net"], ["reef", "dock", "rope"], ["dock", "reef", "lamp"], ["dock", "reef", "oil"],
        ["sail", "quay", "oar"], ["quay", "sail", "net"],
    ]  # fmt: skip
