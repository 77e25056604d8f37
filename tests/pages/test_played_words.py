"""Rounds of words: as they are, or as the shuffles of the explorer's cloud have them, with the library's checks."""

from __future__ import annotations

from collections import Counter

import pytest

from helpers.project import ROOT
from parallax import load_corpus
from parallax.analysis.keyness.clouds import cloud
from parallax.claims.results import Results
from parallax.corpus.corpus import Corpus
from parallax.errors import ParallaxError
from parallax.pages.explored_contrasts import N_SHUFFLES
from parallax.pages.played_words import N_ROUNDS, N_SETS, games, of_pair
from parallax.statistics.settings import Settings

PAIRS = [["hasht-e-subh", "negotiating-ideas"], ["kabulnow", "rats-sco"]]


@pytest.fixture(scope="module")
def book() -> Results:
    return Results(load_corpus(ROOT / "corpus"))


def test_each_pair_has_sets_of_ten_and_no_word_twice(book: Results) -> None:
    made = games(book, PAIRS)
    order = list(book.corpus.by_date)
    assert [[order[place] for place in game["articles"]] for game in made] == [
        ["negotiating-ideas", "hasht-e-subh"], ["kabulnow", "rats-sco"],
    ]  # fmt: skip
    for game in made:
        assert [len(rounds) for rounds in game["sets"]] == [N_ROUNDS] * N_SETS
        words = [one["word"] for rounds in game["sets"] for one in rounds]
        assert len(set(words)) == len(words)
    assert games(book, PAIRS) == made


@pytest.mark.parametrize("pair", PAIRS)
def test_a_round_is_as_it_is_or_as_a_shuffle_of_the_cloud(book: Results, pair: list[str]) -> None:
    units = book.compared(pair).units
    made = cloud(units, N_SHUFFLES, book.settings)
    labels, terms = units.canonical().labels.tolist(), units.canonical().terms.tolist()
    n_paragraphs = Counter(units.canonical().labels[units.canonical().codes].tolist())
    plain = units.totals.toarray()
    rounds = of_pair(book, pair)
    for one in rounds:
        column = terms.index(one["word"])
        sums = [sum(cells) for cells in one["cells"]]
        assert one["uses"] == [
            plain[units.labels.tolist().index(source)][units.terms.tolist().index(one["word"])] for source in pair
        ]
        assert sum(sums) == sum(one["uses"]) >= book.settings.min_total
        assert [len(cells) for cells in one["cells"]] == [n_paragraphs[source] for source in pair]
        assert all(cells == sorted(cells, reverse=True) for cells in one["cells"])
        shuffled = [[int(made.uses[at, labels.index(source), column]) for source in pair] for at in range(N_SHUFFLES)]
        assert sums == one["uses"] if one["real"] else sums in shuffled, one["word"]
    assert 0.25 < sum(one["real"] for one in rounds) / len(rounds) < 0.75


@pytest.mark.parametrize("pair", PAIRS)
def test_checks_are_those_of_the_contrasts(book: Results, pair: list[str]) -> None:
    table = book.contrasts(pair).set_index("term")
    for one in of_pair(book, pair):
        row = table.loc[one["word"]]
        assert (one["passed"], one["made"], pair[one["more"]]) == (row["n_checks"], row["n_made"], row["group"])


def test_a_word_of_one_article_alone_is_used_five_times(book: Results) -> None:
    uses = book.corpus.tables["terms"].groupby("term")["n"].sum()
    articles = book.corpus.tables["terms"].groupby("term")["source"].nunique()
    for pair in PAIRS:
        for one in of_pair(book, pair):
            word = one["word"]
            assert articles.get(word, 2) > 1 or uses[word] >= 5, word


def test_an_unknown_article_is_refused(two: Corpus) -> None:
    with pytest.raises(ParallaxError, match="harbour-post"):
        games(Results(two), [["harbour-post", next(iter(two.by_date))]])


def test_where_no_word_is_frequent_enough_there_is_no_game(two: Corpus) -> None:
    assert games(Results(two, Settings(min_total=99)), [list(two.by_date)]) == []
